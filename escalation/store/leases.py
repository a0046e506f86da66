"""Holding something for a while: whoever stops renewing loses it. Times in UTC."""

from datetime import datetime, timedelta

AGENT_LEASE = timedelta(seconds=30)
AGENT_RENEWAL = timedelta(seconds=10)
TURN_LEASE = timedelta(seconds=5)  # so long a customer waits when a gateway dies with their turn
TURN_RENEWAL = timedelta(seconds=1.5)  # two may fail


def lease_from(now: datetime, length: timedelta = AGENT_LEASE) -> datetime:
    """Until when a lease taken or renewed now is held."""
    return now + length


def expired(lease_until: datetime, now: datetime) -> bool:
    """A lease is over at the very moment it names."""
    return lease_until <= now
