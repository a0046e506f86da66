"""The teams behind the queues: when they are there, what they promise, and how work comes to their agents.

A team without a row, or with a row that sets no hours, is there around the clock: nobody is told that a desk is
closed before somebody has said when it is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.promises.hours import ALWAYS, SEOUL, Day, Hours
from escalation.promises.public_holidays import UnknownCountry, holidays_of
from escalation.promises.sla import CLOCKS, TARGETS, Promise, Targets
from escalation.promises.weeks import read_date, read_day, read_week, read_zone
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.store.record import Change
from escalation.tables import team

ASSIGNMENTS = ("offer", "auto", "pull")
OFFER_S, PROMISE_S = 30, 180
OFFER_RANGE_S = (5, 600)
FIELDS = ("timezone", "hours", "holidays", "closed_days", "open_days", "assignment", "offer_s", "promise_s", "sla")
DEFAULTS: Mapping[str, Any] = {
    "timezone": SEOUL.key,
    "hours": {},
    "holidays": "KR",
    "closed_days": [],
    "open_days": {},
    "assignment": "offer",
    "offer_s": OFFER_S,
    "promise_s": PROMISE_S,
    "sla": {},
}


class WrongTeam(ValueError):
    """Settings that no team can have; says which field, what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Team:
    """The settings of a queue's team. Seconds of `promise_s` are open time; 0 promises nothing."""

    queue: Queue
    hours: Hours = ALWAYS
    targets: Mapping[Priority, Targets] = field(default_factory=lambda: TARGETS)
    assignment: str = "offer"
    offer_s: int = OFFER_S
    promise_s: int = PROMISE_S

    def promise(self, priority: Priority) -> Promise:
        """What somebody who waits with this priority is promised."""
        return Promise(self.hours, self.targets[priority])


async def team_of(connection: AsyncConnection, queue: str, now: datetime) -> Team:
    """The team of a queue."""
    row = (await connection.execute(select(team).where(team.c.queue == queue))).one_or_none()
    return Team(Queue(queue)) if row is None else read_team(queue, row._asdict(), now)


async def all_teams(connection: AsyncConnection, now: datetime) -> dict[Queue, Team]:
    """The six teams, in the order of their queues."""
    rows = {row.queue: row for row in await connection.execute(select(team))}
    return {queue: read_team(queue, rows[queue]._asdict(), now) if queue in rows else Team(queue) for queue in Queue}


async def set_team(change: Change, queue: str, fields: Mapping[str, Any]) -> Team:
    """Change the settings named in `fields`; the others stay. Raises WrongTeam or WrongHours."""
    if queue not in tuple(Queue):
        raise WrongTeam(f"queue: expected {', '.join(Queue)}, got {queue!r}")
    if strangers := sorted(set(fields) - set(FIELDS)):
        raise WrongTeam(f"team: expected {', '.join(FIELDS)}, got {', '.join(strangers)}")
    row = (await change.connection.execute(select(team).where(team.c.queue == queue).with_for_update())).one_or_none()
    before = {} if row is None else {name: getattr(row, name) for name in FIELDS}
    values = {**DEFAULTS, **before, **fields}
    found = read_team(queue, values, change.now)
    values["updated_at"] = change.now
    written = insert(team).values(queue=queue, **values)
    await change.connection.execute(written.on_conflict_do_update(index_elements=["queue"], set_=values))
    return found


def read_team(queue: str, kept: Mapping[str, Any], now: datetime) -> Team:
    """A team from what is kept of it, with the public holidays of the years around `now`.
    Raises WrongTeam or WrongHours."""
    if kept["assignment"] not in ASSIGNMENTS:
        raise WrongTeam(f"assignment: expected {', '.join(ASSIGNMENTS)}, got {kept['assignment']!r}")
    return Team(
        Queue(queue),
        hours=_hours(kept, now),
        targets=_targets(kept["sla"]),
        assignment=kept["assignment"],
        offer_s=_whole("offer_s", kept["offer_s"], *OFFER_RANGE_S),
        promise_s=_whole("promise_s", kept["promise_s"], 0, 7 * 24 * 3600),
    )


def _hours(kept: Mapping[str, Any], now: datetime) -> Hours:
    """Public holidays close a team that has hours; one that is there around the clock works through them."""
    zone = read_zone(kept["timezone"])
    closed = _dates("closed_days", kept["closed_days"])
    public = _public(kept["holidays"], now)
    if kept["hours"] != {}:
        return Hours(read_week(kept["hours"]), zone, closed | public, _open_days(kept["open_days"]))
    return Hours(ALWAYS.week, zone, closed, _open_days(kept["open_days"]))


def _public(country: Any, now: datetime) -> frozenset[date]:
    if not isinstance(country, str):
        raise WrongTeam(f"holidays: expected a country or nothing, got {country!r}")
    try:
        return holidays_of(country, range(now.year - 1, now.year + 3))
    except UnknownCountry as error:
        raise WrongTeam(f"holidays: {error}") from error


def _dates(field: str, kept: Any) -> frozenset[date]:
    if not isinstance(kept, list):
        raise WrongTeam(f"{field}: expected a list of dates, got {kept!r}")
    return frozenset(read_date(field, text) for text in kept)


def _open_days(kept: Any) -> dict[date, Day]:
    """By date, or, as the column begins, an empty list."""
    if kept == []:
        return {}
    if not isinstance(kept, Mapping):
        raise WrongTeam(f"open_days: expected spans by date, got {kept!r}")
    return {read_date("open_days", text): read_day(f"open_days.{text}", spans) for text, spans in kept.items()}


def _targets(kept: Any) -> dict[Priority, Targets]:
    """What a team does not say of itself is as everywhere."""
    if not isinstance(kept, Mapping):
        raise WrongTeam(f"sla: expected targets by priority, got {kept!r}")
    if strangers := sorted(set(kept) - set(Priority)):
        raise WrongTeam(f"sla: expected {', '.join(Priority)}, got {', '.join(map(str, strangers))}")
    return {priority: _target(f"sla.{priority}", kept.get(priority, {}), TARGETS[priority]) for priority in Priority}


def _target(field: str, kept: Any, default: Targets) -> Targets:
    if not isinstance(kept, Mapping) or (set(kept) - set(CLOCKS)):
        raise WrongTeam(f"{field}: expected {', '.join(CLOCKS)} in seconds, got {kept!r}")
    seconds = {name: _whole(f"{field}.{name}", kept.get(name, default.of(name)), 1, 10**7) for name in CLOCKS}
    return Targets(seconds["first"], seconds["next"], seconds["full"])


def _whole(field: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise WrongTeam(f"{field}: expected {low} to {high} seconds, got {value!r}")
    return value
