"""A line of the order set becomes the rows it says, or is refused with a reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.demoshop import import_rows
from connectors.demoshop.olist import STAGES, BadLine, read
from connectors.shop.state import SHOP_ZONE
from tests.unit.shop.olist_lines import NONE_YET, encoded, item, line

STILL = timedelta(0)


def order(**change: Any) -> dict[str, Any]:
    return import_rows.order(read(encoded(line(**change))), STILL)


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("created", "placed"),
        ("approved", "paid"),
        ("invoiced", "paid"),
        ("processing", "packed"),
        ("shipped", "shipped"),
        ("delivered", "delivered"),
        ("canceled", "cancelled"),
        ("unavailable", "cancelled"),
    ],
)
def test_the_status_map(status: str, stage: str) -> None:
    assert STAGES[status] == stage
    times = import_rows.times(read(encoded(line(status=status))))
    assert times[f"{stage}_at"] is not None


def test_times_are_the_shops_own_and_the_promise_lasts_the_day() -> None:
    row = order()
    assert row["delivered_at"] == datetime(2018, 5, 9, 17, 30, tzinfo=SHOP_ZONE)
    assert row["promised_at"] == datetime(2018, 5, 20, 23, 59, 59, tzinfo=SHOP_ZONE)


def test_times_beyond_the_status_do_not_count() -> None:
    row = order(status="approved")
    assert (row["shipped_at"], row["delivered_at"]) == (None, None)


def test_a_stage_without_a_time_of_its_own_takes_the_latest_known() -> None:
    assert order(status="delivered", delivered_at="")["delivered_at"] == datetime(2018, 5, 3, 9, tzinfo=SHOP_ZONE)
    cancelled = order(status="canceled", **NONE_YET)
    assert cancelled["cancelled_at"] == datetime(2018, 5, 1, 10, tzinfo=SHOP_ZONE)


def test_amounts_are_centavos_and_the_same_pieces_are_one_row() -> None:
    said = read(encoded(line(items=[item(1), item(2), item(3, "other", 0.29)])))
    rows = list(import_rows.items(said))
    assert [(row["sku"], row["quantity"], row["price"]) for row in rows] == [
        ("abcdef012345", 2, 4990),
        ("other", 1, 29),
    ]
    row = import_rows.order(said, STILL)
    assert (row["total"], row["shipping"], row["currency"]) == (4990 * 2 + 29 + 3000, 3000, "BRL")


def test_an_order_without_items_costs_what_was_paid() -> None:
    assert order(items=[])["total"] == 5990


def test_items_have_names_in_both_languages() -> None:
    [row] = import_rows.items(read(encoded(line())))
    assert (row["name_ko"], row["name_en"]) == ("장난감 (abcdef)", "Toy (abcdef)")
    [unknown] = import_rows.items(read(encoded(line(items=[{**item(1), "category": "moon_rocks"}]))))
    assert (unknown["name_ko"], unknown["name_en"]) == ("상품 (abcdef)", "Moon rocks (abcdef)")


def test_several_payments_stay_several() -> None:
    ways = [("voucher", 1), ("boleto", 1), ("not_defined", 0)]
    paid = [{"n": n, "type": way, "installments": count, "value": 10.0} for n, (way, count) in enumerate(ways)]
    rows = list(import_rows.payments(read(encoded(line(payments=paid))), STILL))
    assert [(row["method"], row["installments"], row["status"]) for row in rows] == [
        ("voucher", 1, "paid"),
        ("boleto", 1, "paid"),
        ("other", 1, "paid"),
    ]
    assert len({row["id"] for row in rows}) == 3


def test_contact_data_is_marked_as_invented() -> None:
    row = import_rows.customer(read(encoded(line(7))))
    assert row["invented"] is True
    assert row["email"] == "customer-00000007@imported.invalid"
    assert import_rows.address(read(encoded(line(7))))["invented"] is True


def test_the_newest_purchase_falls_on_today_in_the_shops_zone() -> None:
    evening = datetime(2026, 3, 9, 16, tzinfo=UTC)  # already the tenth in Seoul
    newest = datetime(2018, 5, 1, 10, tzinfo=SHOP_ZONE)
    assert (newest + import_rows.shift_to(evening, newest)).date().isoformat() == "2026-03-10"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "teleported"}, "status: expected one of created"),
        ({"order_id": "../etc"}, "order_id: expected letters and digits"),
        ({"order_id": None}, "order_id: expected text"),
        ({"purchased_at": ""}, "purchased_at: expected a time, got nothing"),
        ({"delivered_at": "soon"}, "delivered_at: expected a time"),
        ({"items": "none"}, "items: expected a list of objects"),
        ({"items": [{**item(1), "price": "9.90"}]}, "items: price: expected an amount of money"),
        ({"items": [{**item(1), "price": float("nan")}]}, "items: price: expected an amount of money"),
        ({"items": [{**item(1), "price": -1}]}, "items: price: expected an amount of money"),
        (
            {"payments": [{"n": 1, "type": "voucher", "installments": 1}]},
            "payments: value: expected an amount of money",
        ),
        ({"city": "a\x00b"}, "city: expected text"),
    ],
)
def test_a_bad_line_says_what_is_wrong(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadLine, match=said):
        read(encoded(line(**change)))


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_what_is_no_object_is_a_bad_line(text: bytes) -> None:
    with pytest.raises(BadLine, match="expected"):
        read(text)
