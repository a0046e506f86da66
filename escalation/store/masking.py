"""Take personal data out of text before it goes to logs, the assistant or the numbers.

Found: e-mail addresses, phone numbers (Korean ones in any spelling, +82, international with a plus, North American
with separators), payment cards (13-19 digits that pass Luhn), Korean resident numbers (a valid birth date; their
check digit means nothing since October 2020). Order, invoice and tracking numbers stay readable.
"""

import re
from datetime import date

EMAIL = "[email]"
PHONE = "[phone]"
CARD = "[card]"
RESIDENT = "[resident-number]"

# One character stays one character, so that a match in the folded text is at the same place in the original.
_FOLD = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "＠": "@",
        "．": ".",
        "＋": "+",
        "－": "-",
        "（": "(",
        "）": ")",
        "\u3000": " ",
        "\u00a0": " ",
        **dict.fromkeys("‐‑‒–—―−ㅡ", "-"),
    }
)
_SPOKEN = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")

# Between the groups of a number people put hyphens, dots, spaces or a Korean particle (010에 1234에 5678).
_GAP = r"(?:\s?[-.·/~]\s?|\s?에\s?|\s{1,2})?"
# Not the tail of a word or of a dashed number: FH-01012345678 is an order. Hangul may stand right before.
_START = r"(?<![A-Za-z0-9_+])(?<![A-Za-z0-9]-)(?<!\d[.])"
_END = r"(?!\d)(?!-\d)"
_AREA = r"(?:2|[3-6][1-5]|70|50\d?)"

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}\s?@\s?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
    r"(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}"
)
_RESIDENT = re.compile(rf"{_START}(\d\d)(\d\d)(\d\d)\s?[- ]?\s?([0-9])\d{{6}}{_END}")
_DIGIT_GROUPS = re.compile(rf"{_START}\d(?:[ -]?\d){{12,}}(?!\d)")
_PHONES = (
    re.compile(rf"{_START}(?:\(01[016789]\)|01[016789]){_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}"),
    re.compile(
        rf"(?<![A-Za-z0-9_])(?:\(?(?:\+|00)82\)?{_GAP}|82[- ])(?:\(0\)|0)?(?:1[016789]|{_AREA})"
        rf"{_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}"
    ),
    re.compile(rf"{_START}(?:\(0{_AREA}\)|0{_AREA}){_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}"),
    re.compile(rf"{_START}(?:\(\d{{3}}\)\s?|\d{{3}}[-.])\d{{3}}[-.]\d{{4}}{_END}"),
)
_INTERNATIONAL = re.compile(r"(?<![A-Za-z0-9_+])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?!\d)")
_SPOKEN_DIGIT = r"[공영일이삼사오육륙칠팔구\d]"
_SPOKEN_PHONE = re.compile(
    rf"[공영0][일1][공영0]{_GAP}(?:{_SPOKEN_DIGIT}\s?){{3,4}}{_GAP}(?:{_SPOKEN_DIGIT}\s?){{3}}{_SPOKEN_DIGIT}"
)

Span = tuple[int, int, str]


def mask(text: str) -> str:
    """`text` with every piece of personal data replaced by a word for what it was. Masking twice changes nothing: what
    only stands free once its neighbour is masked is masked too."""
    while spans := _spans(text.translate(_FOLD)):
        text = _covered(text, spans)
    return text


def _covered(text: str, spans: list[Span]) -> str:
    pieces, end = [], 0
    for start, stop, name in spans:
        pieces += [text[end:start], name]
        end = stop
    return "".join([*pieces, text[end:]])


def _spans(folded: str) -> list[Span]:
    """What was found, in order; where two overlap, the one that begins first, then the longer one."""
    found = [*_emails(folded), *_residents(folded), *_cards(folded), *_phones(folded)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _emails(folded: str) -> list[Span]:
    return [(*match.span(), EMAIL) for match in _EMAIL.finditer(folded)]


def _residents(folded: str) -> list[Span]:
    return [(*match.span(), RESIDENT) for match in _RESIDENT.finditer(folded) if _has_birth_date(match)]


def _has_birth_date(match: re.Match[str]) -> bool:
    year, month, day, century = (int(group) for group in match.groups())
    if not 1 <= century <= 8:
        return False
    try:
        date((1900 if century in (1, 2, 5, 6) else 2000) + year, month, day)
    except ValueError:
        return False
    return True


def _cards(folded: str) -> list[Span]:
    return [span for run in _DIGIT_GROUPS.finditer(folded) for span in _cards_in(folded, _groups(run))]


def _groups(run: re.Match[str]) -> list[tuple[int, int]]:
    return [(run.start() + group.start(), run.start() + group.end()) for group in re.finditer(r"\d+", run.group())]


def _cards_in(folded: str, groups: list[tuple[int, int]]) -> list[Span]:
    """Rows of whole digit groups that are a card, the longest first: an expiry date often follows after a space."""
    for first, last in _longest_first(len(groups)):
        start, stop = groups[first][0], groups[last][1]
        if not 13 <= stop - start <= 37:
            continue
        digits = re.sub(r"\D", "", folded[start:stop])
        if 13 <= len(digits) <= 19 and _is_card(digits):
            rest = [*_cards_in(folded, groups[:first]), *_cards_in(folded, groups[last + 1 :])]
            return [(start, stop, CARD), *rest]
    return []


def _longest_first(count: int) -> list[tuple[int, int]]:
    """Every (first, last) of `count` groups, the longest rows first. A card has at most nineteen groups."""
    most = min(count, 19)
    return [(first, first + size - 1) for size in range(most, 0, -1) for first in range(count - size + 1)]


def _is_card(digits: str) -> bool:
    """Luhn's check and a first digit that card schemes use: most tracking numbers fail one of them."""
    if digits[0] not in "234569" or len(set(digits)) == 1:
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    plain = [int(digit) for digit in digits[-1::-2]]
    return (sum(plain) + sum(value // 10 + value % 10 for value in doubled)) % 10 == 0


def _phones(folded: str) -> list[Span]:
    written = [(*match.span(), PHONE) for pattern in _PHONES for match in pattern.finditer(folded)]
    abroad = [(*match.span(), PHONE) for match in _INTERNATIONAL.finditer(folded) if _digits(match.group()) >= 8]
    spoken = [(*match.span(), PHONE) for match in _SPOKEN_PHONE.finditer(folded) if _is_mobile(match.group())]
    return written + abroad + spoken


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _is_mobile(spoken: str) -> bool:
    """Spelled out at least in part: plain digits are the other patterns' business."""
    digits = re.sub(r"\D", "", spoken.translate(_SPOKEN))
    if digits == re.sub(r"\D", "", spoken):
        return False
    return digits.startswith("010") and len(digits) in (10, 11)
