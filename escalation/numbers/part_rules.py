"""The rules by which metrics put rows into parts. Each is said in SQL once more in `conditions`."""

from collections.abc import Callable
from datetime import timedelta

from escalation.numbers.contact_rows import BotTurn, ContactRow, History, Promise, Row, Unit, Window, contact_of
from escalation.numbers.metrics import ABANDON_GRACE, ANSWERED_WITHIN, Part, PartRule
from escalation.numbers.outcomes import POOR_RATING, HandledBy, Outcome

Measure = Callable[[ContactRow], float | None]
AUTOMATED = (Outcome.CONFIRMED, Outcome.ASSUMED)
SHORTEST = timedelta(microseconds=1)  # between two moments that the record tells apart


def share(condition: Callable[[ContactRow], bool | None]) -> PartRule:
    """A rule from a condition on a closed contact: True numerator, False denominator only, None not counted."""

    def part(row: Row, _history: History, _window: Window) -> Part | None:
        contact = contact_of(row)
        return None if contact.outcome is None else placed(condition(contact))

    return part


def placed(holds: bool | None) -> Part | None:
    """Where a row is of which a condition holds, does not hold, or (None) is not asked."""
    return None if holds is None else Part.NUMERATOR if holds else Part.DENOMINATOR


def until_taken(condition: Callable[[ContactRow], bool | None]) -> PartRule:
    """As `share`; an open contact that nobody has taken yet is pending."""

    def part(row: Row, _history: History, _window: Window) -> Part | None:
        contact = contact_of(row)
        if contact.outcome is not None:
            return placed(condition(contact))
        return Part.PENDING if contact.waits is not None and contact.waits.queue_s is not None else None

    return part


def fcr_part(unit: Unit, history: History, window: Window, *, any_topic: bool = False) -> Part | None:
    """Where a unit stands in FCR(W); None: not a first contact, unlinkable, or in the first W days of the data."""
    contact = unit.contact
    if contact.outcome is None or contact.customer_id is None or history.is_early(contact, window):
        return None
    since = contact.started_at - window.length
    if history.other_start(unit, since, contact.started_at - SHORTEST, any_topic=any_topic):
        return None
    if window.now < contact.ended_at + window.length:
        return Part.PENDING
    return placed(contact.resolved and not history.repeated(unit, window, any_topic=any_topic))


def by_unit(keep: Callable[[ContactRow], bool] = lambda _: True, *, any_topic: bool = False) -> PartRule:
    """The FCR rule over the units whose contact `keep` accepts."""

    def part(row: Row, history: History, window: Window) -> Part | None:
        assert isinstance(row, Unit)
        return fcr_part(row, history, window, any_topic=any_topic) if keep(row.contact) else None

    return part


def once_seen(keep: Callable[[ContactRow], bool], holds: Callable[[ContactRow, bool], bool]) -> PartRule:
    """A rule for linked contacts that `keep` accepts, once their W days are over: `holds` is told of a repeat of any of
    their issues."""

    def part(row: Row, history: History, window: Window) -> Part | None:
        assert isinstance(row, ContactRow)
        if row.outcome is None or row.customer_id is None or not keep(row):
            return None
        if window.now < row.ended_at + window.length:
            return Part.PENDING
        repeated = any(history.repeated(Unit(row, issue), window) for issue in row.issues)
        return placed(holds(row, repeated))

    return part


def fell_back(row: Row, _history: History, _window: Window) -> Part | None:
    """Of the turns of closed contacts, those in which nothing was understood."""
    assert isinstance(row, BotTurn)
    return None if row.contact.outcome is None else placed(row.number < row.contact.fallback_turns)


def kept(row: Row, _history: History, _window: Window) -> Part | None:
    """Of the promises that are over, those kept; the others are pending."""
    assert isinstance(row, Promise)
    return Part.PENDING if row.promised.kept is None else placed(row.promised.kept)


def left_queue(contact: ContactRow) -> float | None:
    """After how many seconds a customer left the queue; None: they did not."""
    if contact.outcome is not Outcome.ABANDONED or contact.handled_by is not HandledBy.BOT:
        return None
    lasted = (contact.ended_at - contact.started_at).total_seconds()  # all that is known of imported ones
    known = (contact.abandoned_after_s, contact.queue_wait_s, lasted)
    return next(seconds for seconds in known if seconds is not None)


def abandoned(contact: ContactRow) -> bool | None:
    """Whether who was handed off left while waiting; who left at once did not wait."""
    if not contact.escalation_reasons:
        return None
    waited = left_queue(contact)
    return False if waited is None else None if waited <= ABANDON_GRACE else True


def answered_soon(contact: ContactRow) -> bool | None:
    """Whether who was handed off was taken in time; of some nobody knows how long they waited."""
    gone = abandoned(contact)
    if gone is None or gone:
        return None if gone is None else False
    return None if contact.queue_wait_s is None else contact.queue_wait_s <= ANSWERED_WITHIN


def waited(measure: Measure, lasting: Measure) -> PartRule:
    """Waits that ended well are the numerator, others that ended only the denominator; what lasts is pending."""

    def part(row: Row, _history: History, _window: Window) -> Part | None:
        contact = contact_of(row)
        if measure(contact) is not None:
            return Part.NUMERATOR
        if lasting(contact) is None:
            return None
        return Part.PENDING if contact.outcome is None else Part.DENOMINATOR

    return part


def contained(contact: ContactRow) -> bool:
    return contact.asked_bot and not contact.escalated


def automated(contact: ContactRow) -> bool:
    return not contact.escalated and contact.outcome in AUTOMATED


def poor(contact: ContactRow) -> bool:
    return contact.csat is not None and contact.csat <= POOR_RATING
