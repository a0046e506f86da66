"""Days and spans as customers write them ("지난주 화요일", "two weeks ago", "3월 2일"), and their value."""

from __future__ import annotations

import calendar
import re

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"

_BOUGHT = "주문|결제|구매|구입|수령|출금|청구|승인|신청|가입|입금|해지"
"""What is told with the day it was done on; a span of time stands before others: "3일 배송"."""
_AGO = r"(?:\s?(?:쯤|정도|가량))?\s?(?:전(?!화|부(?!터)|체|달|송|액|자|기|용|원|압|혀)|뒤|후(?!기|불|속|면))"
_KO_COUNT = r"(?:\d{1,3}|열[한두]?|한|두|세|네|다섯|여섯|일곱|여덟|아홉|몇|(?<![가-힣])[일이삼사오육칠팔구십]{1,3})"
_KO_DAYS = "하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|며칠|몇일|일주일|이주일|반년|얼마"
_PART = r"(?:\s?(?:초(?!기|과|대|보)|중순|하순|말일?(?!고|씀|해|했|하|한)))"
_LAST = "지지난|저저번|지난|저번|이번|요번|다다음|다음|담"
_YEARS = "재작년|(?<![시제])작년|올해|(?<!안)내년"
_WEEKDAY = "[월화수목금토일](?:요일|욜)"
_ORDINAL_WEEK = r"\s?(?:첫째|첫|둘째|셋째|넷째|다섯째|마지막)\s?주"
_HOLIDAYS = "설날|구정|신정|추석|한가위|크리스마스(?:\\s?이브)?|성탄절|어린이날|어버이날|발렌타인데이|블랙프라이데이"

_MONTHS = (
    "jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_PLAIN_MONTHS = "january|february|april|june|july|august|september|october|november|december"
"""Months that are no other word; "may" and "march" need more than themselves."""
_DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_DAYS_ALONE = (
    "mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|fri(?:days?)?|saturdays?|sundays?"
)
_COUNT = (
    r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?few|several|some|half\s+an?|many"
)
_SPANS = "days?|weeks?|wks?|months?|years?|yrs?|fortnights?"
_SINCE = "|".join(
    rf"(?<=\b{word}\s)"
    for word in ("in", "since", "from", "until", "till", "by", "before", "after", "last", "next", "for")
)
"""A word before "March" or "May" that makes it a month."""

KINDS = {
    "iso_date": (
        rf"(?<!\d){_YEAR}[-./]{_MONTH}[-./]{_DAY}(?![\d-])"
        rf"|(?<!\d){_YEAR}\.\s{_MONTH}\.\s{_DAY}(?!\d)\.?"
        rf"|(?<![\d/.-]){_DAY}(?:-{_DAY}-|\.{_DAY}\.|/{_DAY}/){_YEAR}(?![\d/-])|(?<![\d/]){_DAY}/{_DAY}/\d\d(?![\d/])"
        rf"|(?<![A-Za-z\d]){_DAY}[-/\s]?(?:{_MONTHS})[-/](?:{_YEAR}|\d\d)(?![\d/])"
    ),
    "ko_today": (
        "엊그저께|그저께|엊그제|그제(?!서|야)|어저께|어젯밤|간밤|(?<![언제단])어제|오늘(?!날)|내일\\s?모레"
        rf"|(?<![안실국])내일|모레|글피|(?<![가-힣])낼(?=까지|\s?(?:모레|오전|오후|아침|도착|받|배송))|{_HOLIDAYS}"
    ),
    "ko_date": (
        rf"(?:(?:{_YEAR}|['’]?\d\d)년\s?|(?:{_YEARS}|올|{_LAST}|오는)\s?)?(?<!\d){_MONTH}\s?월(?!호|세|급|드)"
        rf"(?:\s?{_DAY}\s?일(?!간)|{_PART}|{_ORDINAL_WEEK})?"
        rf"|(?<![가-힣])(?:십[일이]?|[일이삼사오유칠팔구시])월\s?[일이삼사오육칠팔구십]{{1,3}}일"
        rf"|(?:{_KO_COUNT}\s?년\s?)?{_KO_COUNT}\s?(?:일|주일|주|달|개월|년|해)(?:\s?반)?{_AGO}|(?:{_KO_DAYS}){_AGO}"
        rf"|(?<!\d)(?<!\d[~-]){_DAY}일(?=날|에(?!\s?(?:(?:[한두세]|\d)\s?번|걸쳐))|자|로|부터|까지|\s?~\s?\d|\s?(?:오전|오후|아침|저녁|새벽)"
        rf"|\s?(?:{_BOUGHT}))|(?:이달\s?|매[월달]\s?)?말일(?=에|까지|날|자)|[월연]말(?=에|까지|쯤|이)"
    ),
    "ko_day": (
        rf"(?:(?:{_LAST})\s?(?:주말|주(?!문|소|인|방|차|민|얼|변)|달(?!라|러|력|콤))|이달(?!의)){_PART}?"
        rf"|(?:{_YEARS}|지난|올|이번)\s?(?:봄|여름|가을|겨울)|(?:{_YEARS}){_PART}?"
        rf"|(?:(?:{_LAST}|돌아오는|오는)\s?)?{_WEEKDAY}"
    ),
    "en_date": (
        rf"(?<![A-Za-z])(?:{_MONTHS})\.?[\s-]*{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?![\w])"
        rf"|(?<!\w){_DAY}(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?:{_MONTHS})(?:,?\s+{_YEAR})?(?![\w])"
        rf"|(?<![A-Za-z])(?:{_MONTHS})\s+{_YEAR}(?!\w)"
        rf"|(?<![A-Za-z])(?:(?:last|next|this|early|mid|late)[\s-]+)?(?:{_PLAIN_MONTHS})(?![A-Za-z])"
        rf"|(?<![A-Za-z])(?:early|mid|late)[\s-]+(?:{_MONTHS})(?![A-Za-z])"
        rf"|(?:{_SINCE})(?:(?:mar|march)(?![A-Za-z])"
        r"|may(?=\s*(?:[.,!?]|$|and\b|to\b|but\b|when\b|until\b)))"
        r"|(?<![A-Za-z])(?:march|may)(?=(?:['’]s)?\s+(?:invoice|bill|payment|order|statement|receipt)s?\b)"
        rf"|(?<![A-Za-z])(?:end|beginning|start|middle)\s+of\s+(?:(?:the|this|next|last)\s+)?"
        rf"(?:week|month|year|{_MONTHS})(?![A-Za-z])"
    ),
    "en_today": (
        r"(?<![A-Za-z])(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|the\s+other\s+day|yest[eu]rday"
        r"|today|tomm?orr?ow|tmrw|tonight|last\s+night|christmas(?:\s+(?:eve|day))?|xmas|easter|halloween|thanksgiving"
        r"|black\s+friday|cyber\s+monday|new\s+year['’]?s?(?:\s+(?:eve|day))?)(?![A-Za-z])"
    ),
    "en_day": (
        r"(?<![A-Za-z])(?:(?:last|this|next|this\s+past|this\s+coming)\s+"
        rf"(?:week(?:end)?|month|year|spring|summer|autumn|winter|fall|{_DAYS})|{_DAYS_ALONE}"
        rf"|(?<=\bon\s)s(?:at|un)|(?<=\bby\s)s(?:at|un)|(?<=\bsince\s)s(?:at|un)"
        rf"|(?:(?:{_COUNT})\s*)(?:{_SPANS})\s+(?:and\s+a\s+half\s+)?(?:ago|back|from\s+(?:now|today)))(?![A-Za-z])"
    ),
}
"""Kinds of tokens that are dates or parts of one."""

SHORT = {
    "short_date": (
        rf"(?<![\d/.-]){_MONTH}/{_DAY}(?:일(?=자|\s|에|날|부터|까지|$))?(?![\d/])"
        rf"|(?<![\d.]){_MONTH}\.{_DAY}일?(?=자|\([월화수목금토일])|(?<![\d.])2\d\.{_MONTH}\.{_DAY}(?!\d|\.\d)\.?"
    ),
    "ordinal": r"(?<![\w])(?:[12]?1st|2?2nd|2?3rd|30th|31st|[12]?\dth)(?!\w)",
}
"""Kinds that are a date only where the words around them say so (`bot/short_dates.py`)."""

TODAY = ("ko_today", "en_today")
"""Kinds that are a whole date by themselves: "어제 오늘" is two."""

_ISO = re.compile(rf"({_YEAR})[-./]\s?(\d{{1,2}})[-./]\s?(\d{{1,2}})\.?")
_KOREAN = re.compile(rf"({_YEAR})년\s?(\d{{1,2}})\s?월\s?(\d{{1,2}})\s?일")
_DOTTED = re.compile(r"(2\d)\.(\d{1,2})\.(\d{1,2})\.?")
_AMERICAN = re.compile(rf"([a-z]{{3}})[a-z]*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({_YEAR})", re.IGNORECASE)
_BRITISH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{{3}})[a-z]*,?\s+({_YEAR})", re.IGNORECASE)
_NUMBERS = {month.lower(): i for i, month in enumerate(calendar.month_abbr) if month}


def date(text: str) -> str:
    """ISO where the words hold a whole date that reads one way; else the words, lower case, single spaces."""
    if whole := _ISO.fullmatch(text) or _KOREAN.fullmatch(text):
        return _iso(whole[1], int(whole[2]), whole[3])
    if short := _DOTTED.fullmatch(text):
        return _iso(f"20{short[1]}", int(short[2]), short[3])
    if (american := _AMERICAN.fullmatch(text)) and american[1].lower() in _NUMBERS:
        return _iso(american[3], _NUMBERS[american[1].lower()], american[2])
    if (british := _BRITISH.fullmatch(text)) and british[2].lower() in _NUMBERS:
        return _iso(british[3], _NUMBERS[british[2].lower()], british[1])
    return " ".join(text.lower().split())


def _iso(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day):02d}"
