"""Whether one of the policy's phrases is said, and not denied: a pure function of the words and the phrases.

A phrase begins where a word begins, in Hangul too; `*` in front lets anything stand before it. A Latin phrase is whole
words, a `*` at its end any ending; Korean endings are free anyway. A space stands for any or, between Hangul, no space.
"""

import re
import unicodedata
from functools import lru_cache

from escalation.routing.policy import Said

_HANGUL = re.compile(r"[가-힣]")
_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|never|without|nothing|(?:is|was|were|are|did|do|does|has|have|had|wo|would)n't|cannot|can't)"
    r"(?:\s+[a-z']+){0,2}\s*$"
)
_DENIED_AFTER = re.compile(
    r"[가-힣]{0,3}\s?(?:(?:생각|마음|의도|적|일|건|것|게|거|정도|상황)[가-힣]?\s?)?"
    r"(?:안\s|안\s?[났나했함]|않|없|아니|아닌|아냐)"
)
_ENDED = re.compile(r"[가-힣]{0,3}(?:요|다|죠|음)(?![가-힣])")


def said(text: str, what: Said) -> str | None:
    """The first phrase of `what` that the text says; None where it says none, or only denies them."""
    folded = _folded(text)
    for excepted in what.unless:
        folded = _pattern(excepted).sub(" ", folded)
    return next((phrase for phrase in what.phrases if _stated(folded, phrase)), None)


def _stated(folded: str, phrase: str) -> bool:
    return any(
        not _denied(folded[: match.start()], folded[match.end() :]) for match in _pattern(phrase).finditer(folded)
    )


def _denied(before: str, after: str) -> bool:
    """`no smoke`, `고소할 생각은 없어요`; but not what a new sentence says: `불이 났어요 아니 이게 뭐예요`."""
    if _DENIED_BEFORE.search(before):
        return True
    return _ENDED.match(after) is None and _DENIED_AFTER.match(after) is not None


def _folded(text: str) -> str:
    """Compatible forms as one, no capitals, straight apostrophes, one space."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", plain)


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> "re.Pattern[str]":
    anywhere, open_end = phrase.startswith("*"), phrase.endswith("*")
    core = _folded(phrase.strip("*").strip())
    korean = _HANGUL.search(core) is not None
    body = (r"\s?" if korean else r"\s+").join(re.escape(word) for word in core.split(" "))
    start = "" if anywhere else r"(?<![가-힣a-z0-9])"
    end = "" if korean else (r"[a-z]*" if open_end else r"(?![a-z])")
    return re.compile(start + body + end)
