"""A message that is nothing but the number of an order."""

import pytest

from bot.numbers import bare_number

HEX = "e481f51cbdc54678b7cc49136f2d6af7"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1042", "1042"),
        ("1042번이요", "1042"),
        (" fh100234입니다.", "FH-100234"),
        ("it's 77123", "77123"),
        ("주문번호는 FH-100201이에요", "FH-100201"),
        ("order number 5512 please", "5512"),
        (HEX, HEX),
        ("fh 100234", "FH-100234"),
    ],
)
def test_a_bare_number(text: str, number: str) -> None:
    found = bare_number(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("text", ["", "네", "12", "1042 말고 다른 거", "order"])
def test_more_than_a_number_is_not_bare(text: str) -> None:
    assert bare_number(text) is None
