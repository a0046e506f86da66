"""Reading a record of another helpdesk: by path, times of any kind, topics and channels in our words."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from escalation.numbers.history import LONGEST_S, LineError
from escalation.queue.topics import SMALLTALK, topic_of

Record = Mapping[str, Any]
Line = dict[str, Any]
"""A contact under the names of our own format."""

REOPENED, REASSIGNED = "reopened", "reassigned"
"""Why a contact of a helpdesk counts as escalated: it says that it happened, not who asked for it."""
NO_TOPIC = "support"
MILLISECONDS_FROM = 1e11  # as seconds this would be the year 5138


class PassedOver(Exception):
    """A record that is no contact to be counted; the text says why, in a few words."""


def found(record: Any, path: str) -> Any:
    """What stands at a dotted path, None where nothing does. In a list: by `id` of `{id, value}`, or by place."""
    for part in path.split("."):
        if isinstance(record, Mapping):
            record = record.get(part)
        elif isinstance(record, list):
            by_id = [one.get("value") for one in record if isinstance(one, Mapping) and str(one.get("id")) == part]
            place = int(part) if part.isascii() and part.isdigit() else len(record)
            record = by_id[0] if by_id else record[place] if place < len(record) else None
        else:
            return None
    return record


def time_of(value: Any, field: str, zone: tzinfo = UTC) -> datetime:
    """A time from ISO 8601 (`zone` where it names none), seconds or milliseconds since 1970. Raises LineError."""
    try:
        if isinstance(value, str) and not _is_number(value):
            moment = datetime.fromisoformat(value.strip())
            return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(UTC)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            number = float(value)
            return datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS_FROM else number, UTC)
    except (ValueError, OverflowError, OSError):
        pass  # said below, as for what is no time at all
    raise LineError(f"{field}: expected a time, came {value!r}")


def maybe_time(value: Any, field: str) -> datetime | None:
    """As `time_of`; None for nothing."""
    return None if value in (None, "") else time_of(value, field)


def seconds_between(start: datetime, end: datetime | None) -> float | None:
    """None where the end is not known, lies before the start, or is so late that nobody can have waited for it."""
    return None if end is None or end < start else believable((end - start).total_seconds())


def believable(seconds: float) -> float | None:
    """A duration that our format takes, else None: the contact counts all the same."""
    return seconds if 0 <= seconds <= LONGEST_S else None


def topic_among(*said: Any) -> str:
    """The first word that is a topic of ours; else the first that is not small talk; else `support`. A list counts as
    its words."""
    words = [str(word).strip() for one in said for word in (one if isinstance(one, list) else [one]) if _is_word(word)]
    topics = {word: topic_of(word.casefold()) for word in words}
    known = [topic for topic in topics.values() if topic not in (None, SMALLTALK)]
    strange = [word for word, topic in topics.items() if topic is None]
    return (known or strange or [NO_TOPIC])[0] or NO_TOPIC


def plain(record: Any, path: str) -> Any:
    """As `found`, but a text, a number or a truth value only: None for everything else."""
    value = found(record, path)
    return value if isinstance(value, str | int | float) else None


def named(helpdesk: str, record: Record, *paths: str) -> str:
    """The id of a contact that came from a helpdesk. Raises LineError where the record has none."""
    said = [plain(record, path) for path in paths]
    for one in said:
        if _is_word(one):
            return f"{helpdesk}:{one}"
    raise LineError(f"{paths[0]}: expected an id, came {said[0]!r}")


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(str(value).strip())


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdigit() and text.isascii()
