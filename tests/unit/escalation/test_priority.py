"""How urgent, due when, held until when."""

from datetime import UTC, datetime, timedelta

from escalation.queue.priority import ORDER, Priority, most_urgent, raised
from escalation.store.leases import AGENT_LEASE, AGENT_RENEWAL, TURN_LEASE, expired, lease_from

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_the_most_urgent_counts() -> None:
    assert most_urgent([Priority.LOW, Priority.HIGH, Priority.NORMAL]) is Priority.HIGH
    assert most_urgent([Priority.LOW]) is Priority.LOW
    assert most_urgent([]) is Priority.NORMAL


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
    assert lease_from(NOW, TURN_LEASE) - NOW == timedelta(seconds=5)
