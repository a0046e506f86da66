"""Anonymity: what one customer was told, in words that another one may be told.

What is known of the case becomes a placeholder of the macros; other personal data and particulars become gaps in
brackets. Rather too much is taken out than too little: an agent fills gaps, nobody takes back what was sent.
"""

import re
import unicodedata
from dataclasses import dataclass

from escalation.store.masking import mask
from escalation.suggestions.particulars import without_particulars
from escalation.suggestions.person_names import is_like_a_name, without_names

ORDER, TOTAL, CARRIER, TRACKING, TICKET = (
    "{order_number}",
    "{order_total}",
    "{carrier}",
    "{tracking_number}",
    "{ticket_number}",
)
PRIVATE = "[private]"
MOST_GAPS = 2
"""With more a text is about one case only."""
_ONE_CASE = re.compile(r"\[(?:private|name|address|card|resident-number)\]")
"""So it is with one of these."""
LEAST_LETTERS = {"ko": 12, "en": 20}
"""Beside gaps and placeholders: a shorter text answers nothing."""

_GAP = re.compile(r"\[[a-z-]+\]")
_TOKEN = re.compile(r"\[[a-z-]+\]|\{[a-z_]+\}")
_LETTER = re.compile(r"[^\W\d_]")
_SAME_GAPS = re.compile(r"(\[[a-z-]+\])(?:[\s,]*\1)+")
_LEFT_OVER = re.compile(r"@|\d[\s,.-]?\d[\s,.-]?\d[\s,.-]?\d")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the people and the order in a chat. `forms`: what the customer typed into forms."""

    customers: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    carriers: tuple[str, ...] = ()
    tracking: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def anonymous(text: str, known: Known) -> str:
    """`text` with nothing in it that belongs to one customer only."""
    text = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    names = [value for value in known.forms if is_like_a_name(value)]
    for value in sorted(filter(_tells, set(known.forms) - set(names)), key=len, reverse=True):
        text = re.sub(_spelt(value), PRIVATE, text, flags=re.I)
    for placeholder, values in ((ORDER, known.orders), (TRACKING, known.tracking)):
        for value in values:
            text = _without_number(text, value, placeholder)
    for carrier in known.carriers:
        text = re.sub(re.escape(carrier), CARRIER, text, flags=re.I)
    for number in known.tickets:
        text = re.sub(rf"#\s?{number}(?!\d)", TICKET, text)
    text = without_particulars(mask(text), lambda amount: TOTAL if _digits(amount) in map(str, known.totals) else None)
    return _SAME_GAPS.sub(r"\1", without_names(text, known.customers, known.agents, names)).strip()


def is_reusable(text: str, language: str) -> bool:
    """Does an anonymous text still say something, to anybody, in this language?"""
    if len(_GAP.findall(text)) > MOST_GAPS or _ONE_CASE.search(text) or _LEFT_OVER.search(text):
        return False
    letters = _LETTER.findall(_TOKEN.sub("", text))
    korean = sum("가" <= letter <= "힣" for letter in letters) * 2 > len(letters)
    return korean == (language == "ko") and len(letters) >= LEAST_LETTERS[language]


def _tells(value: str) -> bool:
    """One or two letters are in every sentence."""
    return len(value.strip()) > 2 or (
        len(value.strip()) == 2 and re.fullmatch(r"[가-힣]{2}", value.strip()) is not None
    )


def _spelt(value: str) -> str:
    return r"[\s,]*".join(re.escape(word) for word in value.split())


def _without_number(text: str, value: str, placeholder: str) -> str:
    """In any spelling: FH-100234, fh 100234, 100234."""
    pieces = re.findall(r"[A-Za-z]+|\d+", value)
    if not pieces:
        return text
    spelt = r"[-\s#.]*".join(pieces)
    text = re.sub(rf"(?<![A-Za-z0-9]){spelt}(?!\d)", placeholder, text, flags=re.I)
    longest = max((piece for piece in pieces if piece.isdigit()), key=len, default="")
    return re.sub(rf"(?<!\d){longest}(?!\d)", placeholder, text) if len(longest) > 3 else text


def _digits(amount: str) -> str:
    """The whole number in an amount, with 만 and 천 counted in: 3만 9천원 is 39000."""
    parts = re.findall(r"(\d[\d,]*)\s?([만천]?)", amount)
    times = {"만": 10_000, "천": 1000, "": 1}
    return str(sum(int(number.replace(",", "")) * times[unit] for number, unit in parts)) if parts else ""
