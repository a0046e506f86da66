"""What would help a customer most: a written rule, so that everybody can read why a step is proposed.

The first rule that fits decides. Trouble comes before good will: nobody is offered anything while something of theirs
is unsettled, and money is only spoken of where money or goods are what the customer asks about.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from escalation.numbers.risks import Band, Reason


class Step(StrEnum):
    """What an agent could do."""

    GUIDE = "guide"  # show the way: a guide, a step that is missing
    REFUND = "refund"  # see whether money is owed, and give it back if so
    CALL_BACK = "call_back"  # a person comes back to them unasked and settles it
    OFFER = "offer"  # something that makes it worth coming back


@dataclass(frozen=True, slots=True)
class Rule:
    """`step` for whoever has one of `reasons`; with `topics` only while one of these is open; with `settled` only while
    nothing is; with `leaving` only for those who may leave. `id` names the words that say why."""

    id: str
    step: Step
    reasons: frozenset[Reason]
    topics: frozenset[str] | None = None
    settled: bool = False
    leaving: bool = False


RULES = (
    Rule(
        "money_open",
        Step.REFUND,
        frozenset({Reason.UNSOLVED, Reason.ASKED_AGAIN, Reason.SENT_BACK}),
        topics=frozenset({"billing"}),
    ),
    Rule("late_open", Step.REFUND, frozenset({Reason.LATE_ORDER}), topics=frozenset({"orders", "shipping"})),
    Rule("late", Step.CALL_BACK, frozenset({Reason.LATE_ORDER})),
    Rule("unsettled", Step.CALL_BACK, frozenset({Reason.UNSOLVED, Reason.ASKED_AGAIN})),
    Rule("unhappy", Step.CALL_BACK, frozenset({Reason.POOR_RATING, Reason.UPSET})),
    Rule("payment", Step.GUIDE, frozenset({Reason.PAYMENT_FAILED})),
    Rule("setup", Step.GUIDE, frozenset({Reason.SETUP_UNFINISHED})),
    Rule("hard", Step.GUIDE, frozenset({Reason.HARD_GOING, Reason.ASKED_OFTEN})),
    Rule("new", Step.GUIDE, frozenset({Reason.NEW_CUSTOMER}), settled=True, leaving=True),
    Rule(
        "drifting",
        Step.OFFER,
        frozenset({Reason.QUIET, Reason.FEWER_VISITS, Reason.NO_RECENT_ORDER, Reason.SENT_BACK, Reason.PLAN_ENDED}),
        settled=True,
        leaving=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer; `open_topic` is what they ask about now, None where nothing is open."""

    leave: Band
    again: Band
    reasons: Collection[Reason]
    open_topic: str | None = None


def next_step(known: Known) -> Rule | None:
    """The rule whose step helps most; None where nothing is out of the ordinary, or nothing is to be done about it."""
    if known.leave is Band.USUAL and known.again is Band.USUAL:
        return None
    return next((rule for rule in RULES if _fits(rule, known)), None)


def _fits(rule: Rule, known: Known) -> bool:
    if not rule.reasons & frozenset(known.reasons):
        return False
    if rule.leaving and known.leave is Band.USUAL:
        return False
    if rule.settled and known.open_topic is not None:
        return False
    return rule.topics is None or known.open_topic in rule.topics
