"""What weighs on a customer, and how much of it is more than usual: the words that stand for probabilities.

A probability alone says nothing: what it means depends on how many leave anyway. So a band compares the odds of one
customer with those of the average one.
"""

from enum import StrEnum

RAISED, HIGH = 2.0, 4.0
"""From so many times the usual odds on."""


class Reason(StrEnum):
    """What raises a customer's risk above the average, as agents and ops read it."""

    QUIET = "quiet"  # nothing was heard of them for longer than of others
    FEWER_VISITS = "fewer_visits"
    NO_RECENT_ORDER = "no_recent_order"
    NEW_CUSTOMER = "new_customer"
    ASKED_OFTEN = "asked_often"
    ASKED_AGAIN = "asked_again"  # more than once about the same thing
    UNSOLVED = "unsolved"
    POOR_RATING = "poor_rating"
    HARD_GOING = "hard_going"  # they said that it was hard to get something handled
    UPSET = "upset"
    LATE_ORDER = "late_order"
    PAYMENT_FAILED = "payment_failed"
    SENT_BACK = "sent_back"  # an order was cancelled or refunded
    PLAN_ENDED = "plan_ended"
    SETUP_UNFINISHED = "setup_unfinished"


class Band(StrEnum):
    """How a risk compares with the usual one."""

    USUAL = "usual"
    RAISED = "raised"
    HIGH = "high"


def band_of(risk: float, usual: float) -> Band:
    """The band of a probability beside the average customer's; both within 0..1."""
    odds, common = _odds(risk), _odds(usual)
    if odds >= HIGH * common:
        return Band.HIGH
    return Band.RAISED if odds >= RAISED * common else Band.USUAL


def _odds(share: float) -> float:
    kept = min(max(share, 1e-6), 1 - 1e-6)
    return kept / (1 - kept)
