"""One filter for every page: read from an address, written back into one, and refused by the field at fault."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from escalation.numbers.filter import Filter, Narrowing, QuestionError

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("window", ["²", "seven", "9" * 5000, "-7", "8"])
def test_a_window_that_is_none_is_named(window: str) -> None:
    with pytest.raises(QuestionError, match="window: must be"):
        Filter.read({"window": window}, NOW)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-02-02", "to": "2026-01-01"}, "from"),
        ({"from": "1969-01-01"}, "from"),
        ({"from": "soon"}, "from"),
        ({"from": "9990-01-01", "to": "9999-12-30"}, "to"),
        ({"from": "9990-01-01", "to": "9999-12-31"}, "to"),
        ({"from": "2200-12-01", "to": "2201-01-02"}, "to"),
        ({"returning": "maybe"}, "returning"),
        ({"topic": "x" * 121}, "topic"),
    ],
)
def test_what_cannot_be_answered_names_its_field(query: dict[str, str], field: str) -> None:
    with pytest.raises(QuestionError) as caught:
        Filter.read(query, NOW)
    assert caught.value.field == field


def test_an_address_is_read_as_it_was_written() -> None:
    asked = Filter.read({"from": "2026-01-01", "topic": "orders,billing", "returning": "no", "window": "14"}, NOW)
    again = Filter.read(dict(parse_qsl(asked.address(metric="fcr"))), NOW)
    assert again == asked
    assert asked.before().until == asked.since
    assert asked.before().since == asked.since - (asked.until - asked.since)


def test_the_last_day_is_within() -> None:
    asked = Filter.read({"from": "2026-01-31", "to": "2026-01-31"}, NOW)
    assert asked.until - asked.since == timedelta(days=1)
    assert asked.since == datetime(2026, 1, 30, 15, tzinfo=UTC)  # midnight in Seoul


def test_narrowing_further_never_widens() -> None:
    orders, either = Narrowing({"topic": ("orders",)}), Narrowing({"topic": ("orders", "billing")}, returning=True)
    assert orders.within(either) == Narrowing({"topic": ("orders",)}, returning=True)
    nobody = orders.within(Narrowing({"topic": ("billing",)}))
    assert nobody.values["topic"] not in (("orders",), ("billing",))
