"""Invoices, payments, refunds and the subscription: what the shop knows, in words and as cards."""

from typing import Any

import pytest
from rasa_sdk.events import SlotSet

from tests.unit.actions.records import DUPLICATE, INVOICE, LATE, PAID, PAYMENT, REFUND, SUBSCRIPTION
from tests.unit.actions.stage import Stage

NUMBER = {"order_number": "FH-100201"}


async def test_an_invoice_comes_with_its_link(stage: Stage) -> None:
    stage.shop.invoices = [INVOICE]
    played = await stage.play("action_billing_get_invoice", "billing_get_invoice")
    assert played.texts[0] == (
        "FH-100201 주문의 영수증(INV-100201)이에요. 발행일은 3월 2일(월), 금액은 170,000원입니다."
    )
    assert played.replies[0]["card"] == {"kind": "invoice", **INVOICE}
    assert played.names == ["utter_invoice", "utter_ask_solved"]


async def test_the_invoice_of_a_named_order(stage: Stage) -> None:
    stage.shop.orders, stage.shop.invoices = [PAID, LATE], [INVOICE, {**INVOICE, "order_number": "FH-100202"}]
    played = await stage.play("action_billing_get_invoice", "billing_get_invoice", entities=NUMBER, locale="en")
    assert played.names == ["utter_invoice", "utter_ask_solved"]
    assert "FH-100201" in played.texts[0]
    assert "₩170,000" in played.texts[0]


async def test_at_most_three_invoices_and_none_is_said(stage: Stage) -> None:
    stage.shop.invoices = [INVOICE] * 5
    played = await stage.play("action_billing_get_invoice", "billing_get_invoice")
    assert played.names == ["utter_invoice"] * 3 + ["utter_ask_solved"]
    stage.shop.invoices = []
    assert (await stage.play("action_billing_get_invoice", "billing_get_invoice")).names == ["utter_no_invoice"]


async def test_a_visitor_must_prove_an_order_first(stage: Stage) -> None:
    stage.shop.verified = False
    for kind in (
        "billing_get_invoice",
        "billing_refund_status",
        "billing_duplicate_charge",
        "billing_unexpected_charge",
    ):
        played = await stage.play(f"action_{kind}", kind)
        assert played.names == ["utter_verify_order"]
        assert played.events[0]["value"]["kind"] == kind


@pytest.mark.parametrize(
    ("status", "korean", "english"),
    [
        ("requested", "3월 9일(월)에 신청됐고", "was requested on Mon, Mar 9"),
        ("approved", "승인됐고", "has been approved"),
        ("sent", "보냈어요", "has been sent"),
        ("completed", "완료됐어요", "is complete"),
        ("rejected", "승인되지 않았어요", "was not approved"),
    ],
)
async def test_refund_states_in_both_languages(stage: Stage, status: str, korean: str, english: str) -> None:
    stage.shop.refunds = [{**REFUND, "status": status}]
    for locale, words, amount in (("ko", korean, "170,000원"), ("en", english, "₩170,000")):
        played = await stage.play("action_billing_refund_status", "billing_refund_status", locale=locale)
        assert words in played.texts[0]
        assert amount in played.texts[0]
        assert played.replies[0]["card"]["status"] == status
        assert played.replies[0]["factual"] is True


async def test_no_refund_offers_to_ask_for_one(stage: Stage) -> None:
    stage.shop.orders = [LATE]
    general = await stage.play("action_billing_refund_status", "billing_refund_status")
    named = await stage.play("action_billing_refund_status", "billing_refund_status", entities=NUMBER)
    assert (general.names, general.payloads[0]) == (["utter_no_refunds"], "/billing_refund_request")
    assert (named.names, named.payloads[0]) == (
        ["utter_no_refund"],
        '/billing_refund_request{"order_number": "FH-100201"}',
    )


async def test_a_double_charge_is_shown_and_a_person_offered(stage: Stage) -> None:
    stage.shop.payments = [DUPLICATE, PAYMENT, {**PAYMENT, "id": "PAY-0", "order_number": "FH-100100"}]
    played = await stage.play("action_billing_duplicate_charge", "billing_duplicate_charge")
    assert played.names == ["utter_duplicate_found", "utter_payment_paid", "utter_payment_paid"]
    assert "170,000원이 두 번" in played.texts[0]
    assert played.payloads == ["/report_charge"]


async def test_no_double_charge_shows_the_payments_there_are(stage: Stage) -> None:
    stage.shop.payments = [PAYMENT]
    played = await stage.play("action_billing_duplicate_charge", "billing_duplicate_charge")
    assert played.names == ["utter_no_duplicate", "utter_payment_paid"]


@pytest.mark.parametrize("status", ["pending", "paid", "failed", "refunded"])
async def test_an_unexpected_charge_shows_the_payments(stage: Stage, status: str) -> None:
    stage.shop.payments = [{**PAYMENT, "status": status}]
    played = await stage.play("action_billing_unexpected_charge", "billing_unexpected_charge")
    assert played.names == ["utter_payments_found", f"utter_payment_{status}", "utter_ask_recognised"]
    assert played.payloads == ['/solved{"solved": true}', "/report_charge"]
    assert played.replies[1]["card"] == {
        "kind": "payment",
        **{key: value for key, value in PAYMENT.items() if key != "id"},
        "status": status,
    }


async def test_a_charge_of_someone_else_goes_to_a_person(stage: Stage) -> None:
    played = await stage.play("action_report_charge", "report_charge", order_number="FH-100201")
    assert played.signals[0]["handoff"]["reason"] == "policy"
    assert played.events == [SlotSet("pending_requests", None), SlotSet("follow_up", True)]


@pytest.mark.parametrize(
    ("status", "words"),
    [("active", "이용 중"), ("paused", "일시 정지"), ("past_due", "결제되지 않았어요"), ("cancelled", "해지되어")],
)
async def test_the_subscription_with_its_next_payment(stage: Stage, status: str, words: str) -> None:
    stage.shop.subscription = {**SUBSCRIPTION, "status": status}
    played = await stage.play("action_billing_due_date", "billing_due_date")
    assert words in played.texts[0]
    assert "한 달에 9,900원" in played.texts[0]
    assert played.replies[0]["card"] == {
        "kind": "subscription",
        "plan": "누리 클라우드 플러스",
        "status": status,
        "price": 9900,
        "currency": "KRW",
        "next_payment_at": "2026-03-15T00:00:00+00:00",
    }


async def test_the_next_payment_is_a_day(stage: Stage) -> None:
    stage.shop.subscription = SUBSCRIPTION
    played = await stage.play("action_billing_due_date", "billing_due_date", locale="en")
    assert played.texts[0].endswith("₩9,900 a month. The next payment is on Sun, Mar 15.")


@pytest.mark.parametrize("kind", ["change_plan", "cancel_subscription"])
async def test_changing_and_ending_come_with_the_link_that_does_it(stage: Stage, kind: str) -> None:
    stage.shop.subscription = SUBSCRIPTION
    played = await stage.play(f"action_billing_{kind}", f"billing_{kind}")
    assert played.replies[1]["card"] == {
        "kind": "link",
        "title": "구독 관리",
        "url": "https://shop.example/account/subscription",
    }


async def test_without_a_subscription_or_a_name_it_is_said_in_general(stage: Stage) -> None:
    none = await stage.play("action_billing_due_date", "billing_due_date")
    stage.shop.verified = False
    visitor = await stage.play("action_billing_due_date", "billing_due_date")
    assert none.names == ["utter_no_subscription", "utter_ask_solved"]
    assert visitor.names == ["utter_billing_due_date", "utter_ask_solved"]


@pytest.mark.parametrize(
    ("amount", "currency", "korean", "english"),
    [
        (12000, "KRW", "12,000원", "₩12,000"),
        (1200, "USD", "$12.00", "$12.00"),
        (123456, "BRL", "R$ 1,234.56", "R$ 1,234.56"),
        (1205, "CHF", "12.05 CHF", "12.05 CHF"),
    ],
)
async def test_amounts_are_worded_by_currency(
    stage: Stage, amount: int, currency: str, korean: str, english: str
) -> None:
    invoice: dict[str, Any] = {**INVOICE, "total": amount, "currency": currency}
    stage.shop.invoices = [invoice]
    for locale, words in (("ko", korean), ("en", english)):
        played = await stage.play("action_billing_get_invoice", "billing_get_invoice", locale=locale)
        assert words in played.texts[0]
