"""What proves an order, and what is shown of the contact on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.shop.contact import masked, matches

EMAIL, PHONE = "Minji@Example.com", "010-5550-1001"


@pytest.mark.parametrize(
    "guess",
    ["minji@example.com", " MINJI@example.com ", "1001", "010-5550-1001", "01055501001", "+82 10-5550-1001"],
)
def test_the_owner_is_known(guess: str) -> None:
    assert matches(guess, EMAIL, PHONE)


@pytest.mark.parametrize(
    "guess",
    [
        "",
        "1",
        "001",
        "1002",
        "minji",
        "@example.com",
        "5550",
        "0105550",
        "x1001",
        "minj1@example.com",
        "1001 or 1",
        "%",
    ],
)
def test_a_guess_is_not(guess: str) -> None:
    assert not matches(guess, EMAIL, PHONE)


@pytest.mark.parametrize("guess", ["", "0000", "a@b", "@"])
def test_an_order_without_contact_belongs_to_nobody(guess: str) -> None:
    assert not matches(guess, "", "")


@given(st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_of_the_four_digits_only_the_last_ones_count(digits: str) -> None:
    assert matches(digits, EMAIL, PHONE) == (digits == "1001")


@pytest.mark.parametrize(
    ("email", "phone", "shown"),
    [(EMAIL, PHONE, "M***@Example.com"), ("", PHONE, "***-1001"), ("nobody", "", ""), ("", "12", "")],
)
def test_little_of_it_is_shown(email: str, phone: str, shown: str) -> None:
    assert masked(email, phone) == shown
