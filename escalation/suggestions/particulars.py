"""Particulars: amounts, dates, addresses, links and numbers that belong to one case and to no other.

Each becomes a word in brackets for what it was, a gap that an agent fills. Short numbers stay ("3 to 5 days", "10 %").
"""

import re
from collections.abc import Callable

AMOUNT, DATE, ADDRESS, LINK, NUMBER = "[amount]", "[date]", "[address]", "[link]", "[number]"
EMAIL_SPOKEN = "[email]"

_DIGITS = r"\d(?:[\d,.]*\d)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_COUNTED = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million)"
)
_REGION = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|"
    r"충청?[북남]|전라?[북남]|경상?[북남]|제주)"
)
_ROAD = r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Court|Way|Place|Square|Terrace)"

_GAPS = (
    (LINK, re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|kr|shop|me)(?:/\S*)?", re.I)),
    (
        EMAIL_SPOKEN,
        re.compile(
            r"[\w.+-]+\s?(?:골뱅이|\(at\)|\[at\])\s?[\w가-힣.-]+(?:\s?(?:닷|점|\(dot\)|\[dot\])\s?[\w가-힣]+)*"
            r"|\b[\w.+-]+ at [\w-]+(?: dot [\w-]+)+",
            re.I,
        ),
    ),
    (
        ADDRESS,
        re.compile(
            rf"{_REGION}(?:특별자치|특별|광역)?[시도]?\s(?:[가-힣\d.-]+(?:시|군|구|읍|면|동|가|리|로|길)\s?)+"
            r"(?:\d[\d-]*(?:번지)?)?"
            r"|[가-힣]+(?:구|군|시|읍|면)\s(?:[가-힣\d]+(?:읍|면|동)\s)?[가-힣\d]+(?:로|길)\s?\d[\d-]*"
            r"|[가-힣]+(?:대로|번길)\s?\d[\d-]*|[가-힣]{2,}\d*로\s?\d+번?길(?:\s?\d[\d-]*)?"
            r"|\d+\s?동\s?\d+\s?호|(?<![\d제])\d{2,4}\s?호(?![선차점기])"
            rf"|\d{{1,5}}\s(?:[A-Z][a-z]+\s){{1,3}}{_ROAD}\b\.?"
            r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b(?:Apt|Apartment|Unit|Suite|Flat)\.?\s?#?\d\w*"
        ),
    ),
    (
        DATE,
        re.compile(
            r"\d{2,4}\s?년\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?|\d{1,2}\s?월\s?\d{1,2}\s?일"
            r"|(?<!\d)\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}(?!\d)|(?<![\d/])(?!24/7)\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])"
            rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
            rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s\d{{4}})?(?![a-z])"
        ),
    ),
    (
        AMOUNT,
        re.compile(
            rf"(?:₩|\\|US\$|\$|€|£|¥|\b(?:KRW|USD|EUR)\s?)\s?{_DIGITS}(?:\s?[만천])?"
            rf"|{_DIGITS}\s?(?:억|만|천|백)?\s?(?:\d[\d,]*\s?(?:천|백)?\s?)?(?:원(?![가-힣]*리)|(?:won|dollars?|cents?|euros?|KRW|USD)(?![A-Za-z])|€)"
            r"|[일이삼사오육칠팔구십백천만억]{2,}\s?원"
            rf"|\b{_COUNTED}(?:[\s-]+(?:and\s)?{_COUNTED})*\s(?:dollars?|won|euros?|cents?|bucks)(?![A-Za-z])",
            re.I,
        ),
    ),
    (NUMBER, re.compile(r"(?<!\d)\d(?:[ -]?\d){3,}(?!\d)|\d{1,3}(?:,\d{3})+")),
    (
        NUMBER,
        re.compile(
            r"(?<![A-Za-z0-9{\[])(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])(?=(?:[A-Za-z-]*\d){2})[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){4,}"
        ),
    ),
)
Total = Callable[[str], str | None]


def without_particulars(text: str, placeholder_of: Total) -> str:
    """`text` with every particular replaced; `placeholder_of` may know a better word for an amount."""
    for gap, pattern in _GAPS:
        text = pattern.sub(lambda found, gap=gap: _word(found, gap, placeholder_of), text)  # type: ignore[misc]
    return text


def _word(found: re.Match[str], gap: str, placeholder_of: Total) -> str:
    """The gap, with the spaces the pattern took along at its end."""
    taken = found.group()
    better = placeholder_of(taken) if gap == AMOUNT else None
    return (better or gap) + taken[len(taken.rstrip()) :]
