"""The formats in which the journey log goes out, each with what it is read from and how it is written."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.exports import cloudevents, ocel, xes
from escalation.exports.happenings import Happening
from escalation.exports.log_rows import CASES, by_case, happenings, of_the_period
from escalation.numbers.filter import Filter, QuestionError

CASE = "contact"


@dataclass(frozen=True, slots=True)
class Format:
    """`content_type` and `ending` of the file, and how happenings become pieces of it."""

    content_type: str
    ending: str
    write: Callable[[AsyncIterator[Happening]], AsyncIterator[str]]
    by_case: bool = False


FORMATS = {
    "cloudevents": Format("application/x-ndjson", "jsonl", cloudevents.lines),
    "xes": Format("application/xml", "xes", xes.pieces, by_case=True),
    "ocel": Format("application/json", "json", ocel.pieces),
}


def format_of(name: str, beside: tuple[str, ...] = ()) -> Format:
    """The format of a name. Raises QuestionError; `beside` are names that somebody else answers."""
    if name not in FORMATS:
        raise QuestionError("format", f"must be one of {', '.join((*beside, *FORMATS))}, not {name!r}")
    return FORMATS[name]


def statement_of(chosen: Format, asked: Filter, case: str = CASE) -> Select[Any]:
    """What a format is written from. Raises QuestionError for a case that is none."""
    if case not in CASES:
        raise QuestionError("case", f"must be one of {', '.join(CASES)}, not {case!r}")
    return by_case(asked, case) if chosen.by_case else of_the_period(asked)


def written(connection: AsyncConnection, chosen: Format, statement: Select[Any]) -> AsyncIterator[str]:
    """The file, piece by piece."""
    return chosen.write(happenings(connection, statement))
