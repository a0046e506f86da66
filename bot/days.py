"""The days a customer's words mean, seen from today: "지난주 화요일" written on 2026-11-22 is 2026-11-10."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

SHOP_ZONE = ZoneInfo("Asia/Seoul")
"""Where "today" is decided."""

_AHEAD = 2
"""How much farther a day to come seems than a day gone by: customers speak of what they bought."""
Span = tuple[date, date]
"""First and last day."""

_NEAR = dict.fromkeys(["그저께", "그제", "엊그제", "엊그저께", "the day before yesterday"], -2)
_NEAR |= dict.fromkeys(["어제", "어저께", "어젯밤", "간밤", "yesterday", "last night"], -1)
_NEAR |= {"오늘": 0, "today": 0, "tonight": 0, "내일": 1, "tomorrow": 1, "모레": 2, "내일모레": 2, "내일 모레": 2}
_NEAR |= {"the day after tomorrow": 2, "글피": 3}
_AWAY = {"지지난": -2, "저저번": -2, "지난": -1, "저번": -1, "last": -1, "이번": 0, "요번": 0, "이": 0, "this": 0}
_AWAY |= {"다음": 1, "담": 1, "next": 1, "다다음": 2, "오는": 0, "돌아오는": 0, "this coming": 0, "this past": -1}
_YEARS = {"재작년": -2, "작년": -1, "last year": -1, "올해": 0, "올": 0, "this year": 0, "내년": 1, "next year": 1}
_WEEKDAYS = {day: i for i, day in enumerate("월화수목금토일")}
_WEEKDAYS |= {day.lower()[:3]: i for i, day in enumerate(calendar.day_name)}
_MONTHS = {month.lower(): i for i, month in enumerate(calendar.month_abbr) if month}
_PARTS = {"초": (1, 10), "중순": (11, 20), "말": (21, 31)}
_KO_DAYS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "일주일": 7, "여드레": 8}
_KO_DAYS |= {"아흐레": 9, "열흘": 10, "이주일": 14, "보름": 15}
_COUNTS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_COUNTS |= {"열한": 11, "열두": 12, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_COUNTS |= {"a": 1, "an": 1}
_MONTHS_OF = {"달": 1, "개월": 1, "month": 1, "년": 12, "해": 12, "year": 12, "yr": 12}
_DAYS_OF = {"일": 1, "day": 1, "주": 7, "주일": 7, "week": 7, "wk": 7, "fortnight": 14}

_AWAY_WORDS = "|".join(sorted(_AWAY, key=len, reverse=True))
_RELATIVE = re.compile(
    rf"(?P<away>{_AWAY_WORDS})\s?(?P<unit>주말|주|달|weekend|week|month)?\s?(?P<part>초|중순|말)?\s?(?:(?P<day>\d{{1,2}})일"
    r"|(?P<weekday>[월화수목금토일])(?:요일|욜)|(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*)?"
)
_DISTANCE = re.compile(
    r"(?P<count>\d{1,3}|[a-z]+|[가-힣]+?)\s*(?P<unit>일|주일|주|달|개월|년|해|day|week|wk|month|year|yr|fortnight)s?"
    r"\s?(?:쯤|정도|가량)?\s?(?P<way>전|뒤|후|ago|back|from (?:now|today))"
)
_KO_DISTANCE = re.compile(rf"(?P<days>{'|'.join(_KO_DAYS)})\s?(?:쯤|정도)?\s?(?P<way>전|뒤|후)")
_KO_MONTH = re.compile(
    r"(?:(?P<year>\d{4}|\d\d)년\s?|(?P<called>재작년|작년|올해|올|내년)\s?)?(?P<month>\d{1,2})\s?월"
    r"(?:\s?(?P<day>\d{1,2})\s?일|\s?(?P<part>초|중순|말))?"
)
_SHORT = re.compile(r"(?P<month>\d{1,2})[/.](?P<day>\d{1,2})일?")
_EN_MONTH = re.compile(r"(?P<name>[a-z]{3})[a-z]*\.?\s*(?P<day>\d{1,2})?(?:st|nd|rd|th)?")
_EN_DAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>[a-z]{3})[a-z]*\.?")


def days(words: str, today: date) -> Span | None:
    """First and last day of a date entity's value; None where it is vague ("며칠 전") or no day of the calendar.

    A day without its year is the one nearest to today; "last Tuesday" and "지난 화요일" are the latest before today.
    """
    try:
        return _read(words, today)
    except (ValueError, OverflowError):  # "2월 30일", "999년 전"
        return None


def _read(words: str, today: date) -> Span | None:
    if words in _NEAR:
        return _one(today + timedelta(days=_NEAR[words]))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return _one(date.fromisoformat(words))
    if words in _YEARS:
        return date(today.year + _YEARS[words], 1, 1), date(today.year + _YEARS[words], 12, 31)
    if hit := _RELATIVE.fullmatch(words):
        return _relative(hit, today)
    if hit := _KO_DISTANCE.fullmatch(words):
        return _one(today + timedelta(days=_KO_DAYS[hit["days"]] * _way(hit["way"])))
    if hit := _DISTANCE.fullmatch(words):
        return _distance(hit, today)
    return _of_calendar(words, today)


def _relative(hit: re.Match[str], today: date) -> Span | None:
    away, unit = _AWAY[hit["away"]], hit["unit"]
    named = hit["weekday"] or hit["english"]
    if unit in ("달", "month"):
        first = _shifted(today.replace(day=1), away)
        return _within(first.year, first.month, hit["day"], hit["part"])
    if (unit is None and named is None) or hit["day"] or hit["part"]:
        return None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=away)
    if unit in ("주말", "weekend"):
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if unit and not named:
        return monday, monday + timedelta(days=6)
    weekday = _WEEKDAYS[named]
    if unit:
        return _one(monday + timedelta(days=weekday))
    if away < 0:
        return _one(today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))
    return _one(today + timedelta(days=(weekday - today.weekday() - away) % 7 + away))


def _distance(hit: re.Match[str], today: date) -> Span | None:
    count = int(hit["count"]) if hit["count"].isdigit() else _COUNTS.get(hit["count"])
    if count is None:
        return None
    steps = count * _way(hit["way"])
    if hit["unit"] in _MONTHS_OF:
        return _one(_shifted(today, steps * _MONTHS_OF[hit["unit"]]))
    return _one(today + timedelta(days=steps * _DAYS_OF[hit["unit"]]))


def _of_calendar(words: str, today: date) -> Span | None:
    if hit := _KO_MONTH.fullmatch(words):
        month, year = int(hit["month"]), _year(hit, today)
        if year is None:
            return _nearest(month, hit["day"], hit["part"], today)
        return _within(year, month, hit["day"], hit["part"])
    if hit := _SHORT.fullmatch(words):
        return _nearest(int(hit["month"]), hit["day"], None, today)
    if (hit := _EN_MONTH.fullmatch(words) or _EN_DAY.fullmatch(words)) and hit["name"] in _MONTHS:
        return _nearest(_MONTHS[hit["name"]], hit["day"], None, today)
    return None


def _year(hit: re.Match[str], today: date) -> int | None:
    """The year that is written ("26년") or called by its name ("작년"); None where there is neither."""
    if written := hit["year"]:
        return int(written) + (2000 if len(written) == 2 else 0)
    return today.year + _YEARS[hit["called"]] if hit["called"] else None


def _nearest(month: int, day: str | None, part: str | None, today: date) -> Span:
    """Of last year's, this year's and next year's the one nearest to today, the past before the future."""
    spans = [
        _within(today.year + away, month, day, part) for away in (-1, 0, 1) if _exists(today.year + away, month, day)
    ]
    return min(spans, key=lambda span: max((today - span[0]).days, _AHEAD * (span[0] - today).days))


def _exists(year: int, month: int, day: str | None) -> bool:
    return int(day or 1) <= calendar.monthrange(year, month)[1]


def _within(year: int, month: int, day: str | None, part: str | None) -> Span:
    if day:
        return _one(date(year, month, int(day)))
    first, last = _PARTS.get(part or "", (1, 31))
    return date(year, month, first), date(year, month, min(last, calendar.monthrange(year, month)[1]))


def _shifted(day: date, months: int) -> date:
    """Months away; the last day of a shorter month stands for days it lacks."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _way(word: str) -> int:
    return -1 if word in ("전", "ago", "back") else 1


def _one(day: date) -> Span:
    return day, day
