"""Names of people in what an agent wrote: those that are known, and those that stand where names stand.

A name that is neither known, nor addressed, introduced or signed, nor a capital letter in the middle of an English
sentence, cannot be told from a word; what was typed into a form or is on the shop's record is known.
"""

import re
from collections.abc import Iterable

from escalation.suggestions.name_words import CAPITALS, CUES, NOBODY, OPENERS, ORDINARY, PLAIN, SURNAMES, TITLES

CUSTOMER, AGENT, SOMEBODY = "{customer_name}", "{agent_name}", "[name]"


def _cued(cues: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>(?<![가-힣])(?:{cues})\s?:?\s?)(?P<name>[가-힣]{{2,4}}?)"
        r"(?P<after>(?:입니다|이고|이에요|예요|인데|이라|라고|으로|로|께|에게|한테|이신|[이가은는의을를])?)(?=요?[\s,.!?)\]]|요?$)"
    )


_ADDRESSED = re.compile(rf"(?<![가-힣])(?P<name>[가-힣]{{1,4}}?) ?(?P<after>(?:{TITLES})?(?:님|씨))")
_TITLED = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,4}?) ?"
    r"(?P<after>기사|담당자|상담사|상담원|매니저|팀장|과장|반장|주임|드림|올림)(?!님)"
)
_NAMED = _cued(CUES)
_PRESENTED = re.compile(
    r"(?P<before>(?:상담사|상담원|담당자?|매니저)\s)(?P<name>[가-힣]{2,4}?)(?P<after>입니다|이에요|예요|이며|이고)"
)
_INTRODUCED = _cued(f"제 ?{CUES}|저는|저")

_NAME = r"[A-Z][a-z'’-]+"
_ENGLISH = (
    (SOMEBODY, re.compile(rf"()\b((?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+{_NAME}(?:\s+{_NAME})?)")),
    (
        CUSTOMER,
        re.compile(
            r"((?:^|(?<=[.!?\n])\s*)(?:hi|hello|hey|dear|thanks|thank you|good (?:morning|afternoon|evening)),?[ ]+)"
            r"([A-Za-z'’-]{2,20}(?:[ ][A-Za-z'’-]{2,20})?)(?=\s*[,.!\n]|$)",
            re.I,
        ),
    ),
    (AGENT, re.compile(rf"(\b(?:[Tt]his is|[Mm]y name is|I am|I['’]m)\s)({_NAME}(?:\s{_NAME})?)")),
    (
        AGENT,
        re.compile(
            r"((?:^|\n|[.!,]\s?)"
            r"(?:(?:best|kind|warm)(?: regards| wishes)?|regards|sincerely|cheers|yours|[-–—~])[,\s]*)"
            rf"({_NAME}(?:\s{_NAME})?)(?=\W*$)",
            re.I,
        ),
    ),
)
_PRESENTS = re.compile(rf"\b(?:[Mm]y name is|[Ii] am|[Ii]['’]m|[Tt]his is|name:|for)\s({_NAME}(?:\s{_NAME})?)")
_CAPITAL_WORD = r"[A-Z][a-zà-ÿ]+(?:['’-][A-Za-z]+)*"
_CAPITAL = re.compile(rf"(?<![\w{{\[]){_CAPITAL_WORD}(?:\s+{_CAPITAL_WORD})*")
_BEGINS = re.compile(r"(?:^|[.!?:;>•\n\r]|\d[.)])[\s\"'“‘(]*$")
_GREETED = re.compile(r"(?:(?:.|\n)*\n)?\W*(?:네|안녕하세요|반갑습니다)?\W*")


def without_names(text: str, customers: Iterable[str], agents: Iterable[str], others: Iterable[str] = ()) -> str:
    """`text` with the names taken out: placeholders for the customer and agents, a gap for anybody else."""
    for placeholder, names in ((CUSTOMER, customers), (AGENT, agents), (SOMEBODY, others)):
        for name in sorted(set(names), key=len, reverse=True):
            text = _without(text, name, placeholder)
    for pattern in (_ADDRESSED, _TITLED, _NAMED, _PRESENTED):
        text = pattern.sub(_korean, text)
    for placeholder, pattern in _ENGLISH:
        text = pattern.sub(lambda found, word=placeholder: _english(found, word), text)  # type: ignore[misc]
    return _CAPITAL.sub(_capital, text)


def is_like_a_name(text: str) -> bool:
    """One word in Hangul, or up to three in Latin letters that begin with a capital."""
    return re.fullmatch(rf"[가-힣]{{2,4}}|{_CAPITAL_WORD}(?: {_CAPITAL_WORD}){{0,2}}", text) is not None


def introduced(text: str) -> list[str]:
    """Names by which a customer introduces somebody: they may come back in the answer without any sign."""
    korean = [found["name"] for found in _INTRODUCED.finditer(text) if _may_be_name(found["name"])]
    return korean + [found.group(1) for found in _PRESENTS.finditer(text) if not set(found.group(1).split()) & CAPITALS]


def _without(text: str, name: str, placeholder: str) -> str:
    joined = "".join(name.split())
    if re.fullmatch(r"[가-힣]{2,5}", joined):
        return _without_korean(text, joined, placeholder)
    parts = [re.escape(part) for part in name.split()]
    text = re.sub(r"(?<!\w)" + r"[\s.-]*".join(parts) + r"(?!\w)", placeholder, text, flags=re.I)
    for part in parts:
        if len(part) > 1:
            flags = re.NOFLAG if part.lower() in PLAIN else re.I
            text = re.sub(rf"(?<!\w){part}(?![A-Za-z0-9])", placeholder, text, flags=flags)
    return text


def _without_korean(text: str, name: str, placeholder: str) -> str:
    """With and without a space, given name first, the given name alone where it is addressed or presented."""
    surname, given = (name[:2], name[2:]) if len(name) > 3 else (name[:1], name[1:])
    called = "" if given in ORDINARY else "|(?:양|군|이|아)(?![가-힣])"
    addressed = rf"(?=\s?(?:님|씨|고객|회원|드림|올림|입니다|이에요|예요|이며{called})|\W*$|[,!])"
    if len(name) == 2:
        return re.sub(rf"(?<![가-힣]){surname}\s?{given}{addressed}", placeholder, text)
    text = re.sub(rf"{surname}\s?{given}|{given}\s{surname}(?![가-힣])", placeholder, text)
    return re.sub(rf"(?<![가-힣]){given}{addressed}", placeholder, text)


def _may_be_name(word: str) -> bool:
    return len(word) > 1 and word[0] in SURNAMES and word not in ORDINARY and not re.fullmatch(TITLES, word)


def _korean(found: re.Match[str]) -> str:
    name, after = found["name"], found["after"] or ""
    if name in ORDINARY or re.fullmatch(TITLES, name) or not _stands_for(found, name, after):
        return found.group()
    start, end = (place - found.start() for place in found.span("name"))
    whole = found.group()
    return whole[:start] + _who(found, after) + whole[end:]


def _stands_for(found: re.Match[str], name: str, after: str) -> bool:
    """Before 님 anything is a name; a surname alone is one before a title ("박 과장님")."""
    if after in ("님", "씨"):
        return (len(name) > 1 and found.group() == name + after) or _may_be_name(name)
    return _may_be_name(name) or (len(name) == 1 and name in SURNAMES and found.re is _ADDRESSED)


def _who(found: re.Match[str], after: str) -> str:
    if after in ("드림", "올림") or found.re is _PRESENTED:
        return AGENT
    if after.startswith(("고객", "회원")):
        return CUSTOMER
    return CUSTOMER if after == "님" and _GREETED.fullmatch(found.string[: found.start()]) else SOMEBODY


def _english(found: re.Match[str], placeholder: str) -> str:
    words = found.group(2).split()
    if words[0].lower() in NOBODY or set(words) & CAPITALS:
        return found.group()
    return found.group(1) + placeholder


def _capital(found: re.Match[str]) -> str:
    """A run of capital words: the first may be one because a sentence begins with it."""
    words = found.group().split()
    begins = _BEGINS.search(found.string[: found.start()]) is not None
    rest = words[1:] if begins else words
    if all(word in CAPITALS for word in rest) or _is_path(found):
        return found.group()
    return " ".join([*(words[:1] if begins and words[0] in OPENERS else []), SOMEBODY])


def _is_path(found: re.Match[str]) -> bool:
    """Words of a screen: Settings > Privacy."""
    text = found.string
    return re.match(r"\s*>", text[found.end() :]) is not None or re.search(r">\s*$", text[: found.start()]) is not None
