"""The numbers counted in SQL: the rules of the registry over the table of contacts, one statement a kind of row.

Contacts that still wait are few, and are read and placed as they are (`waiting`). Nobody counts beside this.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Float,
    Select,
    and_,
    cast,
    func,
    literal,
    not_,
    null,
    select,
    true,
)
from sqlalchemy import Row as SqlRow
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers import waiting
from escalation.numbers.conditions import Asking, Condition, condition_of, told_apart
from escalation.numbers.contact_rows import groups_of
from escalation.numbers.filter import UNKNOWN, ZONE, Filter, QuestionError
from escalation.numbers.metrics import PERCENTILES, Metric, Over, Reading, Tally, reading, tally
from escalation.numbers.narrowing import within
from escalation.tables import contact, promise, unit

GROUPS = ("day", "topic", "reason", "handled_by", "outcome", "language", "tier", "device", "channel")
ALL = ""  # the group of a reading that is not split
LOOKING_BACK = ("verified_resolution", "false_containment")  # they ask whether any issue of a contact came again
DAY = cast(func.timezone(ZONE.key, contact.c.ended_at), Date)
MONTH = cast(func.date_trunc("month", func.timezone(ZONE.key, contact.c.ended_at)), Date)
LONGEST_BY_DAY = timedelta(days=3 * 366)
"""A longer period is split into months, each named by its first day: nobody can tell thousands of days apart."""


async def readings(
    connection: AsyncConnection, metrics: Sequence[Metric], asked: Filter, now: datetime, by: str | None = None
) -> dict[str, dict[str, Reading]]:
    """Each metric's reading by group: a group's key is its value of `by`, "" where nothing is split. A contact may
    count in several groups of `topic` and `reason`. Raises QuestionError."""
    if by is not None and by not in GROUPS:
        raise QuestionError("by", f"must be one of {', '.join(GROUPS)}, not {by!r}")
    found: dict[str, dict[str, Tally]] = defaultdict(dict)
    for (over, _), some in _statements(metrics).items():
        for row in await connection.execute(_counted(over, some, asked, now, by)):
            found[str(row.key)] |= {metric.id: _tally(row, place) for place, metric in enumerate(some)}
    for key, metric, more in await _waiting(connection, metrics, asked, now, by):
        found[key][metric.id] = found[key].get(metric.id, Tally()).plus(more)
    if by is None:
        found.setdefault(ALL, {})
    return await asyncio.to_thread(_read, metrics, found)  # sorts every wait of the period: chats go on in between


def _read(metrics: Sequence[Metric], found: Mapping[str, Mapping[str, Tally]]) -> dict[str, dict[str, Reading]]:
    return {
        key: {metric.id: reading(metric, tallies.get(metric.id, Tally())) for metric in metrics}
        for key, tallies in sorted(found.items())
    }


def _statements(metrics: Iterable[Metric]) -> dict[tuple[Over, bool], list[Metric]]:
    """The metrics of each statement. Turns are summed with their contacts; what is measured stands apart, as PostgreSQL
    counts in parallel but does not sort so."""
    found: dict[tuple[Over, bool], list[Metric]] = defaultdict(list)
    for metric in metrics:
        over = Over.CONTACTS if metric.over is Over.TURNS else metric.over
        found[over, metric.measure is not None].append(metric)
    return found


async def _waiting(
    connection: AsyncConnection, metrics: Sequence[Metric], asked: Filter, now: datetime, by: str | None
) -> list[tuple[str, Metric, Tally]]:
    """What contacts that are still open add."""
    some = [metric for metric in metrics if waiting.asks(metric)]
    contacts = await waiting.read(connection, asked, now) if some else []
    found = []
    for metric in some if contacts else ():
        groups: dict[str, list[Any]] = defaultdict(list)
        for row, part in waiting.placed(metric, contacts, asked, now):
            for key in (ALL,) if by is None else groups_of(row, by):
                groups[key].append((row, part))
        found += [(key, metric, tally(metric, rows)) for key, rows in groups.items()]
    return found


class Scan:
    """The rows of one kind that a filter asks for, as SQL; grouped once where a reading is split."""

    def __init__(self, over: Over, asked: Filter, now: datetime, *, looks_back: bool) -> None:
        self.over, self.asked = over, asked
        self.conditions = within(asked)
        self.topics = asked.narrowing.values.get("topic")
        self.source: Any = contact
        after_s: ColumnElement[Any] = cast(null(), Float)
        if looks_back:
            again = self._again()
            self.source = self.source.outerjoin(again, again.c.contact_id == contact.c.id)
            after_s = again.c.after_s
        self._add_rows()
        self.asking = Asking(timedelta(days=asked.window), now, after_s, told_apart=over is Over.ISSUES)

    def _add_rows(self) -> None:
        match self.over:
            case Over.ISSUES:
                self.source = self.source.join(unit, unit.c.contact_id == contact.c.id)
                self.conditions += [*self._issues(), told_apart(timedelta(days=self.asked.window))]
            case Over.PROMISES:
                self.source = self.source.join(promise, promise.c.contact_id == contact.c.id)

    def _again(self) -> Any:
        """When each contact's customer came back with any of its issues that count."""
        after_s = func.min(unit.c.after_same_s).label("after_s")
        found = select(unit.c.contact_id, after_s).where(*self._issues()).group_by(unit.c.contact_id)
        return found.subquery("again")

    def _topics(self) -> Any:
        """Each contact with each of its topics that count, once."""
        return select(unit.c.contact_id, unit.c.topic).where(*self._issues()).distinct().subquery("topics")

    def _issues(self) -> list[ColumnElement[bool]]:
        """The units of the period that count: they end with their contacts, and are found without them."""
        period = [unit.c.ended_at >= self.asked.since, unit.c.ended_at < self.asked.until]
        return period if self.topics is None else [*period, unit.c.topic.in_(self.topics)]

    def group(self, by: str) -> ColumnElement[Any]:
        """Split the rows by a group; a row may come in several of them, or in none."""
        match by:
            case "day":
                return DAY if self.asked.until - self.asked.since <= LONGEST_BY_DAY else MONTH
            case "topic" if self.over is Over.ISSUES:
                return unit.c.topic
            case "topic":
                topics = self._topics()
                self.source = self.source.join(topics, topics.c.contact_id == contact.c.id)
                topic: ColumnElement[str] = topics.c.topic
                return topic
            case "reason":
                reasons = func.unnest(contact.c.escalation_reasons).table_valued("reason").render_derived().lateral()
                self.source = self.source.join(reasons, true())
                return reasons.c.reason
            case _:
                return func.coalesce(contact.c[by], UNKNOWN)


def _counted(over: Over, metrics: Sequence[Metric], asked: Filter, now: datetime, by: str | None) -> Select[Any]:
    scan = Scan(over, asked, now, looks_back=any(metric.id in LOOKING_BACK for metric in metrics))
    key = literal(ALL) if by is None else scan.group(by)
    columns = [column for place, metric in enumerate(metrics) for column in _columns(metric, place, scan.asking)]
    counted = select(key.label("key"), *columns).select_from(scan.source).where(*scan.conditions)
    return counted if by is None else counted.group_by(key)


def _columns(metric: Metric, place: int, asking: Asking) -> list[ColumnElement[Any]]:
    """The aggregates of a metric; their names end in its place."""
    if metric.over is Over.TURNS:
        turns = {"n": contact.c.fallback_turns, "d": contact.c.bot_turns}
        return [func.coalesce(func.sum(count), 0).label(f"{name}{place}") for name, count in turns.items()]
    said = condition_of(metric.id, asking)
    count = func.count()
    named: dict[str, ColumnElement[Any]] = {"n": count.filter(said.numerator), "d": count.filter(said.denominator)}
    if said.may_be_young:
        named["p"] = count.filter(said.pending)
    return [column.label(f"{name}{place}") for name, column in {**named, **_measures(metric, said)}.items()]


def _measures(metric: Metric, said: Condition) -> Mapping[str, ColumnElement[Any]]:
    found: dict[str, ColumnElement[Any]] = {}
    if metric.lasting is not None:
        found["m"] = func.array_agg(said.measure).filter(said.numerator)
        found["l"] = func.array_agg(said.lasting).filter(and_(said.denominator, not_(said.holds)))
    elif metric.measure is not None:
        shares = cast(list(PERCENTILES.values()), ARRAY(Float))
        found["q"] = func.percentile_cont(shares).within_group(said.measure.asc()).filter(said.numerator)
    if metric.mean is not None:
        found["a"] = func.avg(said.mean).filter(said.denominator)
    return found


def _tally(row: SqlRow[Any], place: int) -> Tally:
    def of(name: str) -> Any:
        return row._mapping.get(f"{name}{place}")

    return Tally(
        of("n"),
        of("d"),
        of("p") or 0,
        of("m") or (),
        of("l") or (),
        dict(zip(PERCENTILES, of("q") or (), strict=False)),
        of("a"),
    )
