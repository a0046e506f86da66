"""Entities in both languages: values without particles, numbers told apart by the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.entities import Extractor
from bot.numbers import bare_number
from bot.text import fold

EXTRACTOR = Extractor({"product": ["무선 이어폰", "Aurora Lamp", "로봇청소기"], "plan": ["베이직", "Premium"]})
HEX = "e481f51cbdc54678b7cc49136f2d6af7"

TABLE: list[tuple[str, list[tuple[str, str]]]] = [
    ("주문번호 20240101-0001이 안 와요", [("order_number", "20240101-0001")]),
    ("A-1001은 언제 오나요", [("order_number", "A-1001")]),
    ("FH-100234는 어디예요", [("order_number", "FH-100234")]),
    ("ＦＨ－１００２３４ 어디에요", [("order_number", "FH-100234")]),
    ("where is fh100234", [("order_number", "FH-100234")]),
    (f"{HEX} 배송 조회", [("order_number", HEX)]),
    (f"order {HEX.upper()}, please", [("order_number", HEX)]),
    ("my order 1234567 is late", [("order_number", "1234567")]),
    ("cancel order #4521", [("order_number", "4521")]),
    ("1042번 주문이요", [("order_number", "1042")]),
    ("주문번호 1042", [("order_number", "1042")]),
    ("상품 3개 주문했어요", []),
    ("3 orders in 2024", []),
    ("1234567", []),
    ("운송장 123456789012는 조회가 안 돼요", [("tracking_number", "123456789012")]),
    ("tracking number 1Z999AA10123456784", [("tracking_number", "1Z999AA10123456784")]),
    ("invoice INV-2024-001 please", [("invoice_number", "INV-2024-001")]),
    ("영수증 번호 5512가 안 보여요", [("invoice_number", "5512")]),
    ("29,900원이 두 번 결제됐어요", [("amount", "29900 KRW")]),
    ("3만원은 뭐예요", [("amount", "30000 KRW")]),
    ("10만 원짜리", [("amount", "100000 KRW")]),
    ("I was charged $49.90 twice", [("amount", "49.90 USD")]),
    ("KRW 15000 or 20 dollars", [("amount", "15000 KRW"), ("amount", "20 USD")]),
    ("나는 a.B+c@Shop.example로 가입했어요", [("email", "a.b+c@shop.example")]),
    ("연락처는 010-1234-5678이에요", [("phone", "01012345678")]),
    ("call +82 10-1234-5678", [("phone", "+821012345678")]),
    ("2024-03-05에 결제했어요", [("date", "2024-03-05")]),
    ("2024년 3월 5일에 샀어요", [("date", "2024-03-05")]),
    ("bought on March 5th, 2024", [("date", "2024-03-05")]),
    ("on 5 March 2024", [("date", "2024-03-05")]),
    ("지난주 화요일에 산 무선이어폰이", [("date", "지난주 화요일"), ("product", "무선 이어폰")]),
    ("last tuesday I upgraded to premium", [("date", "last tuesday"), ("plan", "Premium")]),
    ("로봇청소기를 어제 받았어요", [("product", "로봇청소기"), ("date", "어제")]),
    ("aurora lamp won't pair", [("product", "Aurora Lamp")]),
    ("", []),
    ("  \n", []),
]


@pytest.mark.parametrize(("text", "found"), TABLE, ids=[text[:24] or "empty" for text, _ in TABLE])
def test_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entity.entity, entity.value) for entity in EXTRACTOR.find(text)] == found


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
    ],
)
def test_a_bare_number(text: str, number: str) -> None:
    found = bare_number(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("text", ["", "네", "12", "1042 말고 다른 거", "order"])
def test_more_than_a_number_is_not_bare(text: str) -> None:
    assert bare_number(text) is None


@given(
    st.integers(1_000, 99_999_999),
    st.sampled_from(["은", "이", "가", "을", "는요", "이에요", " 언제 와요", ", please", ""]),
)
def test_a_demo_order_number_is_found_whatever_follows(number: int, after: str) -> None:
    text = f"FH-{number}{after}"
    (entity,) = [e for e in EXTRACTOR.find(text) if e.entity == "order_number"]
    assert (entity.value, text[entity.start : entity.end]) == (f"FH-{number}", f"FH-{number}")


@given(st.text(max_size=120))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    length, end = len(fold(text)), 0
    for entity in EXTRACTOR.find(text):
        assert end <= entity.start < entity.end <= length
        end = entity.end
