"""What numbers are counted over: closed contacts, and what each is made of: its issues, its bot turns, its promises.

A contact that still waits for a person is a row too, without an outcome: a wait that is not over is told as such.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from escalation.numbers.filter import UNKNOWN, ZONE, Narrowing
from escalation.numbers.outcomes import HandledBy, Issue, Outcome


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise (a run of one clock of a ticket): kept, broken, or (None) still to be kept."""

    ticket_id: str
    clock: str
    instance: int
    kept: bool | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as the classifier left it. Durations in seconds, times UTC; `_open_s` counts the team's open time.

    One without outcome is open, and `ended_at` is the moment of reading. `csat` 1..5; `effort` 1..7, 7 is easy.
    """

    id: str
    customer_id: str | None
    started_at: datetime
    ended_at: datetime
    outcome: Outcome | None
    handled_by: HandledBy
    issues: tuple[Issue, ...]
    escalation_reasons: tuple[str, ...] = ()
    channel: str = "chat"
    language: str | None = None
    tier: str | None = None
    device: str | None = None
    returning: bool | None = None
    asked_bot: bool = True
    answered_by_bot: bool = True
    bot_turns: int = 0
    fallback_turns: int = 0
    csat: int | None = None
    solved: bool | None = None
    effort: int | None = None
    not_first: str | None = None
    first_bot_response_s: float | None = None
    queue_wait_s: float | None = None
    first_human_response_s: float | None = None
    abandoned_after_s: float | None = None
    handle_s: float | None = None
    resolved_s: float | None = None
    first_resolved_s: float | None = None
    queue_wait_open_s: float | None = None
    first_human_response_open_s: float | None = None
    abandoned_after_open_s: float | None = None
    resolved_open_s: float | None = None
    promises: tuple[Promised, ...] = ()
    waits: "Waits | None" = None

    @property
    def escalated(self) -> bool:
        return bool(self.escalation_reasons) or self.handled_by is not HandledBy.BOT

    @property
    def resolved(self) -> bool:
        return self.outcome is not None and self.outcome.resolved


@dataclass(frozen=True, slots=True)
class Waits:
    """How long an open contact has waited by now: for somebody to take it, and for a first answer; None: it is over."""

    queue_s: float | None = None
    queue_open_s: float | None = None
    human_s: float | None = None
    human_open_s: float | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What FCR counts: one issue of one contact."""

    contact: ContactRow
    issue: Issue


@dataclass(frozen=True, slots=True)
class BotTurn:
    """One answer of the bot; the first `fallback_turns` of a contact stand for those that understood nothing."""

    contact: ContactRow
    number: int


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a contact's tickets."""

    contact: ContactRow
    promised: Promised


Row = ContactRow | Unit | BotTurn | Promise


def contact_of(row: Row) -> ContactRow:
    """The contact a row belongs to."""
    return row if isinstance(row, ContactRow) else row.contact


@dataclass(frozen=True, slots=True)
class Window:
    """The repeat window W in days and the moment of reading."""

    days: int
    now: datetime

    @property
    def length(self) -> timedelta:
        return timedelta(days=self.days)


class History:
    """The starts of each customer's contacts, by issue and by any topic, for finding earlier and repeated ones."""

    def __init__(self, contacts: Iterable[ContactRow]) -> None:
        self._starts: dict[tuple[str, Issue | None], list[tuple[datetime, str]]] = defaultdict(list)
        self.begins: datetime | None = None
        for contact in contacts:
            self.begins = min(self.begins or contact.started_at, contact.started_at)
            if contact.customer_id is None:
                continue
            for key in (None, *contact.issues):
                self._starts[contact.customer_id, key].append((contact.started_at, contact.id))

    def other_start(self, unit: Unit, after: datetime, until: datetime, *, any_topic: bool = False) -> bool:
        """Whether the customer began another contact on the issue in (after, until]."""
        if unit.contact.customer_id is None:
            return False
        key = None if any_topic else unit.issue
        starts = self._starts.get((unit.contact.customer_id, key), ())
        return any(after < at <= until and other != unit.contact.id for at, other in starts)

    def repeated(self, unit: Unit, window: Window, *, any_topic: bool = False) -> bool:
        """Whether the customer came back with the issue within W days of the contact's end."""
        ended_at = unit.contact.ended_at
        return self.other_start(unit, ended_at, ended_at + window.length, any_topic=any_topic)

    def is_early(self, contact: ContactRow, window: Window) -> bool:
        """So soon after the first data that an earlier contact could not be known."""
        return self.begins is None or contact.started_at < self.begins + window.length


def narrowed(contact: ContactRow, by: Narrowing) -> ContactRow | None:
    """The contact cut to the issues that a narrowing names; None where it does not count."""
    if not all(set(_values(contact, name)) & set(values) for name, values in by.values.items()):
        return None
    if by.returning is not None and contact.returning is not by.returning:
        return None
    topics = by.values.get("topic")
    if topics is None:
        return contact
    return replace(contact, issues=tuple(issue for issue in contact.issues if issue.topic in topics))


def groups_of(row: Row, by: str) -> tuple[str, ...]:
    """The groups a row counts in: a unit of FCR in its own topic alone, whatever else its contact was about."""
    if isinstance(row, Unit) and by == "topic":
        return (row.issue.topic,)
    return _values(contact_of(row), by)


def _values(contact: ContactRow, name: str) -> tuple[str, ...]:
    match name:
        case "topic":
            return tuple(dict.fromkeys(issue.topic for issue in contact.issues))
        case "day":
            return (contact.ended_at.astimezone(ZONE).date().isoformat(),)
        case "reason":
            return contact.escalation_reasons
        case "outcome":
            return () if contact.outcome is None else (contact.outcome.value,)
        case "handled_by":
            return () if contact.outcome is None else (contact.handled_by.value,)
        case _:
            value = getattr(contact, name)
            return (UNKNOWN if value is None else value,)
