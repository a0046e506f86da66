"""What a number is asked about: a period, a repeat window, and what it is narrowed to. One form for every page.

In an address: `from` and `to` (days of the shop, `to` the last one, or ISO times), `window`, and for each of NARROWS
any number of values with commas between them; `returning` is yes or no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Seoul")
WINDOWS = (7, 14, 30)
DEFAULT_DAYS = 30
FIRST_YEAR = 1971  # a window before it is still a time
LAST_YEAR = 2200  # and a window after it
LONGEST = timedelta(days=20 * 366)
MOST_VALUES = 40  # of one narrowing
MOST_CHARACTERS = 120
NARROWS = ("topic", "reason", "channel", "language", "tier", "device", "handled_by", "outcome")
RETURNING = {"yes": True, "no": False}
UNKNOWN = "unknown"  # the value of contacts of which nobody knows it


class QuestionError(ValueError):
    """A question to the numbers that cannot be answered: `field` is at fault, the text says what was expected."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which contacts count: those with one of the values of every name. `topic` also cuts a contact to those issues."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    returning: bool | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Narrowing":
        """From an address or as saved (`wire`); other names are passed over. Raises QuestionError."""
        values = {name: _values(given[name], name) for name in NARROWS if given.get(name)}
        returning = given.get("returning") or None
        if returning is not None and returning not in RETURNING:
            raise QuestionError("returning", f"must be yes or no, not {returning!r}")
        return cls(values, None if returning is None else RETURNING[returning])

    def wire(self) -> dict[str, Any]:
        """As JSON, as pages and saved segments have it: a list a name."""
        listed: dict[str, Any] = {name: list(values) for name, values in self.values.items()}
        return listed if self.returning is None else {**listed, "returning": "yes" if self.returning else "no"}

    def within(self, other: "Narrowing") -> "Narrowing":
        """Narrowed by both: what both name must hold twice."""
        both = dict(self.values)
        for name, values in other.values.items():
            both[name] = tuple(v for v in both[name] if v in values) or (NOBODY,) if name in both else values
        if None not in (self.returning, other.returning) and self.returning != other.returning:
            return Narrowing({**both, "outcome": (NOBODY,)}, self.returning)
        return Narrowing(both, other.returning if self.returning is None else self.returning)


NOBODY = "\ue000"
"""A value that no row has: two narrowings that exclude each other."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A period [since, until) by the end of contacts, a repeat window in days, and a narrowing."""

    since: datetime
    until: datetime
    window: int = 7
    narrowing: Narrowing = Narrowing()

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise QuestionError("from", "must be before `to`")
        if self.since.year < FIRST_YEAR:
            raise QuestionError("from", f"must be {FIRST_YEAR} or later")
        if self.until.year > LAST_YEAR:
            raise QuestionError("to", f"must be {LAST_YEAR} or earlier")
        if self.until - self.since > LONGEST:
            raise QuestionError("from", f"must be at most {LONGEST.days} days before `to`")
        if self.window not in WINDOWS:
            raise QuestionError("window", f"must be one of {', '.join(map(str, WINDOWS))}, not {self.window}")

    @classmethod
    def read(cls, query: Mapping[str, str], now: datetime, *, prefix: str = "") -> "Filter":
        """From an address; the last 30 days by default. `prefix` (`vs_`) reads a second one beside it.

        Raises QuestionError naming the field.
        """
        tomorrow = now.astimezone(ZONE).date() + timedelta(days=1)
        own = {name.removeprefix(prefix): value for name, value in query.items() if name.startswith(prefix)}
        until = _moment(own, "to", tomorrow, end=True)
        since = _moment(own, "from", tomorrow - timedelta(days=DEFAULT_DAYS))
        return cls(since, until, _window(query.get("window") or "7"), Narrowing.read(own))

    def before(self) -> "Filter":
        """The period of the same length just before."""
        return replace(self, since=self.since - (self.until - self.since), until=self.since)

    def narrowed(self, by: Narrowing) -> "Filter":
        """This filter, narrowed further."""
        return replace(self, narrowing=self.narrowing.within(by))

    def address(self, **more: str) -> str:
        """The same filter as a query string, for what stands behind a number."""
        period = {"from": self.since.isoformat(), "to": self.until.isoformat(), "window": str(self.window)}
        kept = self.narrowing.wire()
        narrows = {name: value if isinstance(value, str) else ",".join(value) for name, value in kept.items()}
        return urlencode(period | narrows | more)

    def wire(self) -> dict[str, Any]:
        """As every answer begins."""
        period = {"from": self.since.isoformat(), "to": self.until.isoformat(), "window": self.window}
        return {**period, "filter": self.narrowing.wire()}


def _values(given: object, name: str) -> tuple[str, ...]:
    parts = given.split(",") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise QuestionError(name, f"must be texts with commas between them, not {given!r}")
    values = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if len(values) > MOST_VALUES or any(len(value) > MOST_CHARACTERS or "\x00" in value for value in values):
        raise QuestionError(name, f"must be at most {MOST_VALUES} values of at most {MOST_CHARACTERS} characters")
    return values


def _window(text: str) -> int:
    if text not in map(str, WINDOWS):
        raise QuestionError("window", f"must be one of {', '.join(map(str, WINDOWS))}, not {text!r}")
    return int(text)


def _moment(query: Mapping[str, str], field: str, default: date, *, end: bool = False) -> datetime:
    text = query.get(field)
    try:
        if not text:
            return datetime.combine(default, time(), ZONE).astimezone(UTC)
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text) + timedelta(days=1 if end else 0)  # `to` names the last day, inclusive
            return datetime.combine(day, time(), ZONE).astimezone(UTC)
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except (ValueError, OverflowError) as error:
        raise QuestionError(field, f"must be a day like 2026-01-31 or an ISO time, not {text!r}") from error
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment
