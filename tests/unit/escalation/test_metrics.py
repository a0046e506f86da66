"""The registry of numbers: FCR by hand, intervals against published values, and no rate above one."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.contact_rows import ContactRow, History, Window
from escalation.numbers.metrics import Part, Reading, parts_of, read, wilson
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.registry import BY_ID, METRICS
from escalation.numbers.survival import percentile

DAY = timedelta(days=1)
ORIGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = ORIGIN + 60 * DAY
ISSUE = Issue("orders", "FH-1")


def contact(name: str, day: float, customer: str | None = "c1", issue: Issue = ISSUE, **more: object) -> ContactRow:
    fields: dict[str, object] = {"outcome": Outcome.ASSUMED, "handled_by": HandledBy.BOT, **more}
    start = ORIGIN + day * DAY
    return ContactRow(name, customer, start, start + timedelta(minutes=5), issues=(issue,), **fields)  # type: ignore[arg-type]


ANCHOR = contact("anchor", 0, "nobody")  # begins the data, so that the first W days are behind the others


def reading(metric: str, *contacts: ContactRow, days: int = 7, now: datetime = NOW) -> Reading:
    rows = [ANCHOR, *contacts]
    return read(BY_ID[metric], parts_of(BY_ID[metric], list(contacts), History(rows), Window(days, now)))


def counts(found: Reading) -> tuple[int, int, int]:
    return found.numerator, found.denominator, found.pending


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact("a", 10)], (1, 1, 0)),
        ([contact("a", 10), contact("b", 12)], (0, 1, 0)),  # a repeat within W; b itself is not a first contact
        ([contact("a", 10), contact("b", 18)], (2, 2, 0)),  # past W both are first ones
        ([contact("a", 10), contact("b", 12, issue=Issue("billing"))], (2, 2, 0)),  # another issue
        ([contact("a", 10), contact("b", 12, issue=Issue("orders", "FH-2"))], (2, 2, 0)),  # another order
        ([contact("a", 10), contact("b", 12, "c2")], (2, 2, 0)),  # another customer
        ([contact("a", 10, outcome=Outcome.ABANDONED)], (0, 1, 0)),  # stays in the denominator
        ([contact("a", 10, outcome=Outcome.UNRESOLVED)], (0, 1, 0)),
        ([contact("a", 10, outcome=Outcome.RESOLVED_BY_AGENT, handled_by=HandledBy.BOTH)], (1, 1, 0)),
        ([contact("a", 10, None)], (0, 0, 0)),  # nobody it could be linked to
        ([contact("a", 3)], (0, 0, 0)),  # the first W days of the data are left out
        ([contact("a", 55)], (0, 0, 1)),  # younger than W
        ([contact("a", 53.5), contact("b", 55)], (0, 0, 1)),  # pending even though it already has a repeat
    ],
)
def test_fcr_by_hand(contacts: list[ContactRow], expected: tuple[int, int, int]) -> None:
    assert counts(reading("fcr", *contacts)) == expected


def test_the_window_decides() -> None:
    pair = [contact("a", 40), contact("b", 50)]
    assert counts(reading("fcr", *pair, days=7)) == (2, 2, 0)
    assert counts(reading("fcr", *pair, days=14)) == (0, 1, 0)
    assert counts(reading("fcr", *pair, days=30)) == (0, 0, 1)


def test_strict_counts_any_topic_and_bot_fcr_leaves_handoffs_out() -> None:
    pair = [contact("a", 10), contact("b", 12, issue=Issue("billing"))]
    assert counts(reading("fcr_strict", *pair)) == (0, 1, 0)
    handed = contact("h", 20, "c9", escalation_reasons=("anger",), outcome=Outcome.RESOLVED_BY_AGENT)
    assert counts(reading("bot_fcr", handed, contact("a", 10))) == (1, 1, 0)


def test_confirmed_and_assumed_never_mix() -> None:
    rows = [contact("a", 10, outcome=Outcome.CONFIRMED), contact("b", 20), contact("c", 30, outcome=Outcome.UNRESOLVED)]
    assert counts(reading("automated_confirmed", *rows)) == (1, 3, 0)
    assert counts(reading("automated_assumed", *rows)) == (1, 3, 0)


def test_leaving_within_five_seconds_is_not_abandoning() -> None:
    gone: dict[str, Any] = {"escalation_reasons": ("asked_for_person",), "outcome": Outcome.ABANDONED}
    rows = [contact("a", 10, queue_wait_s=3.0, **gone), contact("b", 11, queue_wait_s=60.0, **gone)]
    assert counts(reading("abandonment", *rows)) == (1, 1, 0)
    soon = contact("c", 12, abandoned_after_s=3.0, **gone)
    assert counts(reading("abandonment", *rows, soon)) == (1, 1, 0)


def test_waits_are_percentiles_of_those_who_waited() -> None:
    rows = [contact(str(n), 10, queue_wait_s=float(n)) for n in range(1, 101)] + [contact("none", 10)]
    found = reading("queue_wait", *rows)
    assert found.denominator == 100
    assert found.percentiles == {"p50": 50, "p90": 90, "p99": 99}


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_against_newcombe(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_no_rows_no_number() -> None:
    assert wilson(0, 0) is None
    assert percentile([], 0.5) is None
    assert reading("fcr").value is None


@given(st.integers(0, 10_000))
def test_no_rate_leaves_zero_to_one_and_every_value_is_its_rows(seed: int) -> None:
    pick = random.Random(seed)
    rows = [
        contact(
            str(n), pick.uniform(0, 59), pick.choice(["c1", "c2", "c3", None]),
            pick.choice([ISSUE, Issue("billing"), Issue("shipping")]), outcome=pick.choice(list(Outcome)),
            handled_by=pick.choice(list(HandledBy)), escalation_reasons=pick.choice([(), ("policy",)]),
            csat=pick.choice([None, 1, 3, 5]), queue_wait_s=pick.choice([None, 2.0, 90.0]),
        )
        for n in range(30)
    ]  # fmt: skip
    history, window = History(rows), Window(7, NOW)
    for metric in METRICS:
        parts = parts_of(metric, rows, history, window)
        found = read(metric, parts)
        assert found.numerator == sum(part is Part.NUMERATOR for _, part in parts) <= found.denominator
        if metric.kind == "share" and found.value is not None and found.interval is not None:
            assert 0 <= found.interval[0] <= found.value <= found.interval[1] <= 1


def test_planted_fcr_is_recovered() -> None:
    """1,500 customers, 30 % of whom come back within the window: FCR is .70 within two points."""
    pick = random.Random(7)
    rows = [ANCHOR]
    for n in range(1500):
        day = pick.uniform(8, 45)
        rows.append(contact(f"{n}", day, f"p{n}"))
        if n % 10 < 3:
            rows.append(contact(f"{n}r", day + pick.uniform(0.1, 6.9), f"p{n}"))
    found = read(BY_ID["fcr"], parts_of(BY_ID["fcr"], rows, History(rows), Window(7, NOW)))
    assert found.value == pytest.approx(0.70, abs=0.02)
