"""Journeys of a few customers, counted by hand; and what holds of any."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.paths import MOST_STEPS, Counts, Step, Tally, Variant, counted, fared, graph, journeys, walk

START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def way(*names: str, every: timedelta = HOUR) -> list[Step]:
    """Steps one after the other; a contact is written `asked:orders`, one that was not resolved `failed:orders`."""
    steps = []
    for n, name in enumerate(names):
        kind, _, topic = name.partition(":")
        resolved = {"asked": True, "failed": False}.get(kind)
        named = f"support_chat:{topic}" if topic else name
        steps.append(Step(named, START + n * every, "post_purchase" if topic else "purchase", resolved))
    return steps


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), []),
        (("a",), ["a"]),
        (("a", "a", "b", "b", "a"), ["a", "b", "a"]),
        (("a", "b") * 40, ["a", "b"] * (MOST_STEPS // 2)),
    ],
)
def test_a_walk_has_each_run_once_and_an_end(names: Sequence[str], expected: list[str]) -> None:
    assert [step.id for step in walk(reversed(way(*names)))] == expected


def test_a_run_is_as_old_as_its_first_step() -> None:
    assert [step.at for step in walk(way("a", "a", "b"))] == [START, START + 2 * HOUR]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("page",), Tally(1)),
        (("order_completed",), Tally(1)),
        (("order_completed", "order_completed"), Tally(1, ordered_again=1)),
        (("order_repeated",), Tally(1, ordered_again=1)),
        (("asked:orders", "order_completed"), Tally(1, 1, 1)),  # asked before the first order
        (("order_completed", "asked:orders", "order_completed"), Tally(1, 1, 1, 0, 1)),
        (("order_completed", "asked:orders"), Tally(1, 1, 1)),
        (("asked:orders", "failed:orders"), Tally(1, 1, 0)),
        (("failed:orders", "asked:billing"), Tally(1, 1, 1)),
    ],
)
def test_how_one_customer_fared(names: Sequence[str], expected: Tally) -> None:
    assert fared(way(*names)) == expected


def test_nodes_and_edges_count_customers_not_events() -> None:
    found = counted({"c1": way("a", "b", "a", "b"), "c2": way("a", "b", every=3 * HOUR), "c3": way("b"), "c4": []})
    assert found.customers == 3
    assert found.nodes == {"a": ("purchase", 2), "b": ("purchase", 3)}
    assert found.edges == {("a", "b"): (2, 2 * 3600.0), ("b", "a"): (1, 3600.0)}
    assert [(v.steps, v.tally.customers, v.example) for v in found.variants] == [
        (("a", "b"), 1, ("c2",)),
        (("a", "b", "a", "b"), 1, ("c1",)),
        (("b",), 1, ("c3",)),
    ]


def test_what_hardly_anybody_does_is_left_out_of_journeys_and_the_gap_closed() -> None:
    people = {f"c{n}": way("a", "b") for n in range(99)} | {"odd": way("a", "rare", "a", "b")}
    found = counted(people)
    assert [(variant.steps, variant.tally.customers) for variant in found.variants] == [(("a", "b"), 100)]
    assert ("a", "rare") in found.edges


def variant(steps: str, customers: int, *example: str) -> Variant:
    return Variant(tuple(steps), Tally(customers), example)


def test_journeys_take_in_what_is_much_like_them() -> None:
    found = journeys([variant("abcd", 50, "c1"), variant("xy", 30), variant("abced", 20, "c2"), variant("xyzw", 3)])
    assert [(one.steps, one.tally.customers) for one in found] == [
        (tuple("abcd"), 70),
        (("x", "y"), 30),
        (tuple("xyzw"), 3),
    ]
    assert found[0].example == ("c1", "c2")


def test_a_journey_that_grows_by_others_comes_first() -> None:
    found = journeys([variant("xy", 30), variant("abc", 20), variant("abd", 15)])
    assert [(one.steps, one.tally.customers) for one in found] == [(("a", "b", "c"), 35), (("x", "y"), 30)]


def test_not_more_than_five() -> None:
    found = journeys([variant(name * 2 + name.upper(), 9 - n) for n, name in enumerate("abcdefg")])
    assert [one.tally.customers for one in found] == [9, 8, 7, 6, 5]


def test_who_did_one_thing_went_nowhere() -> None:
    assert [one.steps for one in journeys([variant("a", 90), variant("ab", 3), variant("b", 2)])] == [("a", "b")]


names = st.sampled_from(["a", "b", "c", "order_completed", "asked:orders", "failed:billing"])
crowds = st.lists(st.lists(names, max_size=40), max_size=12).map(
    lambda walks: counted({f"c{n}": way(*steps) for n, steps in enumerate(walks)})
)


@given(crowds)
def test_counts_agree_with_each_other(counts: Counts) -> None:
    for (one, following), (customers, seconds) in counts.edges.items():
        assert one != following
        assert 0 < customers <= min(counts.nodes[one][1], counts.nodes[following][1]) <= counts.customers
        assert seconds > 0
    assert sum(one.tally.customers for one in counts.variants) == counts.customers  # of so few nobody is rare
    for tally in (one.tally for one in counts.variants):
        assert tally.resolved <= tally.asked <= tally.customers
        assert max(tally.repeat, tally.ordered_again) <= tally.customers


@given(crowds, st.floats(0, 1), st.floats(0, 1))
def test_more_support_only_removes(counts: Counts, one: float, other: float) -> None:
    wide, narrow = graph(counts, min(one, other)), graph(counts, max(one, other))
    assert narrow.nodes.items() <= wide.nodes.items() <= counts.nodes.items()
    assert narrow.edges.items() <= wide.edges.items() <= counts.edges.items()
    assert all({*edge} <= set(narrow.nodes) for edge in narrow.edges), "an edge hangs in the air"


@given(crowds)
def test_few_journeys_stand_for_at_most_everybody(counts: Counts) -> None:
    found = journeys(counts.variants)
    assert len(found) <= 5
    assert sum(one.tally.customers for one in found) <= counts.customers
    assert all(len(one.steps) > 1 for one in found), "a single step is no journey"
    ways = [one.tally.customers for one in counts.variants if len(one.steps) > 1]
    assert len(ways) > 5 or sum(one.tally.customers for one in found) == sum(ways)
    assert [one.tally.customers for one in found] == sorted((one.tally.customers for one in found), reverse=True)
