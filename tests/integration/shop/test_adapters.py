"""What every adapter owes its callers: the same cases over HTTP and over SQL, against the demo shop's process."""

import asyncio
from datetime import UTC, datetime

import pytest

from connectors.shop.errors import NotFound, NotPossible
from connectors.shop.orders import Order
from connectors.shop.protocol import Shop
from connectors.shop.state import state_of
from connectors.shop.values import Address

ADDRESS = Address("김하늘", "서울특별시 중구 세종대로 1", "", "서울", "04524", "010-5550-1234")


def status(order: Order) -> str:
    return state_of(order, datetime.now(UTC)).status


async def test_the_seed_shows_every_state(shop: Shop) -> None:
    numbers = range(100201, 100223)
    seen = [status(await shop.order(f"FH-{number}")) for number in numbers]
    assert set(seen) == {
        *("placed", "paid", "packed", "shipped", "out_for_delivery"),
        *("delivered", "late", "cancelled", "returned"),
    }


async def test_an_order_with_everything_on_it(shop: Shop) -> None:
    order = await shop.order("FH-100207")
    state = state_of(order, datetime.now(UTC))
    assert (state.status, state.stage, state.late_days) == ("late", "shipped", 3)
    assert [(item.sku, item.name.ko, item.name.en, item.quantity) for item in order.items] == [
        ("SORI-S2", "소리 스피커", "Sori Speaker", 1),
        ("LUMI-1", "루미 램프", "Lumi Lamp", 1),
    ]
    assert (order.customer_id, order.total, order.shipping, order.currency) == ("C-1004", 188000, 0, "KRW")
    assert order.contact_masked == "e***@example.com"
    assert order.tracking_url is not None
    assert order.tracking_url.endswith(f"/track/{order.tracking_number}")


async def test_order_numbers_are_the_same_in_upper_and_lower_case(shop: Shop) -> None:
    assert await shop.order("fh-100207") == await shop.order("FH-100207")


@pytest.mark.parametrize("number", ["FH-999999", "", "..", "FH-100201/cancel", "a b", "x" * 65, "%", "' OR 1=1 --"])
async def test_an_order_nobody_has(shop: Shop, number: str) -> None:
    with pytest.raises(NotFound):
        await shop.order(number)
    assert await shop.owns(number, "minji@example.com") is False


async def test_a_customers_orders_come_newest_first(shop: Shop) -> None:
    orders = await shop.orders("C-1001", 50)
    assert [order.number for order in orders] == ["FH-100201", "FH-100202", "FH-100216"]
    assert list(await shop.orders("C-1001", 2)) == list(orders[:2])
    assert list(await shop.orders("C-0000", 5)) == []


async def test_a_customer(shop: Shop) -> None:
    customer = await shop.customer("C-1004")
    assert (customer.name, customer.tier, customer.locale) == ("Emma Carter", "gold", "en")
    with pytest.raises(NotFound):
        await shop.customer("C-0000")


async def test_the_contact_on_an_order_proves_it(shop: Shop) -> None:
    guesses = ["minji@example.com", "1001", "010-5550-1001", "junho@example.com", "1002", ""]
    assert [await shop.owns("FH-100202", guess) for guess in guesses] == [True, True, True, False, False, False]


async def test_a_double_charge_is_told(shop: Shop) -> None:
    second, first = await shop.payments(number="FH-100211")
    assert (first.duplicate_of, second.duplicate_of) == (None, first.id)
    assert (first.amount, first.status, first.card_last4) == (second.amount, "paid", "4821")
    assert set(await shop.payments(customer_id="C-1006")) >= {first, second}


async def test_money_of_a_customer_and_of_an_order(shop: Shop) -> None:
    assert [payment.status for payment in await shop.payments(number="FH-100217")] == ["paid", "failed"]
    assert [payment.status for payment in await shop.payments(number="FH-100201")] == ["pending"]
    assert [refund.status for refund in await shop.refunds(customer_id="C-1005")] == ["sent"]
    [rejected] = await shop.refunds(number="FH-100213")
    assert rejected.rejected_because == "more than 30 days after delivery"
    [invoice] = await shop.invoices(number="FH-100202")
    assert (invoice.number, invoice.total) == ("INV-100202", 122000)
    assert invoice.url.endswith("/account/invoices/INV-100202")
    assert list(await shop.invoices(number="FH-100201")) == []


async def test_subscriptions(shop: Shop) -> None:
    plus = await shop.subscription("C-1001")
    assert plus is not None
    assert (plus.plan.ko, plus.plan.en, plus.status, plus.price) == (
        *("누리 클라우드 플러스", "Nuri Cloud Plus"),
        *("active", 9900),
    )
    assert await shop.subscription("C-1008") is None


@pytest.mark.parametrize("product", ["Lumi Lamp", "루미", "루미램프", "lumi", "LUMI-1"])
async def test_a_guide_is_found_by_what_people_call_the_product(shop: Shop, product: str) -> None:
    [guide] = await shop.guides(product)
    assert guide.sku == "LUMI-1"
    assert len(guide.steps) == 4
    assert all(step.text.ko and step.text.en for step in guide.steps)


async def test_guides_of_all_products(shop: Shop) -> None:
    assert len(await shop.guides(None)) == 8
    assert list(await shop.guides("toaster")) == []


@pytest.mark.usefixtures("anew")
async def test_cancelling_refunds_what_was_paid_and_happens_once(shop: Shop) -> None:
    first = await shop.cancel("FH-100202", "key-1")
    again = await shop.cancel("FH-100202", "key-1")
    assert status(first) == "cancelled"
    assert again == first
    [refund] = await shop.refunds(number="FH-100202")
    assert (refund.status, refund.amount) == ("approved", 122000)
    with pytest.raises(NotPossible, match="already_cancelled"):
        await shop.cancel("FH-100202", "key-2")


@pytest.mark.usefixtures("anew")
async def test_the_same_key_at_the_same_moment_acts_once(shop: Shop) -> None:
    answers = await asyncio.gather(*(shop.cancel("FH-100202", "key-1") for _ in range(5)))
    assert len({answer.cancelled_at for answer in answers}) == 1
    assert len(await shop.refunds(number="FH-100202")) == 1


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("FH-100204", "already_shipped"),
        ("FH-100205", "already_shipped"),
        ("FH-100206", "already_shipped"),
        ("FH-100208", "already_cancelled"),
        ("FH-100209", "already_returned"),
    ],
)
async def test_what_cannot_be_cancelled_says_why_and_says_it_again(shop: Shop, number: str, reason: str) -> None:
    for _ in range(2):
        with pytest.raises(NotPossible) as refused:
            await shop.cancel(number, "key-1")
        assert refused.value.reason == reason


@pytest.mark.usefixtures("anew")
async def test_the_address_changes_until_packing(shop: Shop) -> None:
    assert (await shop.change_address("FH-100202", ADDRESS, "key-1")).number == "FH-100202"
    with pytest.raises(NotPossible) as refused:
        await shop.change_address("FH-100203", ADDRESS, "key-2")
    assert refused.value.reason == "already_packed"


@pytest.mark.usefixtures("anew")
async def test_a_refund_is_requested_once(shop: Shop) -> None:
    refund = await shop.request_refund("FH-100211", "두 번 결제됐어요", "key-1")
    assert (refund.status, refund.amount, refund.reason) == ("requested", 168000, "두 번 결제됐어요")
    assert await shop.request_refund("FH-100211", "두 번 결제됐어요", "key-1") == refund
    with pytest.raises(NotPossible) as refused:
        await shop.request_refund("FH-100211", "두 번 결제됐어요", "key-2")
    assert refused.value.reason == "already_requested"


@pytest.mark.usefixtures("anew")
async def test_nothing_to_refund_before_payment(shop: Shop) -> None:
    with pytest.raises(NotPossible) as refused:
        await shop.request_refund("FH-100201", "", "key-1")
    assert refused.value.reason == "not_paid"


async def test_a_write_to_an_order_nobody_has(shop: Shop) -> None:
    with pytest.raises(NotFound):
        await shop.cancel("FH-999999", "key-1")
