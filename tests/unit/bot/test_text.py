"""One spelling for one meaning."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import MAX_CHARS, fold, neutralise, normalise


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ＦＨ－１００２３４　확인", "FH-100000 확인"),
        ("FH-100201은 언제 와요", "FH-100000은 언제 와요"),
        ("track abfacef50a27d7cea3f2c7aa60c08245 pls", "track FH-100000 pls"),
        ("INV-20260301-0004 and 640012345678", "FH-100000 and FH-100000"),
        ("COVID-19, 2026, 12-345, 1234567", "COVID-19, 2026, 12-345, 1234567"),
        (unicodedata.normalize("NFD", "환불해 주세요"), "환불해 주세요"),
        ("pleeeeease!!!!!", "pleease!!"),
        ("ㅠㅠㅠㅠㅠ 왜 안 와요", "ㅠㅠ 왜 안 와요"),
        ("100000원", "100000원"),
        ("a\u200bb\n\n c\t", "ab c"),
    ],
)
def test_normalised(text: str, read: str) -> None:
    assert normalise(text) == read


@pytest.mark.parametrize(
    ("text", "harmless"),
    [("/human", "human"), (" //restart{}", "restart{}"), ("a/s 신청", "a/s 신청"), ("/", ""), ("///", "")],
)
def test_a_leading_slash_is_no_order(text: str, harmless: str) -> None:
    assert neutralise(text) == harmless


def test_long_input_is_cut() -> None:
    assert len(normalise("가나 " * 5_000)) <= MAX_CHARS


@given(st.text(max_size=200))
def test_no_text_is_left_that_rasa_would_obey(text: str) -> None:
    assert not neutralise(fold(text)).startswith("/")


@given(st.text(max_size=200))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
