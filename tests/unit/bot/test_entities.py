"""Entities in both languages: values without particles, numbers told apart by the words around them."""

import datetime
import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.entities import Extractor
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
    ("FH 100234는 어디예요", [("order_number", "FH-100234")]),
    ("inv100333 보여 주세요", [("invoice_number", "INV-100333")]),
    ("send the invoice for FH-100234", [("order_number", "FH-100234")]),
    ("오류 코드 E-1042가 떠요", []),
    ("송장 번호가 5512-3344-9981인데요", [("tracking_number", "5512-3344-9981")]),
    ("010-1234-5678로 주문 확인 전화 주세요", [("phone", "01012345678")]),
    ("고객센터 1588-1234 안 받아요", [("phone", "15881234")]),
    ("만원버스 같아요", []),
    ("원룸 1개", []),
    ("5일 됐어요", []),
    ("3일 전화가 안 돼요", []),
    ("2주 전부터 안 돼요", [("date", "2주 전")]),
    ("I may march on", []),
    ("the March invoice, since May.", [("date", "march"), ("date", "may")]),
    ("로봇 청소기가 멈췄어요", [("product", "로봇청소기")]),
    ("two aurora lamps", [("product", "Aurora Lamp")]),
    ("제가어제산 새로봇청소기", [("date", "어제"), ("product", "로봇청소기")]),
    ("배송비오천원은 누가 내요", [("amount", "5000 KRW")]),
    ("3만9천 환불해 주세요, 3만 2천보 걸었어요", [("amount", "39000 KRW")]),
    (r"\39,000이 나갔는데 99 cents는 뭐죠", [("amount", "39000 KRW"), ("amount", "0.99 USD")]),
    ("39k won, then twelve thousand won", [("amount", "39000 KRW"), ("amount", "12000 KRW")]),
    ("오만하고 이만 끊을게요, 만원버스도요", []),
    ("제번호010–1234–5678", [("phone", "01012345678")]),
    ("02)555-1234로 주세요", [("phone", "025551234")]),
    ("+82 (0)10-1234-5678", [("phone", "+821012345678")]),
    ("+82 2 555 1234", [("phone", "+8225551234")]),
    ("5123-4567-8901 송장이요", [("tracking_number", "5123-4567-8901")]),
    ("tracking 5123 4567 8901", [("tracking_number", "512345678901")]),
    ("택배사가 601288347712 이 번호는 등록이 안 됐대요 송장 맞아요?", [("tracking_number", "601288347712")]),
    ("올해 초에 샀어요", [("date", "올해 초")]),
    ("접수번호 A-20394는 3일에 걸쳐 수리했대요", []),
    ("시리얼번호 SN20394857, 회원번호 20391234", []),
    ("어제 오늘 전화했어요", [("date", "어제"), ("date", "오늘")]),
    ("지난 주문은요? 다음 주소로 이번 주문을", []),
    ("이번 달 초에서 11월 첫째 주 사이", [("date", "이번 달 초"), ("date", "11월 첫째 주")]),
    ("1년 6개월 전에 사서 이틀 뒤에 받았어요", [("date", "1년 6개월 전"), ("date", "이틀 뒤")]),
    ("이틀 후기 써요, 2~3일에 한 번", []),
    ("5/12 결제, 12/3일자 청구", [("date", "5/12"), ("date", "12/3일")]),
    ("26.5.12 구매건", [("date", "2026-05-12")]),
    ("펌웨어 22.5.12, rated 4/5, 1/2 of them", []),
    ("bought it 5/12, or by the 15th", [("date", "5/12"), ("date", "15th")]),
    ("from May 3rd to the 6th", [("date", "may 3rd"), ("date", "6th")]),
    ("on the 3rd floor, by the 2nd time", []),
    (
        "end of this month, late October, tommorow",
        [("date", d) for d in ("end of this month", "late october", "tommorow")],
    ),
    ("the aurora-lamp", [("product", "Aurora Lamp")]),
    ("로봇정소기, not a sneaker", [("product", "로봇청소기")]),
    ("", []),
    ("  \n", []),
]


@pytest.mark.parametrize(("text", "found"), TABLE, ids=[text[:24] or "empty" for text, _ in TABLE])
def test_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entity.entity, entity.value) for entity in EXTRACTOR.find(text)] == found


def test_customers_own_sentences_are_read_exactly() -> None:
    tables = [table for table in yaml.safe_load(Path("data/nlu/names.yml").read_text())["nlu"] if "lookup" in table]
    extractor = Extractor({t["lookup"]: [line[2:] for line in t["examples"].splitlines()] for t in tables})
    hit = wanted = found = 0
    for row in map(json.loads, Path("tests/nlu/entities_customers.jsonl").read_text().splitlines()):
        meant = {(e["entity"], e["start"], e["end"]) for e in row["entities"]}
        read = {(e.entity, e.start, e.end) for e in extractor.find(row["text"])}
        hit, wanted, found = hit + len(meant & read), wanted + len(meant), found + len(read)
    assert 2 * hit / (wanted + found) >= 0.97


@pytest.mark.parametrize("piece", ["백", "1", "1,", "1만 ", "a ", "2-", "FH ", "hundred ", "로봇 ", "지난 ", "the "])
def test_long_runs_are_read_in_time(piece: str) -> None:
    started = time.process_time()
    EXTRACTOR.find(piece * 2_000)
    assert time.process_time() - started < 2


@given(st.integers(1, 9_999), st.integers(1, 9))
def test_ten_thousands_and_thousands_add_up(large: int, small: int) -> None:
    (found,) = EXTRACTOR.find(f"{large}만 {small}천원이 나갔어요")
    assert (found.entity, found.value) == ("amount", f"{large * 10_000 + small * 1_000} KRW")


@given(
    st.integers(1_000, 99_999_999),
    st.sampled_from(["은", "이", "가", "을", "는요", "이에요", " 언제 와요", ", please", ""]),
)
def test_a_demo_order_number_is_found_whatever_follows(number: int, after: str) -> None:
    text = f"FH-{number}{after}"
    (entity,) = [e for e in EXTRACTOR.find(text) if e.entity == "order_number"]
    assert (entity.value, text[entity.start : entity.end]) == (f"FH-{number}", f"FH-{number}")


PARTICLES = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "번이",
    "번을",
    "인데요",
    "이에요",
    "의",
    "로",
    "랑",
    " 언제 와요",
    ", ok",
]


@given(
    st.integers(1_000, 99_999_999),
    st.sampled_from(["FH-", "fh-", "FH", "fh", "Fh ", "FH - ", "FH–", "ＦＨ－", "FH_"]),
    st.sampled_from(["", "주문번호", "주문번호 ", "주문은 ", "제가 어제 산 ", "order ", "my order is "]),
    st.sampled_from(PARTICLES),
)
def test_an_order_number_is_found_however_it_is_written(number: int, head: str, before: str, after: str) -> None:
    text = f"{before}{head}{number}{after}"
    (entity,) = [e for e in EXTRACTOR.find(text) if e.entity == "order_number"]
    assert (entity.value, text[entity.start : entity.end]) == (f"FH-{number}", f"{head}{number}")


def korean_number(number: int) -> str:
    """Digits in Korean words; one before a unit is left out, as people do."""
    words = ""
    for power, unit in ((10_000, "만"), (1_000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            words += (
                korean_number(digit) if power == 10_000 and digit > 1 else "" if digit == 1 and unit else DIGITS[digit]
            ) + unit
    return words


DIGITS = " 일이삼사오육칠팔구"


@given(
    st.integers(1, 999_999), st.sampled_from(["", " "]), st.sampled_from(["이 나갔어요", "결제했어요", "만", " 환불"])
)
def test_amounts_in_words_come_back(tens: int, space: str, after: str) -> None:
    said = f"{korean_number(tens * 10)}{space}원"
    (found,) = EXTRACTOR.find(said + after)
    assert (found.entity, found.value, found.end) == ("amount", f"{tens * 10} KRW", len(said))


@given(st.integers(1, 9_999), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["", " "]))
def test_digits_mixed_with_units_add_up(large: int, thousands: int, hundreds: int, space: str) -> None:
    rest = (f"{space}{thousands}천" if thousands else "") + (f"{space}{hundreds}백" if hundreds else "")
    (found,) = EXTRACTOR.find(f"{large}만{rest}{space}원을 냈어요")
    assert found.value == f"{large * 10_000 + thousands * 1_000 + hundreds * 100} KRW"


@given(
    st.integers(1_000, 9_999),
    st.integers(1_000, 9_999),
    st.sampled_from(["-", ".", " ", "", " - ", "–"]),
    st.sampled_from(["", "번호", "제 번호는 ", "call "]),
    st.sampled_from(["로 주세요", "이에요", "번으로", " please"]),
)
def test_a_mobile_number_is_found_however_it_is_written(a: int, b: int, cut: str, before: str, after: str) -> None:
    written = f"010{cut}{a}{cut}{b}"
    (found,) = EXTRACTOR.find(before + written + after)
    assert (found.entity, found.value, found.end - found.start) == ("phone", f"010{a}{b}", len(written))


@given(
    st.dates(), st.sampled_from(["{0}년 {1}월 {2}일", "{0}년{1}월{2}일", "{0}.{1}.{2}", "{0}-{1}-{2}", "{0}. {1}. {2}"])
)
def test_a_whole_date_is_read_in_every_spelling(day: datetime.date, shape: str) -> None:
    day = day.replace(year=1_900 + day.year % 200)
    (found,) = EXTRACTOR.find(shape.format(day.year, day.month, day.day) + "에 샀어요")
    assert (found.entity, found.value) == ("date", day.isoformat())


@given(st.text(max_size=120))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    length, end = len(fold(text)), 0
    for entity in EXTRACTOR.find(text):
        assert end <= entity.start < entity.end <= length
        end = entity.end
