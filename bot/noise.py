"""Noise: messages that say nothing ("???", "ㅋㅋㅋ", emoji, key-smashes), found before the classifier sees them."""

from __future__ import annotations

import re
from itertools import pairwise

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Component
from bot.text import fold

NOISE = "noise"
"""Message attribute: true where the message says nothing."""

_WORD = re.compile(r"[^\W_]+")
_SPOKEN_JAMO = re.compile(
    r"(?P<short>ㅇㅋㄷㅋ|ㅇㅋ|ㅇㅈ|ㅇ|ㄴ|ㄱㄱ|ㄱㅅ|ㄳ|ㅎㅇ|ㅂㅂ|ㅂㅇ|ㅃㅇ|ㅃㅃ|ㅅㄱ|ㅊㅋ)(?P=short)*ㄱ?ㅇ?[요여염욥용]?[ㅋㅎㅠㅜ]*"
)
"""Short forms that say something (yes, no, thanks, hi, bye), said once or more, with a polite or laughing end."""
_SPOKEN_SYLLABLES = frozenset("네넵넹예옙응엉웅노")
"""Words of one syllable that mean the same however often they are said."""
_JAMO = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")
_TEARS_AND_LAUGHTER = re.compile(r"[ㅠㅜㅋㅎ]")
_LAUGH = re.compile(r"(?:(?:ha|he|ah|eh){2,}h?|l+o+l+|lmao+|rofl|x+d+|(?:하|헤|히|호|흐|크|키|푸){3,})", re.IGNORECASE)
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CODE = re.compile(r"\d")


def is_noise(text: str) -> bool:
    """True where no word of the text can mean anything. Numbers and short forms such as ㅇㅇ (yes) can."""
    words = _WORD.findall(fold(text))
    return all(_says_nothing(word) for word in words)


def _says_nothing(word: str) -> bool:
    if _CODE.search(word):
        return False
    if _JAMO.search(word):
        bare = _TEARS_AND_LAUGHTER.sub("", word)
        mostly_jamo = not bare or 2 * len(_JAMO.findall(bare)) > len(bare)
        return mostly_jamo and not _SPOKEN_JAMO.fullmatch(word)
    if _LAUGH.fullmatch(word) or (len(word) >= 4 and len(set(word.lower())) == 1):
        return word[0] not in _SPOKEN_SYLLABLES
    return word.isascii() and _is_key_smash(word.lower())


def _is_key_smash(word: str) -> bool:
    if len(word) >= 4 and _along_a_key_row(word) >= 0.75 * len(word):
        return True
    return re.search(r"[bcdfghjklmnpqrstvwxz]{6,}", word) is not None


def _along_a_key_row(word: str) -> int:
    """Letters in stretches of four or more, one way along a row of the keyboard; "were" and "port" have none."""
    found, run, way = 0, 1, 0
    for before, after in pairwise(word + " "):
        step = _step(before, after)
        if step and step in (way, way or step):
            run, way = run + 1, step
            continue
        found += run if run >= 4 else 0
        run, way = (2, step) if step else (1, 0)
    return found


def _step(before: str, after: str) -> int:
    """1 or -1 where the letters are neighbours on a row, read forwards or backwards; else 0."""
    if any(before + after in row for row in _KEY_ROWS):
        return 1
    return -1 if any(after + before in row for row in _KEY_ROWS) else 0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NoiseDetector(Component):
    """Marks the messages that say nothing."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(NOISE, is_noise(message.get(TEXT) or ""))
        return messages
