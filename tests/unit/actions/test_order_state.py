"""The state of an order in words: every state, both languages, always with its number and its status."""

from typing import Any

import pytest

from tests.unit.actions.records import DELIVERED, LATE, PAID
from tests.unit.actions.stage import Stage

SHIPPED = {**{k: v for k, v in LATE.items() if k != "late_days"}, "status": "shipped"}
STATES: list[tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]] = [
    (
        {**PAID, "status": "placed", "stage": "placed"},
        ("FH-100202", "3월 9일(월)에 접수", "결제를 기다리고", "62,000원", "3월 13일(금)"),
        ("FH-100202", "placed on Mon, Mar 9", "waiting for payment", "₩62,000", "by Fri, Mar 13"),
    ),
    (PAID, ("3월 9일(월)에 결제 완료", "루미 램프"), ("was paid on Mon, Mar 9", "by Fri, Mar 13")),
    (
        {**PAID, "status": "packed", "stage": "packed", "packed_at": "2026-03-10T02:00:00+00:00"},
        ("3월 10일(화)에 포장 완료",),
        ("was packed on Tue, Mar 10",),
    ),
    (
        SHIPPED,
        ("3월 3일(화)에 출발", "배송 중", "CJ Logistics", "681234567890", "소리 스피커 외 1건"),
        ("was shipped on Tue, Mar 3", "CJ Logistics", "681234567890", "소리 스피커 and 1 more"),
    ),
    (
        {**SHIPPED, "status": "out_for_delivery", "stage": "out_for_delivery"},
        ("배달 중", "681234567890"),
        ("out for delivery", "681234567890"),
    ),
    (DELIVERED, ("3월 6일(금)에 배송 완료",), ("was delivered on Fri, Mar 6",)),
    (
        {**DELIVERED, "late_days": 1},
        ("배송 완료", "1일 늦게", "3월 7일(토)"),
        ("was delivered", "1 day later than promised (Sat, Mar 7)"),
    ),
    (
        LATE,
        ("늦어지고", "3월 7일(토)에서 3일 지났", "출발해 배송 중", "681234567890"),
        ("is late", "promised for Sat, Mar 7, 3 days ago", "was shipped on Tue, Mar 3"),
    ),
    (
        {**PAID, "status": "cancelled", "stage": "cancelled", "cancelled_at": "2026-03-10T03:00:00+00:00"},
        ("3월 10일(화)에 취소",),
        ("was cancelled on Tue, Mar 10",),
    ),
    ({**DELIVERED, "status": "returned", "stage": "returned"}, ("반품",), ("was returned",)),
]


@pytest.mark.parametrize(("order", "korean", "english"), STATES, ids=[s[0]["status"] for s in STATES])
async def test_states_are_told_in_both_languages(
    stage: Stage, order: dict[str, Any], korean: tuple[str, ...], english: tuple[str, ...]
) -> None:
    stage.shop.orders = [order]
    for locale, expected in (("ko", korean), ("en", english)):
        played = await stage.play("action_order_track", "order_track", locale=locale)
        text = played.texts[0]
        assert order["number"] in text
        assert [piece for piece in expected if piece not in text] == [], text
        assert played.replies[0]["factual"] is True
        assert played.replies[0]["reference"] == order["number"]


async def test_a_fact_the_shop_does_not_know_is_left_out(stage: Stage) -> None:
    bare = {
        key: value
        for key, value in {**PAID, "status": "shipped", "stage": "shipped"}.items()
        if key not in ("promised_at", "paid_at")
    }
    stage.shop.orders = [bare]
    korean = await stage.play("action_order_track", "order_track")
    english = await stage.play("action_order_track", "order_track", locale="en")
    assert korean.texts[0] == (
        "FH-100202 주문은 출발해 지금 배송 중이에요. 상품: 루미 램프. 운송장 번호는 아직 없어요. "
        "도착 예정일은 아직 정해지지 않았어요."
    )
    assert english.texts[0] == (
        "Order FH-100202 was shipped and is on its way: 루미 램프. There is no tracking number yet. "
        "There is no delivery date yet."
    )


@pytest.mark.parametrize("stage_of_late", ["placed", "paid", "packed", "shipped", "out_for_delivery"])
async def test_a_late_order_says_where_it_is(stage: Stage, stage_of_late: str) -> None:
    stage.shop.orders = [{**LATE, "stage": stage_of_late}]
    played = await stage.play("action_order_track", "order_track")
    assert "지금은" in played.texts[0]
    assert "3일 지났" in played.texts[0]


@pytest.mark.parametrize(
    ("order", "payloads"),
    [
        (LATE, ["/human_agent", '/billing_refund_request{"order_number": "FH-100201"}']),
        (
            {**LATE, "can_cancel": True},
            [
                "/human_agent",
                '/order_cancel{"order_number": "FH-100201"}',
                '/billing_refund_request{"order_number": "FH-100201"}',
            ],
        ),
    ],
)
async def test_a_late_order_offers_what_can_be_done(stage: Stage, order: dict[str, Any], payloads: list[str]) -> None:
    stage.shop.orders = [order]
    assert (await stage.play("action_order_track", "order_track")).payloads == payloads


async def test_the_card_has_the_same_facts(stage: Stage) -> None:
    stage.shop.orders = [LATE]
    played = await stage.play("action_order_track", "order_track")
    assert played.replies[0]["card"] == {
        "kind": "order",
        "number": "FH-100201",
        "status": "late",
        "ordered_at": "2026-03-02T01:10:00+00:00",
        "promised_at": "2026-03-07T14:59:59+00:00",
        "late_days": 3,
        "total": 170000,
        "currency": "KRW",
        "carrier": "CJ Logistics",
        "tracking_number": "681234567890",
        "tracking_url": "https://trace.example/681234567890",
        "items": [
            {"name": "소리 스피커", "quantity": 1, "price": 129000},
            {"name": "플러기 스마트 플러그", "quantity": 2, "price": 19000},
        ],
    }


async def test_a_status_without_words_is_a_failure_not_a_guess(stage: Stage) -> None:
    stage.shop.orders = [{**PAID, "status": "lost_at_sea"}]
    played = await stage.play("action_order_track", "order_track")
    assert played.names == ["utter_action_failed"]
    assert played.signals == [{"failure": {"code": "action_failed"}}]
    assert played.events == []
