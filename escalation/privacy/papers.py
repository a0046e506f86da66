"""Papers: files beside the record that may name a person: letters that were kept in a folder, logs, files that
somebody exported.

A letter goes. In any other text the names are overstruck with stars of the same length, in place: whoever writes on at
its end, as a log is written, is not disturbed.
"""

import mmap
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

SHORTEST = 6
"""Characters of an address, an id, a number that is looked for in files: a shorter one stands everywhere."""
SHORTEST_NAME = 2
"""Characters of what people are called by."""
STAR = b"*"
SMALL = 64 * 1024**2
ENGINES = ("engines", "pgdata", "redis", "models")
"""Folders of others: what is in them is not text, or is the record itself."""
MACHINERY = ("secrets.json*", "*.secret", "run.json", "lock", "demo-logins.json")
"""Files that name nobody, and without which nothing starts."""
_HANGUL = rb"[\xea-\xed][\x80-\xbf][\x80-\xbf]|\\u[a-d][0-9a-f]{3}"
_NO_HANGUL_BEFORE = rb"(?<![\xea-\xed][\x80-\xbf][\x80-\xbf])(?<!\\u[a-d][0-9a-f]{3})"
ENDINGS = ("님", "씨", "께", "이", "가", "은", "는", "을", "를", "의", "에", "와", "과", "도", "랑", "야", "고객")
"""What Korean writes on to a name without a space."""


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a file may mean: `names` are what people are called by, struck as whole words even where they are short;
    `marks` are ids, addresses and numbers of theirs."""

    marks: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.marks | self.names


@dataclass(frozen=True, slots=True)
class Struck:
    """A file that named them, and how often."""

    path: Path
    times: int


def remove_letters(folders: Iterable[Path], letters: Collection[UUID]) -> int:
    """How many there were."""
    gone = 0
    for folder in folders:
        for letter in letters:
            path = folder / f"{letter}.eml"
            if path.exists():
                path.unlink()
                gone += 1
    return gone


def strike_out(folders: Iterable[Path], called: Called) -> list[Struck]:
    """Overstrike them in every file below the folders. Raises OSError for one that cannot be written."""
    pattern = _pattern(called)
    if pattern is None:
        return []
    found = ((path, _strike(path, pattern)) for folder in folders for path in _files(folder))
    return [Struck(path, times) for path, times in found if times]


def _pattern(called: Called) -> "re.Pattern[bytes] | None":
    """Whole words only. JSON may write them with escapes."""
    long = sorted((word for word in called.all if len(word) >= SHORTEST), key=len, reverse=True)
    short = sorted(name for name in called.names if SHORTEST_NAME <= len(name) < SHORTEST)
    if not long and not short:
        return None
    choices = [*map(re.escape, _spelled(long)), *map(_whole, _spelled(short))]
    return re.compile(rb"(?<![A-Za-z0-9])(?:" + b"|".join(choices) + rb")(?![A-Za-z0-9])")


def _whole(name: bytes) -> bytes:
    """In Korean what follows a name is written on to it; what stands before it makes it another word."""
    endings = b"|".join(map(re.escape, _spelled(ENDINGS)))
    return _NO_HANGUL_BEFORE + re.escape(name) + rb"(?=(?:" + endings + rb")|(?!" + _HANGUL + rb"))"


def _spelled(words: Iterable[str]) -> list[bytes]:
    return list(dict.fromkeys(spelling for word in words for spelling in (word.encode(), _escaped(word))))


def _escaped(name: str) -> bytes:
    return "".join(c if c.isascii() else "".join(f"\\u{unit:04x}" for unit in _units(c)) for c in name).encode()


def _units(character: str) -> Sequence[int]:
    wide = character.encode("utf-16-be")
    return [int.from_bytes(wide[at : at + 2], "big") for at in range(0, len(wide), 2)]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_symlink():
            continue
        if path.is_dir() and path.name not in ENGINES:
            yield from _files(path)
        elif path.is_file() and path.stat().st_size > 0 and not any(map(path.match, MACHINERY)):
            yield path


def _strike(path: Path, pattern: "re.Pattern[bytes]") -> int:
    spans = _spans(path, pattern)
    if spans:
        with path.open("r+b") as written:
            for start, end in spans:
                written.seek(start)
                written.write(STAR * (end - start))
    return len(spans)


def _spans(path: Path, pattern: "re.Pattern[bytes]") -> list[tuple[int, int]]:
    """A large file is not held in memory; a small one is, since logs are cut while they are read."""
    if path.stat().st_size <= SMALL:
        return [match.span() for match in pattern.finditer(path.read_bytes())]
    with path.open("rb") as read, mmap.mmap(read.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return [match.span() for match in pattern.finditer(content)]
