"""The formats in which the journey log goes out, each with what it is read from and how it is written."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.exports import cloudevents, ocel, xes
from escalation.exports.happenings import Happening
from escalation.exports.log_rows import CASES, by_case, happenings, of_the_period
from escalation.numbers.filter import Filter, QuestionError

CASE = "contact"


@dataclass(frozen=True, slots=True)
class Format:
    """`content_type` and `ending` of the file, and how happenings become pieces of it. `most`: the events of a file
    whose writer remembers what it has seen."""

    content_type: str
    ending: str
    write: Callable[[AsyncIterator[Happening]], AsyncIterator[str]]
    by_case: bool = False
    most: int | None = None


FORMATS = {
    "cloudevents": Format("application/x-ndjson", "jsonl", cloudevents.lines),
    "xes": Format("application/xml", "xes", xes.pieces, by_case=True),
    "ocel": Format("application/json", "json", ocel.pieces, most=500_000),
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


async def check_size(connection: AsyncConnection, chosen: Format, statement: Select[Any]) -> None:
    """Raises QuestionError where a gateway's memory may not hold what the writer remembers."""
    if chosen.most is None:
        return
    some = statement.order_by(None).limit(chosen.most + 1).subquery()
    if (await connection.scalar(select(func.count()).select_from(some)) or 0) > chosen.most:
        raise QuestionError("from", f"must be later: a file of this format holds at most {chosen.most} events")


def written(connection: AsyncConnection, chosen: Format, statement: Select[Any]) -> AsyncIterator[str]:
    """The file, piece by piece."""
    return chosen.write(happenings(connection, statement))
