"""The promise to somebody who waits: when a person has answered at the latest."""

from datetime import datetime, timedelta

from escalation.priority import Priority

FIRST_RESPONSE = {
    Priority.URGENT: timedelta(minutes=2),
    Priority.HIGH: timedelta(minutes=5),
    Priority.NORMAL: timedelta(minutes=15),
    Priority.LOW: timedelta(minutes=60),
}


def respond_by(priority: Priority, opened_at: datetime) -> datetime:
    """When a ticket opened at `opened_at` is due. It is also its place in the queue: the earliest due comes first.

    So a low one that has waited long enough overtakes an urgent one that came just now, and nobody starves.
    """
    return opened_at + FIRST_RESPONSE[priority]


def breached(due: datetime, answered_at: datetime | None, now: datetime) -> bool:
    """Was the promise broken? Someone still unanswered past the time counts."""
    return (answered_at or now) > due
