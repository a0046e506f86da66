"""The value of an amount, in figures and in words of both languages."""

import pytest

from bot.money import amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3만원", "30000 KRW"),
        ("2만 5천원", "25000 KRW"),
        ("1만 2,500원", "12500 KRW"),
        ("이만 오천원", "25000 KRW"),
        ("십이만 삼천사백원", "123400 KRW"),
        ("만원", "10000 KRW"),
        ("1억 2천만원", "120000000 KRW"),
        ("$1,299.50", "1299.50 USD"),
        ("2 thousand dollars", "2000 USD"),
        ("a hundred and twenty-five bucks", "125 USD"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert amount(text) == value
