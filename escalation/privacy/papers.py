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
"""Bytes of a name that is looked for in files: a shorter one stands everywhere."""
STAR = b"*"
SMALL = 64 * 1024**2
ENGINES = ("pgdata", "redis", "models")
"""Folders of others: what is in them is not text, or is the record itself."""


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


def strike_out(folders: Iterable[Path], names: Collection[str]) -> list[Struck]:
    """Overstrike these names in every file below the folders. Raises OSError for one that cannot be written."""
    pattern = _pattern(names)
    if pattern is None:
        return []
    found = ((path, _strike(path, pattern)) for folder in folders for path in _files(folder))
    return [Struck(path, times) for path, times in found if times]


def _pattern(names: Collection[str]) -> "re.Pattern[bytes] | None":
    """Whole words only. JSON may write them with escapes."""
    spelled = {name.encode() for name in names} | {_escaped(name) for name in names}
    long = sorted((name for name in spelled if len(name) >= SHORTEST), key=len, reverse=True)
    if not long:
        return None
    return re.compile(rb"(?<![A-Za-z0-9])(?:" + b"|".join(map(re.escape, long)) + rb")(?![A-Za-z0-9])")


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
        elif path.is_file() and path.stat().st_size > 0:
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
