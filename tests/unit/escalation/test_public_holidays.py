"""The days on which nobody works in Korea."""

from datetime import date

import pytest

from escalation.promises.public_holidays import UnknownCountry, holidays_in, holidays_of


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 17),  # Seollal, by the lunar calendar
        date(2026, 3, 2),  # for 1 March, a Sunday
        date(2026, 5, 25),  # for the Buddha's birthday, a Sunday
        date(2026, 9, 25),  # Chuseok
        date(2026, 10, 5),  # for 3 October, a Saturday
        date(2025, 10, 8),  # for Chuseok, which began on a Sunday
        date(2026, 12, 25),
    ],
)
def test_a_holiday_and_its_substitute(day: date) -> None:
    assert day in holidays_in("KR", day.year)


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 12, 26), date(2026, 2, 19)])
def test_an_ordinary_day(day: date) -> None:
    assert day not in holidays_in("KR", day.year)


def test_several_years() -> None:
    assert {date(2025, 1, 1), date(2026, 1, 1)} <= holidays_of("KR", (2025, 2026))
    assert holidays_of("", (2026,)) == frozenset()


def test_a_country_that_is_none() -> None:
    with pytest.raises(UnknownCountry, match="such as KR, got 'ZZ'"):
        holidays_in("ZZ", 2026)
