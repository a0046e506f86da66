"""Three clocks over a ticket's life: what each waits for, in a team's open time."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.promises.hours import ALWAYS, SEOUL, Hours, Span
from escalation.promises.sla import (
    TARGETS,
    ClockName,
    Clocks,
    Happening,
    Mark,
    Promise,
    SlaClock,
    advance,
    look_again_at,
    tick,
)
from escalation.queue.priority import ORDER, Priority

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # Tuesday, 10:00 in Seoul
NORMAL = Promise(ALWAYS, TARGETS[Priority.NORMAL])
OFFICE = Hours(((Span(time(9), time(12)), Span(time(13), time(18))),) * 5 + ((), ()), SEOUL)
IN_OFFICE = Promise(OFFICE, TARGETS[Priority.NORMAL])
Story = Sequence[tuple[float, Happening | None]]
"""Minutes after the opening, and what happened; nothing: the clocks were only looked at."""


def minutes(count: float) -> datetime:
    return NOW + timedelta(minutes=count)


def told(story: Story, promise: Promise = NORMAL) -> tuple[Clocks, list[str]]:
    """The clocks at its end, and all marks as `clock kind`."""
    clocks, marks = advance({}, "opened", NOW, promise)
    for after, happening in story:
        found = (
            tick(clocks, minutes(after)) if happening is None else advance(clocks, happening, minutes(after), promise)
        )
        clocks, marks = found[0], marks + found[1]
    return clocks, [f"{mark.clock} {mark.kind}" for mark in marks]


OPENED = ["first started", "full started"]
ANSWERED = [*OPENED, "first met", "full paused"]


@pytest.mark.parametrize(
    ("story", "states", "marks"),
    [
        ([], {"first": "running", "full": "running"}, OPENED),
        ([(11, None)], {"first": "running", "full": "running"}, OPENED),
        ([(12, None), (13, None)], {"first": "warning", "full": "running"}, [*OPENED, "first warned"]),
        ([(15, None)], {"first": "warning", "full": "running"}, [*OPENED, "first warned"]),
        ([(16, None), (17, None)], {"first": "breached", "full": "running"}, [*OPENED, "first breached"]),
        ([(5, "agent_replied")], {"first": "met", "full": "paused"}, ANSWERED),
        (
            [(13, "agent_replied")],
            {"first": "met", "full": "paused"},
            [*OPENED, "first warned", "first met", "full paused"],
        ),
        (
            [(20, "agent_replied")],
            {"first": "breached", "full": "paused"},
            [*OPENED, "first breached", "first stopped", "full paused"],
        ),
        ([(3, "customer_wrote")], {"first": "running", "full": "running"}, OPENED),
        ([(3, "requeued")], {"first": "running", "full": "running"}, OPENED),
        ([(5, "agent_replied"), (9000, None)], {"first": "met", "full": "paused"}, ANSWERED),
        (
            [(5, "agent_replied"), (60, "customer_wrote"), (61, "customer_wrote")],
            {"first": "met", "next": "running", "full": "running"},
            [*ANSWERED, "next started", "full resumed"],
        ),
        (
            [(5, "agent_replied"), (60, "requeued")],
            {"first": "met", "next": "running", "full": "running"},
            [*ANSWERED, "next started", "full resumed"],
        ),
        (
            [(5, "agent_replied"), (60, "customer_wrote"), (76, None), (77, "agent_replied")],
            {"first": "met", "next": "breached", "full": "paused"},
            [*ANSWERED, "next started", "full resumed", "next breached", "next stopped", "full paused"],
        ),
        (
            [(5, "agent_replied"), (6, "resolved")],
            {"first": "met", "full": "met"},
            [*ANSWERED, "full met"],
        ),
        (
            [(5, "agent_replied"), (6, "customer_wrote"), (7, "resolved")],
            {"first": "met", "full": "met"},
            [*ANSWERED, "next started", "full resumed", "next stopped", "full met"],
        ),
        ([(5, "resolved")], {"full": "met"}, [*OPENED, "first stopped", "full met"]),
        ([(5, "returned")], {}, [*OPENED, "first stopped", "full stopped"]),
        ([(5, "abandoned")], {}, [*OPENED, "first stopped", "full stopped"]),
        (
            [(16, "abandoned")],
            {"first": "breached"},
            [*OPENED, "first breached", "first stopped", "full stopped"],
        ),
        (
            [(5, "agent_replied"), (6, "resolved"), (600, "reopened")],
            {"first": "met", "full": "running"},
            [*ANSWERED, "full met", "full resumed"],
        ),
        (
            [(5, "returned"), (600, "reopened")],
            {"full": "running"},
            [*OPENED, "first stopped", "full stopped", "full started"],
        ),
    ],
)
def test_a_story(story: Story, states: dict[ClockName, str], marks: list[str]) -> None:
    clocks, found = told(story)
    assert {name: clock.state for name, clock in clocks.items()} == states
    assert found == marks


def test_a_pause_keeps_the_time_that_was_left() -> None:
    clocks, _ = told([(60, "agent_replied"), (6000, "customer_wrote")])
    assert clocks["full"].due == minutes(6000) + timedelta(hours=23)
    assert clocks["full"].warn_at == minutes(6000) + timedelta(hours=0.8 * 24 - 1)
    assert clocks["next"].due == minutes(6015)


def test_out_of_hours_no_clock_runs() -> None:
    """Opened at 10:00 on a Tuesday, first answer due after 15 open minutes, all settled after 24 open hours."""
    clocks, _ = told([], IN_OFFICE)
    assert clocks["full"].due == datetime(2026, 3, 6, 10, 0, tzinfo=SEOUL)
    evening = datetime(2026, 3, 3, 18, 0, tzinfo=SEOUL)
    assert IN_OFFICE.respond_by(evening) == datetime(2026, 3, 4, 9, 15, tzinfo=SEOUL)
    friday = datetime(2026, 3, 6, 17, 50, tzinfo=SEOUL)
    assert IN_OFFICE.respond_by(friday) == datetime(2026, 3, 9, 9, 5, tzinfo=SEOUL)
    assert IN_OFFICE.respond_by(datetime(2026, 3, 3, 11, 50, tzinfo=SEOUL)) == datetime(2026, 3, 3, 13, 5, tzinfo=SEOUL)


def test_the_more_urgent_the_sooner() -> None:
    due = [Promise(ALWAYS, TARGETS[priority]).respond_by(NOW) for priority in ORDER]
    assert [(at - NOW).total_seconds() / 60 for at in due] == [2, 5, 15, 60]
    assert [TARGETS[priority].full / 3600 for priority in ORDER] == [4, 8, 24, 48]


def test_whoever_waits_long_enough_overtakes() -> None:
    waited = Promise(ALWAYS, TARGETS[Priority.LOW]).respond_by(NOW)
    assert Promise(ALWAYS, TARGETS[Priority.URGENT]).respond_by(NOW + timedelta(minutes=59)) > waited


def test_tickets_older_than_the_clocks_have_none() -> None:
    for happening in ("agent_replied", "customer_wrote", "requeued", "resolved", "returned", "abandoned"):
        assert advance({}, happening, NOW, NORMAL) == ({}, [])


steps = st.lists(
    st.tuples(st.integers(0, 3000), st.sampled_from([None, *(h for h in get_args(Happening) if h != "opened")])),
    max_size=25,
)


@given(steps, st.sampled_from([NORMAL, IN_OFFICE]))
def test_whatever_happens(story: list[tuple[int, Happening | None]], promise: Promise) -> None:
    at = NOW
    clocks, marks = advance({}, "opened", NOW, promise)
    running = {mark.clock: [mark] for mark in marks}
    for passed, happening in story:
        at += timedelta(minutes=passed)
        due_again = look_again_at(clocks)
        looked, news = tick(clocks, at)
        assert bool(news) <= (due_again is not None and due_again <= at)
        assert tick(looked, at) == (looked, [])
        clocks, marks = tick(clocks, at) if happening is None else advance(clocks, happening, at, promise)
        assert all(SlaClock.read(clock.wire()) == clock for clock in clocks.values())
        for mark in marks:
            check_mark(running, mark)


def check_mark(running: dict[ClockName, list[Mark]], mark: Mark) -> None:
    """Each warning and each breach once, and only of a clock that runs."""
    if mark.kind in ("started", "resumed"):
        warned = [before for before in running.get(mark.clock, []) if before.kind == "warned"]
        running[mark.clock] = [mark] if mark.kind == "started" else [*warned, mark]
        return
    kinds = [before.kind for before in running.get(mark.clock, [])]
    if mark.kind in ("warned", "breached"):
        assert mark.kind not in kinds
        assert "breached" not in kinds
    running.setdefault(mark.clock, []).append(mark)
