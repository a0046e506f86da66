"""The language of a message by script and words, and the language to reply in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Component
from bot.text import fold

LANGUAGE = "language"
"""Message attribute: ko, en, mixed, other, or none where there are no letters."""
REPLY_LANGUAGE = "reply_language"
"""Message attribute: ko or en, or None where the message does not say."""

_NOT_WORDS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\b\w*\d\w*\b", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?")
_OTHER = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff]")
_LETTERS_OF_SHOPS = re.compile(r"^(?:[A-Z]{1,4}|[a-z])$")
_KOREAN_ENDING = re.compile(r"(?:요|죠|다|까|네|나|줘|세요|해|함|음|니|냐|군|임|용|염|삼)[\s.!?~ㅠㅜㅋㅎ^]*$")


@dataclass(frozen=True)
class Tongue:
    """What was seen (ko, en, mixed, other, none) and the language to reply in, if it says."""

    seen: str
    reply: str | None


def detect(text: str) -> Tongue:
    """Judges by whole words; numbers, addresses, links and acronyms such as A/S do not count."""
    words = _NOT_WORDS.sub(" ", fold(text))
    korean = _HANGUL.findall(words)
    latin = [word for word in _LATIN.findall(words) if not _LETTERS_OF_SHOPS.match(word)]
    if not korean and not latin:
        return _without_words(words)
    if not korean:
        return Tongue("other", None) if len(_OTHER.findall(words)) > len(latin) else Tongue("en", "en")
    if not latin:
        return Tongue("ko", "ko")
    if _KOREAN_ENDING.search(words) or len(korean) > len(latin):
        return Tongue("mixed", "ko")
    return Tongue("mixed", "en" if len(latin) > len(korean) else None)


def _without_words(words: str) -> Tongue:
    if _OTHER.search(words):
        return Tongue("other", None)
    return Tongue("en", "en") if len(_LATIN.findall(words)) > 1 else Tongue("none", None)


def reply_language(reply: str | None, *, chosen: str, chosen_before: str | None, kept: str | None) -> str:
    """The language to reply in: the message's own; else a choice just changed in the widget; else as before."""
    if reply is not None:
        return reply
    if kept is None or (chosen_before is not None and chosen != chosen_before):
        return chosen
    return kept


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageDetector(Component):
    """Gives each message its language."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            tongue = detect(message.get(TEXT) or "")
            message.set(LANGUAGE, tongue.seen, add_to_output=True)
            message.set(REPLY_LANGUAGE, tongue.reply, add_to_output=True)
        return messages
