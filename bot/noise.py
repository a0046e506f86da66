"""Noise: messages that say nothing ("???", "ㅋㅋㅋ", emoji, key-smashes), found before the classifier sees them."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.text import fold

NOISE = "noise"
"""Message attribute: true where the message says nothing."""

_WORD = re.compile(r"[^\W_]+")
_SPOKEN_JAMO = {
    "ㅇㅇ",
    "ㅇ",
    "ㄴㄴ",
    "ㄴ",
    "ㅇㅋ",
    "ㅇㅋㅇㅋ",
    "ㄱㅅ",
    "ㄱㅅㄱㅅ",
    "ㄳ",
    "ㅎㅇ",
    "ㅎㅇㅎㅇ",
    "ㅂㅂ",
    "ㅂㅇ",
    "ㅊㅋ",
    "ㄱㄱ",
}
_JAMO = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")
_SYLLABLE = re.compile(r"[가-힣]")
_LAUGH = re.compile(
    r"(?:(?:ha|he|hi|ah|eh){2,}h?|l+o+l+|lmao+|rofl|x+d+|(?:하|헤|히|호|흐|크|키|푸){3,})", re.IGNORECASE
)
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
        return word not in _SPOKEN_JAMO and 2 * len(_JAMO.findall(word)) > len(word)
    if _LAUGH.fullmatch(word) or (len(word) >= 4 and len(set(word.lower())) == 1):
        return True
    return word.isascii() and _is_key_smash(word.lower())


def _is_key_smash(word: str) -> bool:
    if len(word) >= 4 and _along_a_key_row(word) >= max(4, 0.7 * len(word)):
        return True
    if len(word) < 6:
        return False
    vowels = sum(letter in "aeiouy" for letter in word)
    return vowels / len(word) < 0.15 or re.search(r"[bcdfghjklmnpqrstvwxz]{6,}", word) is not None


def _along_a_key_row(word: str) -> int:
    """The longest stretch of letters that are neighbours on one row of the keyboard; "were" and "port" stay short."""
    best = run = 1
    for before, after in zip(word, word[1:], strict=False):
        row = next((row for row in _KEY_ROWS if before in row), "")
        run = run + 1 if after in row and row.index(after) - row.index(before) == 1 else 1
        best = max(best, run)
    return best


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NoiseDetector(GraphComponent):
    """Marks the messages that say nothing."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NoiseDetector:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(NOISE, is_noise(message.get(TEXT) or ""))
        return messages
