"""What became of promises, read out of the log of their clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from escalation.numbers.promise_runs import ClockEvent, promised

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)


def log(*kinds: str, due: datetime = LATER, clock: str = "first") -> list[ClockEvent]:
    return [ClockEvent("t", clock, kind, due) for kind in kinds]


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        (log("started", "met"), [True]),
        (log("started", "warned", "met"), [True]),
        (log("started", "breached", "stopped"), [False]),  # answered, but too late
        (log("started", "stopped"), []),  # called off in time
        (log("started"), [None]),
        (log("started", "warned", due=BEFORE), [False]),  # nobody has looked at the clock yet
        (log("started", "paused", due=BEFORE), [None]),  # its time does not run
        (log("started", "moved"), [None]),
        (log("started", "met", "started", "breached", "stopped", clock="next"), [True, False]),
        (log("started", "paused", "resumed", "met", "resumed", clock="full"), [True, None]),  # reopened
        ([*log("started", "met"), *log("started", clock="full")], [True, None]),
        ([], []),
    ],
)
def test_a_promise_is_kept_broken_or_still_to_be_kept(events: list[ClockEvent], kept: list[bool | None]) -> None:
    assert [one.kept for one in promised(events, NOW)] == kept


def test_runs_of_a_clock_are_counted() -> None:
    found = promised(log("started", "met", "started", "met", clock="next"), NOW)
    assert [(one.clock, one.instance) for one in found] == [("next", 1), ("next", 2)]
