"""How many agents are needed: Erlang C over seats, several chats an agent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.erlang import expected
from escalation.numbers.staffing import SHARE, WITHIN_S, Load, staffing


def test_one_chat_at_once_is_erlang_c_itself() -> None:
    told = staffing(Load(arrivals_per_hour=60, handle_s=600, capacities=[1] * 12))
    alone = expected(12, 60 / 3600, 600, WITHIN_S)
    assert told["expected"] == {"share": round(alone.in_time, 4), "wait_s": 134.8}
    assert told["needed"] == next(n for n in range(11, 99) if expected(n, 60 / 3600, 600, WITHIN_S).in_time >= SHARE)


def test_several_chats_at_once_need_fewer_agents() -> None:
    told = staffing(Load(arrivals_per_hour=60, handle_s=600, capacities=[4] * 3))
    assert told["needed"] == 4
    assert told["expected"]["wait_s"] == 134.8


def test_the_seats_are_those_of_the_agents_there() -> None:
    told = staffing(Load(arrivals_per_hour=60, handle_s=600, capacities=[1, 1, 4, 8]))
    alone = expected(14, 60 / 3600, 600, WITHIN_S)  # four of the rounded mean of 3.5 would have sixteen
    assert told["expected"]["share"] == round(alone.in_time, 4)
    assert (told["there"], told["at_once"]) == (4, 4)


@given(st.floats(0.1, 400), st.floats(30, 3000), st.lists(st.integers(1, 8), min_size=1, max_size=12))
def test_enough_are_there_when_their_seats_keep_the_promise(
    arrivals: float, handle_s: float, capacities: list[int]
) -> None:
    told = staffing(Load(arrivals, handle_s, capacities))
    kept = expected(sum(capacities), arrivals / 3600, handle_s, WITHIN_S).in_time >= SHARE
    assert (told["needed"] <= told["there"]) is kept


@pytest.mark.parametrize(
    ("load", "needed", "expects"),
    [
        (Load(30, None, [4] * 3), None, None),  # nobody has held a chat yet
        (Load(0, 400, [4] * 3), 0, {"share": 1.0, "wait_s": 0.0}),
        (Load(30, 400, []), 2, None),  # nobody is there
        (Load(600, 600, [4] * 2), 27, {"share": 0.0, "wait_s": None}),  # more comes than two can do
    ],
)
def test_what_is_not_known_and_what_never_ends(load: Load, needed: int | None, expects: object) -> None:
    told = staffing(load)
    assert (told["needed"], told["expected"]) == (needed, expects)


@given(st.floats(0.1, 400), st.floats(30, 3000), st.integers(1, 8))
def test_needed_is_the_fewest_that_keep_the_promise(arrivals: float, handle_s: float, at_once: int) -> None:
    needed = staffing(Load(arrivals, handle_s, [at_once]))["needed"]
    kept = staffing(Load(arrivals, handle_s, [at_once] * needed))["expected"]
    assert kept["share"] >= SHARE - 1e-4
    seats = (needed - 1) * at_once
    assert seats == 0 or expected(seats, arrivals / 3600, handle_s, WITHIN_S).in_time < SHARE
    assert math.isfinite(kept["wait_s"])
