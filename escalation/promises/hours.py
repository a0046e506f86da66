"""When a team is there: its week in local time, its days off, and how open time is counted between two instants.

Instants are aware; open time is in seconds. A span belongs to the day on which it begins, and one that ends at or
before its begin goes on past midnight, so 00:00 to 00:00 is a whole day. A lunch break is the gap between two spans.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEOUL = ZoneInfo("Asia/Seoul")
DAY = timedelta(days=1)


class WrongHours(ValueError):
    """Hours that no team can keep; says which field, what was expected and what came."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `begin` to `end`, local time."""

    begin: time
    end: time

    @property
    def minutes(self) -> tuple[int, int]:
        """Begin and end as minutes of the day of its begin; the end may lie on the next day."""
        begin, end = (60 * at.hour + at.minute for at in (self.begin, self.end))
        return begin, end if end > begin else end + 24 * 60


Day = tuple[Span, ...]
ALL_DAY: Day = (Span(time(0), time(0)),)


@dataclass(frozen=True, slots=True)
class Hours:
    """A week of seven days, Monday first. A day in `open_days` has those spans whatever else holds for it."""

    week: tuple[Day, ...]
    zone: ZoneInfo = SEOUL
    closed_days: frozenset[date] = frozenset()  # holidays and the team's own
    open_days: Mapping[date, Day] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS):
            raise WrongHours(f"week: expected seven days, got {len(self.week)}")
        if not any(self.week):
            raise WrongHours("week: expected a span on at least one day, got a week that is closed")
        for name, day in zip(WEEKDAYS, self.week, strict=True):
            _check(name, day)
        for at, day in self.open_days.items():
            _check(f"open_days.{at}", day)

    def is_open(self, at: datetime) -> bool:
        """Is somebody there at this instant? The end of a span is closed already."""
        return self.opens_at(at) == at.astimezone(UTC)

    def opens_at(self, at: datetime) -> datetime:
        """The instant from which somebody is there: `at` itself while the team is open."""
        return next(self._from(at))[0]

    def open_seconds(self, start: datetime, end: datetime) -> float:
        """Open time from `start` to `end`; none when `end` is not later."""
        total, last = timedelta(0), end.astimezone(UTC)
        for begin, close in self._from(start):
            if begin >= last:
                break
            total += min(close, last) - begin
        return total.total_seconds()

    def after(self, at: datetime, seconds: float) -> datetime:
        """The earliest instant by which so much open time has passed since `at`. Raises ValueError below zero."""
        if seconds < 0:
            raise ValueError(f"expected 0 seconds or more, got {seconds}")
        left = timedelta(seconds=seconds)
        if not left:
            return at
        for begin, close in self._from(at):
            if left <= close - begin:
                return begin + left
            left -= close - begin
        raise AssertionError("weeks go on for ever")

    def before(self, at: datetime, seconds: float) -> datetime:
        """The latest instant from which so much open time has passed by `at`, to the second."""
        step = timedelta(seconds=max(seconds, 1))
        while self.after(at - step, seconds) > at:
            step *= 2
        whole = range(round(step.total_seconds()))
        back = bisect_left(whole, True, key=lambda s: self.after(at - timedelta(seconds=s), seconds) <= at)
        return at - timedelta(seconds=back)

    def _from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """All that is open from `at` on, in UTC and in order; nothing twice."""
        done = at.astimezone(UTC)
        day = at.astimezone(self.zone).date() - DAY  # yesterday's last span may go on past midnight
        while True:
            for begin, end in self._instants(day):
                if end > done:
                    yield max(begin, done), end
                    done = end
            day += DAY

    def _instants(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        midnight = datetime.combine(day, time(0))
        for span in self._spans(day):
            begin, end = (midnight + timedelta(minutes=minutes) for minutes in span.minutes)
            yield _instant(begin, self.zone), _instant(end, self.zone)

    def _spans(self, day: date) -> Day:
        if day in self.open_days:
            return tuple(sorted(self.open_days[day]))
        return () if day in self.closed_days else tuple(sorted(self.week[day.weekday()]))


def _check(name: str, day: Day) -> None:
    ranges = sorted(span.minutes for span in day)
    for (_, end), (begin, _) in pairwise(ranges):
        if begin < end:
            raise WrongHours(f"{name}: expected spans that do not overlap, got {_shown(day)}")


def _shown(day: Day) -> str:
    return ", ".join(f"{span.begin:%H:%M}-{span.end:%H:%M}" for span in sorted(day))


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks of the zone show `local`, or, where they jump over it, the jump."""
    found = local.replace(tzinfo=zone).astimezone(UTC)
    if _clock(found, zone) == local:
        return found
    earliest = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    jump = range(round((found - earliest).total_seconds()))
    return earliest + timedelta(
        seconds=bisect_left(jump, True, key=lambda s: _clock(earliest + timedelta(seconds=s), zone) >= local)
    )


def _clock(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


ALWAYS = Hours(week=(ALL_DAY,) * len(WEEKDAYS))
