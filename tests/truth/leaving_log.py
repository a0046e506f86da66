"""A journey log in which an unsolved contact makes customers leave: half of those who had one, few of the others."""

import random
from datetime import datetime, timedelta
from typing import NamedTuple

from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.store.journey import Event

MONTH = timedelta(days=30)
UNSOLVED = 0.25
"""The share of customers whose matter stays unsolved in a month."""
LEAVES, STAYS = 0.55, 0.06
"""The chance to leave within the month after, with an unsolved matter and without."""


class Log(NamedTuple):
    """Visits, contacts, and those who are still there with a matter that was not solved, or without one."""

    visits: list[Event]
    contacts: list[PastContact]
    troubled: set[str]
    calm: set[str]


def leaving_log(seed: int, now: datetime, months: int, customers: int) -> Log:
    """So many customers at any time: whoever leaves is followed by somebody new."""
    draw = random.Random(seed)
    log = Log([], [], set(), set())
    for seat in range(customers):
        person = 0
        for month in range(months, 0, -1):
            customer = f"c{seat}-{person}"
            begin = now - month * MONTH
            troubled = _month(draw, log, customer, begin)
            if month == 1:
                (log.troubled if troubled else log.calm).add(customer)
            elif draw.random() < (LEAVES if troubled else STAYS):
                person += 1
    return log


def _month(draw: random.Random, log: Log, customer: str, begin: datetime) -> bool:
    """Somebody's month: a few visits, its last days among them, and perhaps a contact; was it unsolved?"""
    for number in range(4):
        at = begin + MONTH * (number + draw.random()) / 4
        name = f"{customer}:{at.isoformat()}"
        log.visits.append(
            Event("touchpoint_reached", at, {}, customer_id=customer, touchpoint="product_viewed", source_id=name)
        )
    asks = draw.random()
    if asks < 2 * UNSOLVED:
        troubled = asks < UNSOLVED
        at = begin + MONTH * draw.uniform(0.1, 0.9)
        log.contacts.append(_contact(customer, at, Outcome.UNRESOLVED if troubled else Outcome.CONFIRMED))
        return troubled
    return False


def _contact(customer: str, at: datetime, outcome: Outcome) -> PastContact:
    return PastContact(
        external_id=f"{customer}:{at.isoformat()}",
        customer_id=customer,
        channel="chat",
        started_at=at,
        ended_at=at + timedelta(minutes=6),
        outcome=outcome,
        handled_by=HandledBy.BOT,
        issues=(Issue("orders"),),
        escalation_reasons=(),
        csat=None,
    )
