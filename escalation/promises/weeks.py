"""A team's hours as they are kept and edited: JSON with days named mon to sun, and spans such as ["09:00", "12:00"]."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from escalation.promises.hours import WEEKDAYS, Day, Span, WrongHours


def read_week(kept: Any) -> tuple[Day, ...]:
    """Seven days, Monday first; a day that is not named is closed. Raises WrongHours."""
    if not isinstance(kept, Mapping):
        raise WrongHours(f"hours: expected an object of weekdays, got {kept!r}")
    if strangers := sorted(set(kept) - set(WEEKDAYS)):
        raise WrongHours(f"hours: expected {', '.join(WEEKDAYS)}, got {', '.join(map(str, strangers))}")
    return tuple(read_day(f"hours.{name}", kept.get(name, [])) for name in WEEKDAYS)


def read_day(field: str, kept: Any) -> Day:
    """The spans of a day. Raises WrongHours."""
    if not isinstance(kept, list):
        raise WrongHours(f"{field}: expected a list of spans, got {kept!r}")
    return tuple(_span(field, pair) for pair in kept)


def read_zone(kept: Any) -> ZoneInfo:
    """A time zone by its name. Raises WrongHours."""
    try:
        return ZoneInfo(kept)
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise WrongHours(f"timezone: expected a name such as Asia/Seoul, got {kept!r}") from error


def read_date(field: str, kept: Any) -> date:
    """A day of the calendar. Raises WrongHours."""
    try:
        return date.fromisoformat(kept)
    except (ValueError, TypeError) as error:
        raise WrongHours(f"{field}: expected a date such as 2026-03-02, got {kept!r}") from error


def _span(field: str, kept: Any) -> Span:
    if not isinstance(kept, list) or len(kept) != 2:
        raise WrongHours(f'{field}: expected a span such as ["09:00", "12:00"], got {kept!r}')
    begin, end = (_time(field, text) for text in kept)
    return Span(begin, end)


def _time(field: str, kept: Any) -> time:
    try:
        found = time.fromisoformat(kept)
    except (ValueError, TypeError) as error:
        raise WrongHours(f"{field}: expected a time such as 09:00, got {kept!r}") from error
    if found.tzinfo is not None or found.second or found.microsecond:
        raise WrongHours(f"{field}: expected a local time in whole minutes, got {kept!r}")
    return found
