"""Lessons: what a resolved chat teaches. Which of the customer's words were the question, which reply settled it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from escalation.queue.topics import is_subject
from escalation.suggestions.anonymity import Known

TEACHING_CODES = frozenset({None, "solved", "informed", "refunded", "replaced"})
"""Resolutions after which the agent's reply may serve somebody else."""
SURE = 0.5
"""An intent that is likelier than not."""
MOST_QUESTIONS = 4
LONGEST = 1500
"""Characters of a reply that is worth suggesting."""

_LETTER = re.compile(r"[^\W\d_]")
_COURTESY = re.compile(
    r"(?:네[,.! ]*)?(?:고객님[,.! ]*)?(?:안녕하세요|반갑습니다|감사합니다|고맙습니다|죄송합니다|알겠습니다|잠시만|"
    r"(?:좋은|행복한|즐거운) 하루|기다려 ?주셔서|문의해? ?주셔서|이용해 ?주셔서|확인해 ?(?:보겠|볼게|드릴게)|"
    r"더 (?:궁금|필요|도와|문의)|또 (?:궁금|필요)|도움이 되|\S{0,8} ?(?:드림|올림)\W*$|"
    r"(?:상담사|상담원|담당자?) ?\S{2,6}입니다)"
    r"|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^,.!]{0,25}[,.!]?\s*$"
    r"|(?:thank(?:s| you)|sorry (?:for|about|to)|(?:one|just a) moment|please (?:hold|wait|bear)|"
    r"let me (?:check|look|see)|i(?:'ll|’ll| will) (?:check|look)|you(?:'re|’re| are) welcome|have a |"
    r"is there anything|anything else|"
    r"(?:if you have|should you have) any|(?:kind |best )?regards|best\b|cheers|glad (?:to|i)|my pleasure|this is \w+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said; without words where it was a card, a notice or a button."""

    sender: str
    text: str


def blocks(lines: Iterable[Line]) -> list[Line]:
    """What one person said in a row is one thought."""
    return [
        Line(sender, "\n".join(line.text for line in said if line.text))
        for sender, said in groupby(lines, key=lambda line: line.sender)
    ]


def questions(lines: Sequence[Line], *, open_only: bool = False) -> list[str]:
    """What the customer may have asked, the newest first. `open_only`: what no agent has answered yet."""
    said = blocks(lines)
    answered = max((place for place, block in enumerate(said) if block.sender == "agent"), default=-1)
    asked = said[answered + 1 :] if open_only else said[: answered + 1]
    return [block.text for block in reversed(asked) if block.sender == "customer" and block.text][:MOST_QUESTIONS]


def question_among(parses: Sequence[Mapping[str, Any]]) -> int | None:
    """Which of the questions, the newest first, the chat is about; None where nothing was asked that says enough.

    One whose subject is known counts before one that is only no small talk.
    """
    telling = [place for place, parse in enumerate(parses) if not parse.get("noise") and "crowd" in parse]
    known = [p for p in telling if is_subject(parses[p]["intent"]) and parses[p]["confidence"] >= SURE]
    other = [p for p in telling if is_subject(parses[p]["intent"]) or parses[p]["intent"] == "out_of_scope"]
    return next(iter([*known, *other]), None)


def decisive_reply(lines: Sequence[Line]) -> str | None:
    """The agent's words that settled it: of all that was no courtesy and did not ask back, what says the most."""
    told = [without_courtesies(block.text) for block in blocks(lines) if block.sender == "agent"]
    told = [text for text in told if text and not text.rstrip().endswith("?")]
    return max(reversed(told), key=_letters, default=None)


def without_courtesies(text: str) -> str:
    """`text` without greetings at its beginning and good wishes at its end."""
    sentences = [(match.start(), match.end()) for match in re.finditer(r"\S(?:.|\n)*?(?=(?<=[.!?~])\s|\n|$)", text)]
    while sentences and _COURTESY.match(text[slice(*sentences[0])]):
        sentences.pop(0)
    while sentences and _COURTESY.match(text[slice(*sentences[-1])]):
        sentences.pop()
    return text[sentences[0][0] : sentences[-1][1]] if sentences else ""


def known_of(
    documents: Iterable[Any],
    *,
    customers: Iterable[str],
    agents: Iterable[str],
    tickets: Iterable[int],
    forms: Iterable[Any],
) -> Known:
    """What is known of a chat: `documents` are the ticket's facts and the cards that were shown, `forms` what was
    typed into them."""
    found: dict[str, list[Any]] = {}
    for document in documents:
        for name, value in _fields(document):
            found.setdefault(name, []).append(value)
    numbers = [*found.get("number", ()), *found.get("order_number", ()), *found.get("reference", ())]
    amounts = [value for name in ("total", "amount", "price") for value in found.get(name, ())]
    return Known(
        customers=_texts(customers),
        agents=_texts(agents),
        orders=_texts(numbers),
        totals=tuple(value for value in amounts if isinstance(value, int)),
        carriers=_texts(found.get("carrier", ())),
        tracking=_texts(found.get("tracking_number", ())),
        tickets=tuple(map(str, tickets)),
        forms=_texts(value for form in forms for _, value in _fields(form)),
    )


def _fields(document: Any) -> Iterable[tuple[str, Any]]:
    """Every named value in a JSON document, however deep."""
    if isinstance(document, dict):
        for name, value in document.items():
            if isinstance(value, dict | list):
                yield from _fields(value)
            else:
                yield name, value
    elif isinstance(document, list):
        for value in document:
            yield from _fields(value) if isinstance(value, dict | list) else [("", value)]


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if isinstance(value, str) and value.strip()))


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))
