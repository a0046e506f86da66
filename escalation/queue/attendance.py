"""Who is at the desk: an open desk writes down every few seconds that its agent is there."""

from datetime import datetime, timedelta

GONE_AFTER = timedelta(seconds=30)


def is_connected(seen_at: datetime | None, now: datetime) -> bool:
    """Is the desk of somebody last seen then still open?"""
    return seen_at is not None and now - seen_at < GONE_AFTER
