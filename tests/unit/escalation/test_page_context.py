"""What is left of what a page says: nobody's personal data, and no page but the shop's."""

from typing import Any

import pytest

from escalation.customers.page_context import LONGEST_PATH, as_kept, page_address

SHOP = "https://shop.example"
ORIGINS = (SHOP, "http://localhost:8081")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"{SHOP}/account/orders/FH-100234", f"{SHOP}/account/orders/FH-100234"),
        (f"{SHOP}/reset?token=secret#key", f"{SHOP}/reset"),
        (f"{SHOP}", SHOP),
        ("http://localhost:8081/", "http://localhost:8081/"),
        (f"{SHOP}/u/minji%40example.com/edit", f"{SHOP}/u/[email]/edit"),
        (f"{SHOP}/track/010-1234-5678", f"{SHOP}/track/[phone]"),
        (f"{SHOP}/%EC%A3%BC%EB%AC%B8", f"{SHOP}/%EC%A3%BC%EB%AC%B8"),
        (f"{SHOP}/a%0d%0ab%00", f"{SHOP}/a%0D%0Ab%00"),
    ],
)
def test_a_page_of_the_shop_is_kept_without_what_is_private(said: str, kept: str) -> None:
    assert page_address(said, ORIGINS) == kept


@pytest.mark.parametrize(
    "said",
    [
        "https://evil.example/account",
        "https://shop.example.evil.example/",
        "https://shop.example@evil.example/",
        "https://evil.example@shop.example/",
        "https://shop.example:8443/",
        "http://shop.example/",
        "//shop.example/",
        "javascript:alert(1)//https://shop.example/",
        "https://[::1/",
        "",
    ],
)
def test_a_page_of_anybody_else_is_not(said: str) -> None:
    assert page_address(said, ORIGINS) is None


def test_a_long_path_is_cut_as_it_is_read() -> None:
    kept = page_address(f"{SHOP}/{'가' * 900}", ORIGINS)
    assert kept is not None
    assert kept.count("%EA%B0%80") == LONGEST_PATH - 1


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({}, None),
        ({"page": {"url": "https://evil.example/", "title": "Log in"}}, None),
        ({"order": "FH-100234"}, {"order": "FH-100234"}),
        ({"order": "minji@example.com"}, {"order": "[email]"}),
        ({"page": {"url": SHOP, "title": "민지 010-1234-5678"}}, {"page": {"url": SHOP, "title": "민지 [phone]"}}),
        ({"page": {"url": SHOP}, "cart": {"items": 0}}, {"page": {"url": SHOP}, "cart": {"items": 0}}),
    ],
)
def test_what_is_kept_is_masked_and_nothing_is_none(said: dict[str, Any], kept: dict[str, Any] | None) -> None:
    assert as_kept(said, ORIGINS) == kept
