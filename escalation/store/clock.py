"""The time, as something that can be handed in: tests move it, the rules never ask for it themselves."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Now, in UTC and aware."""


def utc_now() -> datetime:
    """The real one."""
    return datetime.now(UTC)
