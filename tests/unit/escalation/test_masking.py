"""Personal data is found in every spelling, and the numbers a customer asks about stay readable."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from escalation.store.masking import CARD, EMAIL, PHONE, RESIDENT, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail me at jane.doe+shop@mail.example.com please", f"mail me at {EMAIL} please"),
        ("메일은 hong@example.co.kr이에요", f"메일은 {EMAIL}이에요"),
        ("ｊ＠example.com", "ｊ＠example.com"),  # a full-width letter is no part of an address
        ("hong＠example．com 으로 주세요", f"{EMAIL} 으로 주세요"),
        ("hong @ example.com", EMAIL),
        ("내 번호는 010-1234-5678 이야", f"내 번호는 {PHONE} 이야"),
        ("번호는01012345678입니다", f"번호는{PHONE}입니다"),
        ("010 1234 5678", PHONE),
        ("010.1234.5678", PHONE),
        ("(010) 1234-5678", PHONE),
        ("０１０－１２３４－５６７８", PHONE),
        ("０１０１２３４５６７８로 전화 주세요", f"{PHONE}로 전화 주세요"),
        ("010에 1234에 5678", PHONE),
        ("공일공 일이삼사 오육칠팔", PHONE),
        ("공일공1234오육칠팔이요", f"{PHONE}이요"),
        ("011-234-5678", PHONE),
        ("+82 10-1234-5678", PHONE),
        ("+821012345678", PHONE),
        ("+82 (0)10 1234 5678", PHONE),
        ("0082-10-1234-5678", PHONE),
        ("82-10-1234-5678", PHONE),
        ("집은 02-123-4567", f"집은 {PHONE}"),
        ("031 123 4567", PHONE),
        ("070-1234-5678", PHONE),
        ("call +1 (555) 123-4567", f"call {PHONE}"),
        ("call +44 20 7946 0958 now", f"call {PHONE} now"),
        ("(555) 123-4567 or 555-123-4567", f"{PHONE} or {PHONE}"),
        ("4111 1111 1111 1111", CARD),
        ("4111-1111-1111-1111 12/27", f"{CARD} 12/27"),
        ("카드번호 4111111111111111이고", f"카드번호 {CARD}이고"),
        ("4111 1111 1111 1111 12 27", f"{CARD} 12 27"),
        ("５５５５ ５５５５ ５５５５ ４４４４", CARD),
        ("amex 378282246310005", f"amex {CARD}"),
        ("900101-1234567", RESIDENT),
        ("주민번호는 900101 1234567 이고", f"주민번호는 {RESIDENT} 이고"),
        ("9001011234567", RESIDENT),
        ("９００１０１－１２３４５６７", RESIDENT),
        ("051231-4234567", RESIDENT),
        ("010-1234-5678, hong@example.com, 900101-2345678", f"{PHONE}, {EMAIL}, {RESIDENT}"),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "주문번호 FH-100234 어디쯤이에요?",
        "my order is FH-01012345678",
        "order 1042",
        "주문 20261105-0001234 확인해 주세요",
        "e481f51cbdc54678b7cc49136f2d6af7",
        "송장번호 688012345678 조회",
        "tracking 1Z999AA10123456784",
        "4111 1111 1111 1112",  # fails Luhn
        "991399-1234567",  # no such day
        "900101-9234567",  # no such century
        "invoice INV-2026-000123 for 29,900 KRW",
        "29,900원인데 1588-1234로 걸었어요",
        "+20000 points",
        "2026-11-05 12:30",
        "1,234,567.89",
        "0000000000000000",
        "다음 주 3일에 2개 주문했고 10.5kg이에요",
        "",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=200))
@example("010-1234-5678" * 3)
@example("4111111111111111 4111111111111111")
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


words = st.sampled_from(["", "안녕하세요 ", "hello ", "제 번호는 ", "(", "ok: "])
gap = st.sampled_from(["-", " ", ".", "", " - ", "에 "])
digits = st.integers(0, 9999).map(lambda number: f"{number:04d}")


@given(words, gap, gap, digits, digits, st.booleans(), st.sampled_from(["", " 로", "이에요", ".", ")"]))
def test_every_mobile_number_is_found(
    before: str, one: str, two: str, middle: str, last: str, wide: bool, after: str
) -> None:
    number = f"010{one}{middle}{two}{last}"
    if wide:
        number = number.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert mask(f"{before}{number}{after}") == f"{before}{PHONE}{after}"


def luhn(body: str) -> str:
    """`body` with the check digit that makes it pass."""
    values = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(value // 10 + value % 10 for value in values) % 10)


@given(st.sampled_from("3456"), st.integers(0, 10**14 - 1), st.sampled_from(["", " ", "-"]))
def test_every_sixteen_digit_card_is_found(first: str, rest: int, between: str) -> None:
    number = luhn(f"{first}{rest:014d}")
    shown = between.join(number[at : at + 4] for at in range(0, 16, 4))
    assert mask(f"card {shown} thanks") == f"card {CARD} thanks"


@given(st.integers(1000, 999_999))
def test_the_shops_order_numbers_stay(number: int) -> None:
    text = f"주문번호 FH-{number} ({number}) 배송"
    assert mask(text) == text


@given(st.text(alphabet="0123456789 -+()@.가a", max_size=300))
def test_digit_soup_is_masked_in_time_and_leaves_no_mobile_number(text: str) -> None:
    assert not re.search(r"(?<![A-Za-z0-9_+.-])010\d{8}(?![\d-])", mask(text))
