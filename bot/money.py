"""Amounts of money as customers write them ("2만 5천원", "twenty dollars", "₩15,000"), and their value."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"

_SMALL = {"십": 10, "백": 100, "천": 1_000}
_LARGE = {"만": 10_000, "억": 100_000_000}
_SINO = {letter: i for i, letter in enumerate("일이삼사오육칠팔구", 1)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_ONES |= {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
_ONES |= {"seventeen": 17, "eighteen": 18, "nineteen": 19}
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_CURRENCIES = (
    ("KRW", re.compile(r"원|₩|￦|\\|krw|won", re.IGNORECASE)),
    ("USD", re.compile(r"\$|usd|달러|불|dollar|buck|센트|cents?", re.IGNORECASE)),
    ("EUR", re.compile(r"€|eur", re.IGNORECASE)),
    ("GBP", re.compile(r"£|gbp", re.IGNORECASE)),
    ("KRW", re.compile(r"[만천]")),
)
"""Signs of a currency, tried in this order; Korean units without any are won ("3만9천 환불해 주세요")."""
_CENTS = re.compile(r"센트|cents?", re.IGNORECASE)

_AFTER_WON = (
    r"(?=(?:은|는|이|가|을|를|도|만|에|의|와|과|랑|로|으로|씩|짜리|인데|이에요|예요|입니다|정도|쯤|까지|부터|어치|대|밖에|넘|결제|환불|할인|쿠폰|차이|더|입금|추가|적립|이상|이하)"
    r"|[^가-힣]|$)"
)
_UNITS = "[십백천만억]"
_WORDS = "|".join([*_ONES, *_TENS, *_POWERS])

_NO_WON = "(?!룸|피스|형|본|래|격|샵|버스)"
_COUNTERS = "명|보|개|건|회|점|대|평|마리|번|포인트|킬로|시간|가지|곳|권|장|년|원|달러|불|센트"
_SINO_DIGIT = "[일이삼사오육칠팔구]"
_MORE = rf"(?:{_SINO_DIGIT}?{_UNITS}\s?)"

KINDS = {
    "money_before": (
        rf"(?:(?:(?<![A-Za-z])USD?\s?)?[$₩￦€£]|\\(?=\d[\d,]{{3}})|(?<![A-Za-z])(?:USD|KRW|EUR|GBP)\s?)\s?(?:{NUMBER})"
        r"(?:k(?![A-Za-z]))?(?:\s?(?:USD|KRW)(?![A-Za-z]))?"
    ),
    "money_after": (
        rf"(?<![\d.,])(?:(?:{NUMBER})\s?{_UNITS}+\s?)*(?:{NUMBER})\s?"
        rf"(?:(?:{_UNITS}+\s?)?(?:원{_NO_WON}|달러|센트|불{_AFTER_WON})"
        r"|(?:(?:hundred|thousand|million|k)\s)?(?:(?:US\s)?(?:KRW|USD|EUR|GBP|won|dollars?|bucks?|euros?|cents?)(?![A-Za-z])"
        r"|[$₩€])|k\s?(?:won|krw|usd)(?![A-Za-z]))"
        rf"|(?<![\d.,])\d{{1,4}}만\s?(?:\d천(?:\s?\d백)?|\d,?\d{{3}})(?!\s?(?:[\d십백천]|{_COUNTERS}|[A-Za-z]))"
    ),
    "money_words": (
        rf"(?:(?<![가-힣\d])|(?<=[비액료값]))(?:{_SINO_DIGIT}{_UNITS}\s?{_MORE}*|{_UNITS}\s?{_MORE}+)(?:원{_NO_WON}|달러|불{_AFTER_WON})"
        rf"|(?<![가-힣\d]){_UNITS}\s?(?:원|달러){_AFTER_WON}"
        rf"|(?<![A-Za-z])(?:{_WORDS})(?:[\s-]+(?:and\s+)?(?:{_WORDS})){{0,9}}\s+(?:(?:US\s)?(?:dollars?|bucks?|euros?|cents)"
        r"|(?:(?<=hundred\s)|(?<=thousand\s)|(?<=million\s))won)(?![A-Za-z])"
    ),
}
"""Kinds of tokens that are amounts; they are tried in this order."""


def amount(text: str) -> str:
    """A number, a space and the currency: "3만원" is "30000 KRW"; empty where no number can be read."""
    currency = next((name for name, sign in _CURRENCIES if sign.search(text)), None)
    number = _korean(text) or _english(text)
    if not number or currency is None:
        return ""
    if _CENTS.search(text):
        number /= 100
    written = f"{number:.2f}" if number % 1 else f"{number:.0f}"
    return f"{written} {currency}"


def _korean(text: str) -> float:
    """Digits and Korean units: "1만 2,500", "이만 오천"; 0 where there are none."""
    total, section, digits = 0.0, 0.0, 0.0
    for part in re.findall(rf"(?:{NUMBER})|[{''.join(_SINO)}{''.join(_SMALL)}{''.join(_LARGE)}]", text):
        if part in _SMALL:
            section, digits = section + (digits or 1) * _SMALL[part], 0.0
        elif part in _LARGE:
            total, section, digits = total + (section + digits or 1) * _LARGE[part], 0.0, 0.0
        else:
            digits = _SINO.get(part) or float(part.replace(",", ""))
    scale = next((power for word, power in _POWERS.items() if word in text.lower()), 1)
    if re.search(r"\dk(?![a-jl-z]|rw)", text.lower()):
        scale = _POWERS["thousand"]
    return (total + section + digits) * scale


def _english(text: str) -> float:
    """English numerals: "thirty five", "a hundred"; 0 where there are none."""
    total, section = 0, 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "hundred":
            section = (section or 1) * 100
        elif word in _POWERS:
            total, section = total + (section or 1) * _POWERS[word], 0
        else:
            section += _ONES.get(word, 0) + _TENS.get(word, 0)
    return float(total + section)
