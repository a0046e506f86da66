"""What of a text can be looked for, as PostgreSQL's tsvector and tsquery hold it.

Latin words and numbers are whole words. Korean, Chinese and Japanese writing is taken as overlapping pairs of
syllables across spaces, because people write "배송 조회" and "배송조회", and stick particles to either. What letters
and digits make up together (FH-100234, iphone15) is there whole and without dashes, and in its parts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_CHARACTERS = 20_000  # of one text; what follows is not found
LONGEST_LEXEME = 64

_SYLLABLE = r"\u1100-\u11ff\u3041-\u3096\u30a1-\u30fa\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_LETTER = rf"(?:(?![{_SYLLABLE}])[^\W_])"
_PIECE = re.compile(
    rf"(?P<syllables>[{_SYLLABLE}]+(?:\s+[{_SYLLABLE}]+)*)|(?P<word>{_LETTER}+(?:[-‐‑‒–—−]{_LETTER}+)*)"
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_ASKED = re.compile(r'["“”](?P<quoted>[^"“”]*)["“”]|[^\s"“”]+')

_PARTICLES = (
    *("에서는", "으로는", "에게서", "이라고"),
    *("에서", "에게", "한테", "으로", "까지", "부터", "처럼", "보다", "이나", "이랑", "하고", "라고", "에는", "에도"),
    *("은", "는", "이", "가", "을", "를", "에", "의", "도", "로", "와", "과", "만", "랑", "요"),
)
"""Longest first."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A lexeme, its place among the others (from 1), and where it stands in the text."""

    lexeme: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """A lexeme that must stand `offset` places after the first one; with `prefix`, one that begins so."""

    lexeme: str
    offset: int
    prefix: bool = False

    def fits(self, lexeme: str) -> bool:
        return lexeme.startswith(self.lexeme) if self.prefix else lexeme == self.lexeme


Way = tuple[Step, ...]
Term = tuple[Way, ...]
"""One thing that is asked for; any of its ways will do."""
Query = tuple[Term, ...]
"""Everything that is asked for; empty where nothing in it can be looked for."""


def normal(text: str) -> str:
    """`text` with composed characters, as `tokens` and `spans` want it."""
    return unicodedata.normalize("NFC", text)[:MOST_CHARACTERS]


def tokens(text: str) -> list[Token]:
    """What a normal text holds, in its order."""
    found: list[Token] = []
    position = 1
    for piece in _PIECE.finditer(text):
        found += _pairs(piece, position) if piece["syllables"] else _words(piece, position)
        position = found[-1].position + 1
    return found


def _pairs(piece: re.Match[str], position: int) -> list[Token]:
    """Each syllable with the next one; the last stands alone. So every syllable begins a lexeme."""
    places = [place for place in range(piece.start(), piece.end()) if not piece.string[place].isspace()]
    ends = [*places[1:], places[-1]]
    return [
        Token(piece.string[place] + (piece.string[end] if end > place else ""), position + index, place, end + 1)
        for index, (place, end) in enumerate(zip(places, ends, strict=True))
    ]


def _words(piece: re.Match[str], position: int) -> list[Token]:
    """The whole of a code, then its parts; a word is its only part."""
    parts = list(_PART.finditer(piece.string, piece.start(), piece.end()))
    whole = [Token(_joined(parts), position, piece.start(), piece.end())] if _is_code(parts) else []
    return whole + [
        Token(_folded(part.group()), position + index, part.start(), part.end()) for index, part in enumerate(parts)
    ]


def _is_code(parts: list[re.Match[str]]) -> bool:
    return len(parts) > 1 and any(_DIGIT.match(part.group()) for part in parts)


def _joined(parts: list[re.Match[str]]) -> str:
    return _folded("".join(part.group() for part in parts))


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()[:LONGEST_LEXEME]


def document(text: str) -> str:
    """The tsvector of a text, as PostgreSQL reads it; empty where there is nothing to look for."""
    places: dict[str, list[str]] = {}
    for token in tokens(normal(text)):
        places.setdefault(token.lexeme, []).append(str(token.position))
    return " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def query(asked: str) -> Query:
    """What somebody typed: every word must be there; what stands in quotes, in this order and with its particles."""
    terms: list[Term] = []
    for chunk in _ASKED.finditer(normal(asked)):
        if chunk["quoted"] is None:
            terms += _terms(chunk.group())
        elif way := _way(_PIECE.finditer(chunk["quoted"])):
            terms.append((way,))
    return tuple(terms)


def _terms(chunk: str) -> Iterator[Term]:
    after_word = False
    for piece in _PIECE.finditer(chunk):
        syllables = piece["syllables"]
        if syllables is None:
            yield _word_term(piece)
        elif not (after_word and syllables in _PARTICLES):
            yield (tuple(_syllable_steps(_without_particle(syllables), 0)),)
        after_word = syllables is None


def _word_term(piece: re.Match[str]) -> Term:
    parts = list(_PART.finditer(piece.group()))
    in_parts = tuple(Step(_folded(part.group()), index) for index, part in enumerate(parts))
    return ((Step(_joined(parts), 0),), in_parts) if _is_code(parts) else (in_parts,)


def _without_particle(syllables: str) -> str:
    """Two syllables at least are left."""
    for particle in _PARTICLES:
        if syllables.endswith(particle) and len(syllables) - len(particle) >= 2:
            return syllables.removesuffix(particle)
    return syllables


def _syllable_steps(syllables: str, offset: int) -> list[Step]:
    if len(syllables) == 1:
        return [Step(syllables, offset, prefix=True)]
    return [Step(syllables[index : index + 2], offset + index) for index in range(len(syllables) - 1)]


def _way(pieces: Iterable[re.Match[str]]) -> Way:
    """All of the pieces one after another."""
    steps: list[Step] = []
    offset = 0
    for piece in pieces:
        if piece["syllables"]:
            syllables = "".join(piece.group().split())
            steps += _syllable_steps(syllables, offset)
            offset += len(syllables)
        else:
            parts = _PART.findall(piece.group())
            steps += [Step(_folded(part), offset + index) for index, part in enumerate(parts)]
            offset += len(parts)
    return tuple(steps)


def tsquery(asked: Query) -> str:
    """The query as PostgreSQL reads it. To be bound as a parameter like any other text."""
    return " & ".join(f"({' | '.join(f'({_way_text(way)})' for way in term)})" for term in asked)


def _way_text(way: Way) -> str:
    said, before = "", 0
    for step in way:
        between = f" <{step.offset - before}> " if said else ""
        said += f"{between}{_quoted(step.lexeme)}{':*' if step.prefix else ''}"
        before = step.offset
    return said


def spans(text: str, asked: Query) -> list[Span] | None:
    """Where in a normal text it is what was asked for, in order and without overlaps; None where something lacks."""
    by_position: dict[int, list[Token]] = {}
    for token in tokens(text):
        by_position.setdefault(token.position, []).append(token)
    found: list[Span] = []
    for term in asked:
        here = [span for way in term for span in _walked(way, by_position)]
        if not here:
            return None
        found += here
    return _merged(found)


def _walked(way: Way, by_position: dict[int, list[Token]]) -> Iterator[Span]:
    for position in by_position:
        taken = [_fitting(step, by_position.get(position + step.offset, [])) for step in way]
        steps = [span for span in taken if span is not None]
        if len(steps) == len(way):
            yield steps[0][0], max(end for _, end in steps)


def _fitting(step: Step, here: list[Token]) -> Span | None:
    for token in here:
        if step.fits(token.lexeme):
            return token.start, token.start + len(step.lexeme) if step.prefix else token.end
    return None


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
