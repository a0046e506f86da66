"""The state of an order follows from its times, the promise and now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.shop.orders import Order
from connectors.shop.state import SHOP_ZONE, UNDER_WAY, Stage, address_refusal, cancel_refusal, stage_of, state_of

NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)  # noon in Seoul
BEFORE = NOW - timedelta(days=2)
MINUTE = timedelta(minutes=1)
TIMES = ("paid", "packed", "shipped", "out_for_delivery", "delivered", "cancelled", "returned")


def order(**times: datetime | None) -> Order:
    plain = Order("FH-1", "C-1", NOW - timedelta(days=9), (), 1000, "KRW", "m***@example.com")
    named: dict[str, Any] = {f"{name}_at": at for name, at in times.items()}
    return replace(plain, **named)


def seoul(day: int, hour: int = 23) -> datetime:
    return datetime(2026, 3, day, hour, 59, tzinfo=SHOP_ZONE)


@pytest.mark.parametrize(
    ("times", "stage"),
    [
        ((), "placed"),
        (("paid",), "paid"),
        (("paid", "packed"), "packed"),
        (("paid", "packed", "shipped"), "shipped"),
        (("shipped",), "shipped"),
        (("paid", "packed", "shipped", "out_for_delivery"), "out_for_delivery"),
        (("paid", "shipped", "delivered"), "delivered"),
        (("paid", "cancelled"), "cancelled"),
        (("paid", "shipped", "cancelled"), "cancelled"),
        (("paid", "shipped", "delivered", "returned"), "returned"),
    ],
)
def test_the_last_thing_that_happened_is_the_stage(times: tuple[str, ...], stage: str) -> None:
    assert stage_of(order(**dict.fromkeys(times, BEFORE))) == stage


@pytest.mark.parametrize(
    ("times", "promised", "status", "late"),
    [
        ({"shipped": BEFORE}, seoul(9), "late", 1),
        ({"shipped": BEFORE}, seoul(7), "late", 3),
        ({}, seoul(9), "late", 1),
        ({"paid": BEFORE}, seoul(1), "late", 9),
        ({"out_for_delivery": BEFORE}, seoul(9), "late", 1),
        ({"shipped": BEFORE}, seoul(10), "shipped", None),
        # The day counts, not the hour: what was promised for this morning is not late this noon.
        ({"shipped": BEFORE}, seoul(10, 8), "shipped", None),
        ({"shipped": BEFORE}, None, "shipped", None),
        ({"delivered": seoul(8)}, seoul(6), "delivered", 2),
        ({"delivered": seoul(6)}, seoul(6, 8), "delivered", None),
        ({"delivered": seoul(5)}, seoul(6), "delivered", None),
        ({"cancelled": BEFORE}, seoul(1), "cancelled", None),
        ({"shipped": BEFORE, "cancelled": BEFORE}, seoul(1), "cancelled", None),
        ({"delivered": seoul(8), "returned": seoul(9)}, seoul(6), "returned", 2),
        ({"returned": seoul(9)}, seoul(6), "returned", None),
    ],
)
def test_late_is_counted_in_days_past_the_promised_day(
    times: dict[str, datetime], promised: datetime | None, status: str, late: int | None
) -> None:
    state = state_of(replace(order(**times), promised_at=promised), NOW)
    assert (state.status, state.late_days) == (status, late)


def test_days_turn_at_midnight_in_seoul() -> None:
    late = replace(order(paid=BEFORE), promised_at=datetime(2026, 3, 9, 3, tzinfo=UTC))
    assert state_of(late, datetime(2026, 3, 9, 14, 59, tzinfo=UTC)).late_days is None
    assert state_of(late, datetime(2026, 3, 9, 15, 0, tzinfo=UTC)).late_days == 1


@pytest.mark.parametrize("stage", get_args(Stage))
def test_what_a_stage_allows(stage: Stage) -> None:
    assert (cancel_refusal(stage) is None) == (stage in ("placed", "paid", "packed"))
    assert (address_refusal(stage) is None) == (stage in ("placed", "paid"))


moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + minutes * MINUTE)


@given(times=st.dictionaries(st.sampled_from(TIMES), moments), promised=st.none() | moments, now=moments)
def test_a_state_is_consistent_whatever_the_times(
    times: dict[str, datetime], promised: datetime | None, now: datetime
) -> None:
    subject = replace(order(**times), promised_at=promised)
    state = state_of(subject, now)
    assert (state.status == "late") == (state.stage in UNDER_WAY and state.late_days is not None)
    assert state.status in ("late", state.stage)
    assert state.late_days is None or state.late_days >= 1
    assert not state.can_change_address or state.can_cancel
    if promised is None:
        assert state.late_days is None


@given(promised=moments, now=moments, later=st.timedeltas(timedelta(0), timedelta(days=400)))
def test_waiting_never_makes_an_order_less_late(promised: datetime, now: datetime, later: timedelta) -> None:
    subject = replace(order(shipped=BEFORE), promised_at=promised)
    assert (state_of(subject, now + later).late_days or 0) >= (state_of(subject, now).late_days or 0)
