"""The rules of the registry once more, as SQL over `contact` and what hangs on it. A test holds both equal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, cast, false, func, not_, null, or_, select, true

from escalation.numbers.metrics import ABANDON_GRACE, ANSWERED_WITHIN
from escalation.numbers.outcomes import POOR_RATING, HandledBy, Outcome
from escalation.numbers.part_rules import AUTOMATED
from escalation.numbers.registry_voice import EASY, SATISFIED
from escalation.tables import contact, promise, unit

Truth = ColumnElement[bool]
Number = ColumnElement[Any]
NOTHING: Number = cast(null(), Float)
NOT_YOUNG: Truth = false()


@dataclass(frozen=True, slots=True)
class Condition:
    """A metric as SQL. None of the three truths is ever null. `young`: counted, and too early to say."""

    counted: Truth
    holds: Truth
    young: Truth = NOT_YOUNG
    measure: Number = NOTHING
    lasting: Number = NOTHING
    mean: Number = NOTHING

    @property
    def may_be_young(self) -> bool:
        return self.young is not NOT_YOUNG

    @property
    def numerator(self) -> Truth:
        return and_(self.counted, not_(self.young), self.holds)

    @property
    def denominator(self) -> Truth:
        return and_(self.counted, not_(self.young))

    @property
    def pending(self) -> Truth:
        return and_(self.counted, self.young)


@dataclass(frozen=True, slots=True)
class Asking:
    """What conditions depend on beside the row: W, the moment of reading, and a repeat (`after_s`) of any issue."""

    window: timedelta
    now: datetime
    after_s: Number
    told_apart: bool = (
        False  # the rows were narrowed to those of which FCR says anything: it is not asked of each again
    )

    @property
    def window_s(self) -> float:
        return self.window.total_seconds()


outcome, handled_by, reasons = contact.c.outcome, contact.c.handled_by, contact.c.escalation_reasons
HANDED: Truth = func.cardinality(reasons) > 0
HUMAN: Truth = handled_by != HandledBy.BOT.value
ESCALATED: Truth = or_(HANDED, HUMAN)
ASKED: Truth = contact.c.asked_bot
RESOLVED: Truth = outcome.in_([one.value for one in Outcome if one.resolved])
AUTOMATIC: Truth = and_(not_(ESCALATED), outcome.in_([one.value for one in AUTOMATED]))
CONTAINED: Truth = and_(ASKED, not_(ESCALATED))
UNRESOLVED: Truth = outcome == Outcome.UNRESOLVED.value
POOR: Truth = func.coalesce(contact.c.csat <= POOR_RATING, false())
GONE: Truth = and_(outcome == Outcome.ABANDONED.value, not_(HUMAN))
LASTED: Number = func.extract("epoch", contact.c.ended_at - contact.c.started_at)
LEFT_AFTER: Number = func.coalesce(contact.c.abandoned_after_s, contact.c.queue_wait_s, LASTED)
LEFT_AT_ONCE: Truth = and_(GONE, LEFT_AFTER <= ABANDON_GRACE)


def begins() -> ColumnElement[datetime]:
    """When the first counted contact of all began."""
    first = contact.alias("first")
    counted = and_(first.c.ended_at.is_not(None), first.c.meaningful)
    return select(func.min(first.c.started_at)).where(counted).correlate(None).scalar_subquery()


def early(window: timedelta) -> Truth:
    """So soon after the first data that an earlier contact could not be known."""
    return contact.c.started_at < begins() + window


def told_apart(window: timedelta) -> Truth:
    """Whether FCR says anything of a contact's issues: its customer is known, and so is what was before it."""
    return and_(contact.c.customer_id.is_not(None), not_(early(window)))


def _known(column: ColumnElement[Any]) -> Truth:
    return column.is_not(None)


def _fcr(keep: Truth, before_s: Number, after_s: Number) -> Callable[[Asking], Condition]:
    def condition(asking: Asking) -> Condition:
        linked = true() if asking.told_apart else told_apart(asking.window)
        first = or_(before_s.is_(None), before_s >= asking.window_s)
        repeated = func.coalesce(after_s <= asking.window_s, false())
        return Condition(and_(linked, first, keep), and_(RESOLVED, not_(repeated)), _young(asking))

    return condition


def _once_seen(keep: Truth, holds: Callable[[Truth], Truth]) -> Callable[[Asking], Condition]:
    def condition(asking: Asking) -> Condition:
        repeated = func.coalesce(asking.after_s <= asking.window_s, false())
        return Condition(and_(_known(contact.c.customer_id), keep), holds(repeated), _young(asking))

    return condition


def _young(asking: Asking) -> Truth:
    return contact.c.ended_at > asking.now - asking.window


def _waited(measure: Number, lasting: Number) -> Condition:
    return Condition(or_(_known(measure), _known(lasting)), _known(measure), NOT_YOUNG, measure, lasting)


def _measured(measure: Number, mean: Number = NOTHING) -> Condition:
    return Condition(_known(measure), true(), NOT_YOUNG, measure, mean=mean)


def _answered(column: ColumnElement[Any], holds: Truth, mean: Number = NOTHING) -> Condition:
    """Of those of whom it is known."""
    return Condition(_known(column), func.coalesce(holds, false()), mean=mean)


_SAME = unit.c.before_same_s, unit.c.after_same_s
_ANY = unit.c.before_any_s, unit.c.after_any_s
_C = contact.c
_IN_TIME: Truth = func.coalesce(_C.queue_wait_s <= ANSWERED_WITHIN, false())
OF_ASKING: Mapping[str, Callable[[Asking], Condition]] = {
    "fcr": _fcr(true(), *_SAME),
    "fcr_strict": _fcr(true(), *_ANY),
    "fcr_net": _fcr(_C.not_first.is_(None), *_SAME),
    "bot_fcr": _fcr(not_(ESCALATED), *_SAME),
    "verified_resolution": _once_seen(ASKED, lambda repeated: and_(AUTOMATIC, not_(repeated), not_(POOR))),
    "false_containment": _once_seen(CONTAINED, lambda repeated: or_(repeated, POOR, UNRESOLVED)),
}
ALWAYS: Mapping[str, Condition] = {
    "contacts": Condition(true(), true()),
    "not_first": Condition(true(), _known(_C.not_first)),
    "fcr_survey": _answered(_C.solved, _C.solved),
    "survey_response": Condition(true(), _known(_C.solved)),
    "automated_confirmed": Condition(ASKED, and_(not_(ESCALATED), outcome == Outcome.CONFIRMED.value)),
    "automated_assumed": Condition(ASKED, and_(not_(ESCALATED), outcome == Outcome.ASSUMED.value)),
    "unresolved": Condition(true(), UNRESOLVED),
    "involvement": Condition(true(), ASKED),
    "answer_rate": Condition(ASKED, _C.answered_by_bot),
    "containment": Condition(ASKED, not_(ESCALATED)),
    "escalation_rate": Condition(true(), HANDED),
    "escalation_success": Condition(HANDED, HUMAN),
    "human_share": Condition(true(), HUMAN),
    "first_bot_response": _measured(_C.first_bot_response_s),
    "queue_wait": _waited(_C.queue_wait_s, _C.abandoned_after_s),
    "queue_wait_open": _waited(_C.queue_wait_open_s, _C.abandoned_after_open_s),
    "first_human_response": _waited(
        _C.first_human_response_s, func.greatest(_C.abandoned_after_s, _C.queue_wait_s, type_=Float)
    ),
    "first_human_response_open": _waited(
        _C.first_human_response_open_s, func.greatest(_C.abandoned_after_open_s, _C.queue_wait_open_s, type_=Float)
    ),
    "service_level": Condition(
        and_(HANDED, not_(LEFT_AT_ONCE), or_(GONE, _known(_C.queue_wait_s))), and_(not_(GONE), _IN_TIME)
    ),
    "abandonment": Condition(and_(HANDED, not_(LEFT_AT_ONCE)), GONE),
    "sla_attainment": Condition(true(), promise.c.kept),
    "handle_time": _measured(_C.handle_s, _C.handle_s),
    "resolution_time": _measured(_C.resolved_s),
    "first_resolution_time": _measured(_C.first_resolved_s),
    "resolution_time_open": _measured(_C.resolved_open_s),
    "csat": _answered(_C.csat, _C.csat >= SATISFIED),
    "csat_response": Condition(true(), _known(_C.csat)),
    "ces": _answered(_C.effort, _C.effort >= EASY, cast(_C.effort, Float)),
    "ces_response": Condition(true(), _known(_C.effort)),
}


def condition_of(metric_id: str, asking: Asking) -> Condition:
    """The condition of a metric. Its name is one of the registry's."""
    if metric_id in OF_ASKING:
        return OF_ASKING[metric_id](asking)
    return ALWAYS[metric_id]
