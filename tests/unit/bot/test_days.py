"""The days words mean, on Sunday 2026-11-22 in Seoul."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days import days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("어제", "2026-11-21", "2026-11-21"),
        ("그저께", "2026-11-20", "2026-11-20"),
        ("지난주 화요일", "2026-11-10", "2026-11-10"),
        ("지난 화요일", "2026-11-17", "2026-11-17"),
        ("last tuesday", "2026-11-17", "2026-11-17"),
        ("last sunday", "2026-11-15", "2026-11-15"),
        ("next friday", "2026-11-27", "2026-11-27"),
        ("다음 주", "2026-11-23", "2026-11-29"),
        ("지난 주말", "2026-11-14", "2026-11-15"),
        ("이번 달 말", "2026-11-21", "2026-11-30"),
        ("다음 달 5일", "2026-12-05", "2026-12-05"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("열흘 전", "2026-11-12", "2026-11-12"),
        ("2주 전", "2026-11-08", "2026-11-08"),
        ("두 달 전", "2026-09-22", "2026-09-22"),
        ("이틀 뒤", "2026-11-24", "2026-11-24"),
        ("9 months ago", "2026-02-22", "2026-02-22"),
        ("a week ago", "2026-11-15", "2026-11-15"),
        ("작년 12월", "2025-12-01", "2025-12-31"),
        ("11월 3일", "2026-11-03", "2026-11-03"),
        ("1월 3일", "2027-01-03", "2027-01-03"),
        ("12/3일", "2026-12-03", "2026-12-03"),
        ("may 3", "2026-05-03", "2026-05-03"),
        ("3rd of may", "2026-05-03", "2026-05-03"),
        ("26년 5월 12일", "2026-05-12", "2026-05-12"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_days_of_words(words: str, first: str, last: str) -> None:
    assert days(words, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words", ["며칠 전", "the other day", "월요일", "지난", "2월 30일", "13월 1일", "999년 전", "설날", ""]
)
def test_vague_words_and_no_days_are_none(words: str) -> None:
    assert days(words, date(200, 1, 1) if words.startswith("999") else TODAY) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from("월화수목금토일"))
def test_a_weekday_of_last_week_lies_in_last_week(today: date, weekday: str) -> None:
    week, day = days("지난주", today), days(f"지난주 {weekday}요일", today)
    assert week is not None
    assert day is not None
    assert week[0] <= day[0] <= week[1] < today
    assert day[0].weekday() == "월화수목금토일".index(weekday)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 300))
def test_days_ago_and_later_are_counted(today: date, count: int) -> None:
    assert days(f"{count}일 전", today) == (today - timedelta(count),) * 2
    assert days(f"{count} days from now", today) == (today + timedelta(count),) * 2


@given(st.text(alphabet="지난다음이번주달월일년전뒤초말0123456789/ agodystuemh", max_size=14))
def test_any_words_are_days_or_none(words: str) -> None:
    span = days(words, TODAY)
    assert span is None or span[0] <= span[1]
