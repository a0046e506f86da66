"""The rows behind a number: the same scan and the same condition as the number's, listed instead of counted."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, case, func, null, select, true
from sqlalchemy import Row as SqlRow
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers import waiting
from escalation.numbers.conditions import condition_of
from escalation.numbers.contact_rows import Row, contact_of
from escalation.numbers.counting import LOOKING_BACK, Scan
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.metrics import Metric, Over, Part
from escalation.numbers.outcomes import Issue
from escalation.numbers.registry import BY_ID
from escalation.tables import contact, contact_issue, promise, unit

Where = Sequence[ColumnElement[bool]]
AT_ONCE = 500  # contacts a statement
_SHOWN = [
    contact.c[name]
    for name in ("id", "customer_id", "started_at", "ended_at", "outcome", "handled_by", "csat", "escalation_reasons")
]


def metric_of(named: str) -> Metric:
    """The metric of a request. Raises QuestionError."""
    if named not in BY_ID:
        raise QuestionError("metric", f"must be one of {', '.join(BY_ID)}, not {named!r}")
    return BY_ID[named]


def part_of(named: str | None) -> tuple[Part, ...]:
    """The parts that a request asks for: the numerator's rows are in the denominator too. Raises QuestionError."""
    if named is None:
        return tuple(Part)
    if named not in tuple(Part):
        raise QuestionError("part", f"must be one of {', '.join(Part)}, not {named!r}")
    return (Part.NUMERATOR, Part.DENOMINATOR) if named == Part.DENOMINATOR else (Part(named),)


class _Placed:
    """The rows of a metric with their parts, and the order in which they are listed."""

    def __init__(self, metric: Metric, asked: Filter, now: datetime) -> None:
        scan = Scan(metric.over, asked, now, looks_back=metric.id in LOOKING_BACK)
        self._source, self._conditions = scan.source, scan.conditions
        self.part: ColumnElement[Any] = _part(metric, scan) if metric.over is not Over.TURNS else null()
        self.order: list[ColumnElement[Any]] = [contact.c.started_at, contact.c.id]
        self._topic: ColumnElement[Any] = null()
        self._reference: ColumnElement[Any] = null()
        match metric.over:
            case Over.ISSUES:
                self._topic, self._reference = unit.c.topic, unit.c.reference
                self.order += [unit.c.topic, unit.c.reference]
            case Over.TURNS:
                self._add_turns()
            case Over.PROMISES:
                self.order += [promise.c.ticket_id, promise.c.clock, promise.c.instance]

    def _add_turns(self) -> None:
        turns = (
            func.generate_series(0, contact.c.bot_turns - 1, type_=Integer)
            .table_valued("number")
            .render_derived()
            .lateral()
        )
        self._source = self._source.join(turns, true())
        fell_back = turns.c.number < contact.c.fallback_turns
        self.part = case((fell_back, Part.NUMERATOR.value), else_=Part.DENOMINATOR.value)
        self.order.append(turns.c.number)

    def statement(self, *also: ColumnElement[bool]) -> Select[Any]:
        named = {"contact_id": contact.c.id, "topic": self._topic, "reference": self._reference, "part": self.part}
        columns = [column.label(name) for name, column in named.items()]
        return select(*columns).select_from(self._source).where(*self._conditions, *also)


def _part(metric: Metric, scan: Scan) -> ColumnElement[Any]:
    said = condition_of(metric.id, scan.asking)
    return case(
        (said.pending, Part.PENDING.value),
        (said.numerator, Part.NUMERATOR.value),
        (said.denominator, Part.DENOMINATOR.value),
    )


async def rows(
    connection: AsyncConnection,
    metric: Metric,
    asked: Filter,
    now: datetime,
    parts: Sequence[Part] = tuple(Part),
    *,
    also: Where = (),
    start: int = 0,
    most: int | None = None,
) -> tuple[list[dict[str, Any]], int]:
    """A page of the rows behind a metric, oldest first, those still open at the end; and how many there are in all.

    `also` narrows closed contacts further; then open ones are left out, as nothing is known of them.
    """
    found = _Placed(metric, asked, now)
    closed = found.statement(found.part.in_([part.value for part in parts]), *also)
    total = await connection.scalar(select(func.count()).select_from(closed.subquery())) or 0
    page = (await connection.execute(closed.order_by(*found.order).offset(start).limit(most))).all()
    still = [] if also else await _still_open(connection, metric, asked, now, parts)
    left = None if most is None else most - len(page)
    more = still[max(0, start - total) :][:left]
    return [*await _wired(connection, page), *(_open_wire(row) for row in more)], total + len(still)


async def in_pieces(
    connection: AsyncConnection,
    metric: Metric,
    asked: Filter,
    now: datetime,
    parts: Sequence[Part] = tuple(Part),
    *,
    also: Where = (),
    at_once: int = AT_ONCE,
) -> AsyncIterator[list[dict[str, Any]]]:
    """All that `rows` lists, `at_once` at a time, so that a file of a million holds no more than these in memory."""
    found = _Placed(metric, asked, now)
    closed = found.statement(found.part.in_([part.value for part in parts]), *also).order_by(*found.order)
    stream = await connection.stream(closed.execution_options(yield_per=at_once))
    async for some in stream.partitions():
        yield await _some_wired(connection, some)
    if not also:
        yield [_open_wire(row) for row in await _still_open(connection, metric, asked, now, parts)]


async def _still_open(
    connection: AsyncConnection, metric: Metric, asked: Filter, now: datetime, parts: Sequence[Part]
) -> list[tuple[Row, Part]]:
    if not waiting.asks(metric):
        return []
    contacts = await waiting.read(connection, asked, now)
    return [(row, part) for row, part in waiting.placed(metric, contacts, asked, now) if part in parts]


async def _wired(connection: AsyncConnection, page: Sequence[SqlRow[Any]]) -> list[dict[str, Any]]:
    """The rows with what their contacts are; a few at a time, so that all else of a gateway goes on in between."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(page), AT_ONCE):
        found += await _some_wired(connection, page[start : start + AT_ONCE])
    return found


async def _some_wired(connection: AsyncConnection, some: Sequence[SqlRow[Any]]) -> list[dict[str, Any]]:
    ids = list({row.contact_id for row in some})
    contacts = {row.id: row for row in await connection.execute(select(*_SHOWN).where(contact.c.id.in_(ids)))}
    issues: dict[UUID, list[Issue]] = defaultdict(list)
    theirs = select(contact_issue).where(contact_issue.c.contact_id.in_(ids)).order_by(contact_issue.c.position)
    for row in await connection.execute(theirs):
        issues[row.contact_id].append(Issue(row.topic, row.reference))
    return [
        wire(
            contacts[row.contact_id],
            issues[row.contact_id] if row.topic is None else [Issue(row.topic, row.reference)],
            row.part,
        )
        for row in some
    ]


def wire(row: SqlRow[Any], issues: Sequence[Issue], part: str) -> dict[str, Any]:
    """A closed contact as pages and files have it."""
    return {
        "contact_id": str(row.id),
        "part": part,
        "customer": row.customer_id,
        **_said(issues),
        "started_at": row.started_at.isoformat(),
        "ended_at": row.ended_at.isoformat(),
        "outcome": row.outcome,
        "handled_by": row.handled_by,
        "csat": row.csat,
        "reasons": list(row.escalation_reasons),
    }


def _open_wire(placed: tuple[Row, Part]) -> dict[str, Any]:
    contact = contact_of(placed[0])
    return {
        "contact_id": contact.id,
        "part": placed[1].value,
        "customer": contact.customer_id,
        **_said(contact.issues),
        "started_at": contact.started_at.isoformat(),
        "ended_at": None,
        "outcome": None,
        "handled_by": None,
        "csat": None,
        "reasons": list(contact.escalation_reasons),
    }


def _said(issues: Sequence[Issue]) -> dict[str, str]:
    return {
        "topic": ", ".join(dict.fromkeys(issue.topic for issue in issues)),
        "reference": ", ".join(issue.reference for issue in issues if issue.reference),
    }
