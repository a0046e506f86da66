"""From closed contacts to what ops reads: tiles, daily series, a breakdown, and the rows behind each of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from escalation.numbers.metrics import ContactRow, History, Metric, Part, Reading, Row, Unit, Window, parts_of, read
from escalation.numbers.registry import BY_ID, METRICS

SERIES = ("contacts", "fcr", "containment", "escalation_rate", "csat")
BREAKDOWN = ("contacts", "fcr", "automated_confirmed", "automated_assumed", "escalation_rate", "csat")
WINDOWS = (7, 14, 30)
FIRST_YEAR = 1971  # a window before it is still a time
LONGEST = timedelta(days=20 * 366)


class QuestionError(ValueError):
    """A question to the numbers that cannot be answered: `field` is at fault, the text says what was expected."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Question:
    """A period [since, until) by the end of contacts, a repeat window in days, and optional narrowing."""

    since: datetime
    until: datetime
    window: int = 7
    by: str = "topic"
    topic: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise QuestionError("from", "must be before `to`")
        if self.since.year < FIRST_YEAR:
            raise QuestionError("from", f"must be {FIRST_YEAR} or later")
        if self.until - self.since > LONGEST:
            raise QuestionError("from", f"must be at most {LONGEST.days} days before `to`")
        if self.window not in WINDOWS:
            raise QuestionError("window", f"must be one of {', '.join(map(str, WINDOWS))}, not {self.window}")
        if self.by not in GROUPS:
            raise QuestionError("by", f"must be one of {', '.join(GROUPS)}, not {self.by!r}")

    def query(self, **more: str) -> str:
        """The same question as a query string for the drill-down."""
        fields = {"from": self.since.isoformat(), "to": self.until.isoformat(), "window": str(self.window)}
        narrowed = {"topic": self.topic, "reason": self.reason}
        return urlencode(fields | {k: v for k, v in narrowed.items() if v} | more)


def _topics(contact: ContactRow) -> Iterable[str]:
    return dict.fromkeys(issue.topic for issue in contact.issues)


GROUPS: dict[str, Callable[[ContactRow], Iterable[str]]] = {
    "topic": _topics,
    "reason": lambda contact: contact.escalation_reasons,
    "handled_by": lambda contact: (contact.handled_by.value,),
    "outcome": lambda contact: (contact.outcome.value,),
}


class Numbers:
    """Answers questions over `contacts`: all that may matter to the period, the windows before and after included."""

    def __init__(self, contacts: Sequence[ContactRow], now: datetime, begins: datetime | None, zone: ZoneInfo) -> None:
        self.history = History(contacts)
        self.history.begins = begins or self.history.begins
        self.contacts = contacts
        self.now = now
        self.zone = zone

    def placed(self, metric: Metric, question: Question) -> list[tuple[Row, Part]]:
        """The rows of a metric with their parts."""
        return parts_of(
            metric, _narrow(self._inside(question), question), self.history, Window(question.window, self.now)
        )

    def overview(self, question: Question) -> dict[str, Any]:
        """The whole page: every metric, the daily series and one breakdown."""
        return {
            "window": question.window,
            "from": question.since.isoformat(),
            "to": question.until.isoformat(),
            "metrics": [self._tile(metric, question) for metric in METRICS],
            "series": [self._series(BY_ID[name], question) for name in SERIES],
            "by": self._breakdown(question),
            "group": question.by,
            "unlinked": sum(c.customer_id is None for c in self._inside(question)),
            "early": sum(self._is_early(c, question.window) for c in self._inside(question)),
        }

    def _inside(self, question: Question) -> list[ContactRow]:
        return [c for c in self.contacts if question.since <= c.ended_at < question.until]

    def _is_early(self, contact: ContactRow, window: int) -> bool:
        """Left out of FCR: so soon after the first data that an earlier contact could not be known."""
        if contact.customer_id is None or self.history.begins is None:
            return False
        return contact.started_at < self.history.begins + timedelta(days=window)

    def _tile(self, metric: Metric, question: Question) -> dict[str, Any]:
        return {
            **wire(read(metric, self.placed(metric, question))),
            "version": metric.version,
            "name": metric.name,
            "formula": metric.formula,
            "rows": question.query(metric=metric.id),
        }

    def _series(self, metric: Metric, question: Question) -> dict[str, Any]:
        days: dict[str, list[tuple[Row, Part]]] = defaultdict(list)
        for row, part in self.placed(metric, question):
            days[contact_of(row).ended_at.astimezone(self.zone).date().isoformat()].append((row, part))
        points = [{"day": day, **wire(read(metric, days.get(day, [])))} for day in _days(question, self.zone)]
        return {"id": metric.id, "name": metric.name, "points": points}

    def _breakdown(self, question: Question) -> list[dict[str, Any]]:
        groups = dict.fromkeys(
            key for contact in _narrow(self._inside(question), question) for key in GROUPS[question.by](contact)
        )
        placed = {name: self.placed(BY_ID[name], question) for name in BREAKDOWN}
        return [_group(key, question.by, placed) for key in sorted(groups)]


def _group(key: str, by: str, placed: Mapping[str, list[tuple[Row, Part]]]) -> dict[str, Any]:
    """The breakdown's metrics over the rows of one group."""
    mine = {name: [one for one in rows if key in _groups_of(one[0], by)] for name, rows in placed.items()}
    return {"key": key, "metrics": {name: wire(read(BY_ID[name], rows)) for name, rows in mine.items()}}


def _groups_of(row: Row, by: str) -> Iterable[str]:
    """The groups a row counts in: a unit of FCR in its own topic alone, whatever else its contact was about."""
    return (row.issue.topic,) if isinstance(row, Unit) and by == "topic" else GROUPS[by](contact_of(row))


def _narrow(contacts: Sequence[ContactRow], question: Question) -> list[ContactRow]:
    """Only the contacts (and of each only the issues) that the question asks for."""
    kept = [c for c in contacts if question.reason is None or question.reason in c.escalation_reasons]
    if question.topic is None:
        return kept
    cut = [replace(c, issues=tuple(i for i in c.issues if i.topic == question.topic)) for c in kept]
    return [c for c in cut if c.issues]


def _days(question: Question, zone: ZoneInfo) -> list[str]:
    day, last = (
        question.since.astimezone(zone).date(),
        (question.until - timedelta(microseconds=1)).astimezone(zone).date(),
    )
    return [(day + timedelta(days=n)).isoformat() for n in range((last - day).days + 1)]


def contact_of(row: Row) -> ContactRow:
    """The contact of a drill-down row."""
    return row.contact if isinstance(row, Unit) else row


def wire(reading: Reading) -> dict[str, Any]:
    """A reading as JSON: shares rounded to a hundredth of a percent, seconds to a tenth."""
    places = 1 if reading.metric.kind == "seconds" else 4
    return {
        "id": reading.metric.id,
        "unit": reading.metric.kind,
        "value": None if reading.value is None else round(reading.value, places),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "n": reading.denominator,
        "pending": reading.pending,
        "interval": None if reading.interval is None else [round(edge, 4) for edge in reading.interval],
        "percentiles": {name: round(value, 1) for name, value in reading.percentiles.items()},
        "few": reading.few,
    }
