"""When something that could not be delivered is tried again: full jitter, eight attempts over about a day.

A random share of the whole delay, as in "Exponential Backoff and Jitter" (AWS Architecture Blog, 2015): receivers
that come back are not met by everybody at once.
"""

from datetime import timedelta

ATTEMPTS = 8
FIRST = timedelta(seconds=30)
FACTOR = 4


def longest_delay(attempt: int) -> timedelta:
    """The most that may pass after `attempt` (from 1) failed; they add up to 45 hours, to half of it on average."""
    if attempt < 1:
        raise ValueError(f"expected an attempt of 1 or more, got {attempt}")
    return FIRST * int(FACTOR ** (attempt - 1))


def delay(attempt: int, chance: float) -> timedelta | None:
    """The time until the next attempt, `chance` from 0 to 1 of the longest; None after the last one."""
    if not 0 <= chance <= 1:
        raise ValueError(f"expected a chance from 0 to 1, got {chance}")
    return None if attempt >= ATTEMPTS else longest_delay(attempt) * chance
