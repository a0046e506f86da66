"""Days and spans as customers write them ("지난주 화요일", "two weeks ago", "3월 2일"), and their value."""

from __future__ import annotations

import calendar
import re

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_PLAIN_MONTHS = "january|february|april|june|july|august|september|october|november|december"
"""Months that are no other word; "may" and "march" need more than themselves."""
_DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_DAYS_ALONE = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|saturday|sunday"
_YEAR = r"(?:19|20)\d\d"
_COUNT = (
    r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a\s+couple(?:\s+of)?|a\s+few|several|couple\s+of"
)
_DATE_ENDS = r"(?=[^가-힣]|$|에|은|는|도|을|를|이|로|의|날|쯤|경|부터|까지|자|전|산|샀|시킨|주문|결제|받|배송)"
_AGO = r"(?:쯤|정도)?\s?전(?!화|부(?!터)|체|달|송|액)"

KINDS = {
    "iso_date": (
        rf"(?<!\d){_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:[12]\d|3[01]|0?[1-9])(?![\d-])"
        rf"|(?<!\d){_YEAR}\.\s(?:0?[1-9]|1[0-2])\.\s(?:[12]\d|3[01]|0?[1-9])(?!\d)\.?"
        rf"|(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/(?:{_YEAR}|\d\d)(?![\d/])"
        r"|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?=일|에|자|부터|까지)"
    ),
    "ko_date": (
        rf"(?:(?:{_YEAR}|\d\d)년\s?)?\d{{1,2}}월(?!호)(?:\s?\d{{1,2}}일|\s?(?:초|중순|말){_DATE_ENDS})?"
        rf"|(?:\d{{1,3}}|한|두|세|네|몇)\s?(?:일|주|주일|달|개월|년|해){_AGO}"
        rf"|(?:하루|이틀|사흘|나흘|닷새|열흘|보름|며칠|일주일|반년){_AGO}"
        r"|(?<!\d)\d{1,2}일(?=날|에|자|로|부터|까지)"
    ),
    "ko_day": (
        r"(?:그저께|그제|엊그제|어제|어젯밤|오늘|내일모레|내일|모레|글피"
        r"|(?:지지난|지난|저번|이번|요번|다다음|다음|담)\s?(?:주말|주|달)|이달(?:\s?(?:초|중순|말))?|재작년|작년|올해|내년|설날|추석|크리스마스|성탄절)"
        rf"(?:{_DATE_ENDS}|(?=[월화수목금토일]요일))|(?:(?:지난|저번|이번|다음)\s?)?[월화수목금토일](?:요일|욜)"
    ),
    "en_date": (
        rf"(?<![A-Za-z])(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?![\w])"
        rf"|(?<!\w)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?:,?\s+{_YEAR})?(?![\w])"
        rf"|(?<![A-Za-z])(?:{_MONTHS})\s+{_YEAR}(?!\w)"
        rf"|(?<![A-Za-z])(?:(?:last|next|this)\s+)?(?:{_PLAIN_MONTHS})(?![A-Za-z])"
        r"|(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\blast\s)|(?<=\bfor\s))(?:march|may)(?=\s*(?:[.,!?]|$|and\b|to\b|but\b))"
        r"|(?<![A-Za-z])(?:march|may)(?=(?:['’]s)?\s+(?:invoice|bill|payment|order|statement|receipt)s?\b)"
        r"|(?<=\bthe\s)\d{1,2}(?:st|nd|rd|th)(?=\s*(?:$|[.,!?]|(?:instead|please|and|or|to|of\s+(?:the|every|each))\b))"
    ),
    "en_day": (
        rf"(?<![A-Za-z])(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tomorrow|tonight"
        rf"|last\s+night|(?:last|this|next|this\s+past|this\s+coming)\s+(?:week(?:end)?|month|year|{_DAYS})"
        rf"|{_DAYS_ALONE}|(?:{_COUNT})\s+(?:days?|weeks?|months?|years?)\s+(?:ago|back)"
        r"|christmas(?:\s+(?:eve|day))?|thanksgiving|black\s+friday)(?![A-Za-z])"
    ),
}
"""Kinds of tokens that are dates or parts of one."""

_ISO = re.compile(rf"({_YEAR})[-./]\s?(\d{{1,2}})[-./]\s?(\d{{1,2}})\.?")
_KOREAN = re.compile(rf"({_YEAR})년\s?(\d{{1,2}})월\s?(\d{{1,2}})일")
_AMERICAN = re.compile(rf"([a-z]{{3}})[a-z]*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({_YEAR})", re.IGNORECASE)
_BRITISH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{{3}})[a-z]*,?\s+({_YEAR})", re.IGNORECASE)
_NUMBERS = {month.lower(): i for i, month in enumerate(calendar.month_abbr) if month}


def date(text: str) -> str:
    """ISO where the words hold a whole date that reads one way; else the words, lower case, single spaces."""
    if whole := _ISO.fullmatch(text) or _KOREAN.fullmatch(text):
        return _iso(whole[1], int(whole[2]), whole[3])
    if (american := _AMERICAN.fullmatch(text)) and american[1].lower() in _NUMBERS:
        return _iso(american[3], _NUMBERS[american[1].lower()], american[2])
    if (british := _BRITISH.fullmatch(text)) and british[2].lower() in _NUMBERS:
        return _iso(british[3], _NUMBERS[british[2].lower()], british[1])
    return " ".join(text.lower().split())


def _iso(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day):02d}"
