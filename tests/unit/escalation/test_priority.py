"""How urgent, due when, held until when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation import reasons as why
from escalation.leases import AGENT_LEASE, AGENT_RENEWAL, TURN_LEASE, expired, lease_from
from escalation.priority import ORDER, Priority, priority_of, raised
from escalation.reasons import CODES, Reason
from escalation.topics import Queue

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("codes", "queue", "tier", "priority"),
    [
        ([why.ASKED_FOR_PERSON], Queue.GENERAL, None, Priority.NORMAL),
        ([why.BOT_UNAVAILABLE], Queue.BILLING, None, Priority.NORMAL),
        ([why.ANGER], Queue.ORDERS, None, Priority.HIGH),
        ([why.ASKED_FOR_PERSON, why.ANGER], Queue.ORDERS, None, Priority.HIGH),
        ([why.IDENTITY_GUESSES], Queue.ORDERS, None, Priority.HIGH),
        ([why.ASKED_FOR_PERSON], Queue.COMPLAINTS, None, Priority.HIGH),
        ([why.ASKED_FOR_PERSON], Queue.GENERAL, "VIP", Priority.HIGH),
        ([why.ANGER], Queue.GENERAL, "gold", Priority.URGENT),
        ([why.ANGER], Queue.GENERAL, "basic", Priority.HIGH),
        ([], Queue.GENERAL, None, Priority.NORMAL),
    ],
)
def test_priority(codes: list[str], queue: Queue, tier: str | None, priority: Priority) -> None:
    assert priority_of([Reason(code) for code in codes], queue, tier) is priority


reasons = st.lists(st.sampled_from(sorted(CODES)).map(Reason))


@given(reasons, reasons, st.sampled_from(Queue), st.sampled_from([None, "vip"]))
def test_another_reason_never_lowers_it(some: list[Reason], more: list[Reason], queue: Queue, tier: str | None) -> None:
    before, after = priority_of(some, queue, tier), priority_of([*some, *more], queue, tier)
    assert ORDER.index(after) <= ORDER.index(before)


def test_urgent_is_the_top() -> None:
    assert [raised(priority) for priority in ORDER] == [
        Priority.URGENT,
        Priority.URGENT,
        Priority.HIGH,
        Priority.NORMAL,
    ]


def test_a_lease_outlives_two_missed_renewals_and_ends_on_time() -> None:
    until = lease_from(NOW)
    assert AGENT_LEASE > 2 * AGENT_RENEWAL
    assert not expired(until, NOW + AGENT_LEASE - timedelta(microseconds=1))
    assert expired(until, NOW + AGENT_LEASE)
    assert lease_from(NOW, TURN_LEASE) - NOW == timedelta(seconds=15)
