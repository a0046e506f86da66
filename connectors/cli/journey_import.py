"""`firsthand journey import`: what was taken from a file, what was passed over, what was wrong, and why."""

import argparse
import gzip
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, TypeVar, cast

from connectors import tags
from connectors.cli.record import record
from connectors.shapes import ShapeError, parsed
from escalation.numbers import profiles
from escalation.numbers.contacts import BATCH, import_contacts, joined
from escalation.numbers.helpdesks.formats import FORMATS, Taken, taken
from escalation.numbers.helpdesks.mapping import Mapping
from escalation.numbers.traits import Told
from escalation.store import journey

SEGMENT = "segment"
Item = TypeVar("Item")


async def run(options: argparse.Namespace) -> int:
    """Import a file. What is wrong is named and passed over, and makes the exit code 1."""
    if options.format == SEGMENT:
        return await _run_segment(options.file)
    mapping = Mapping.parse(options.map, options.value, options.zone)
    with opened(options.file) as file:
        found = taken(file, FORMATS[options.format], mapping)
    contacts = joined(found.contacts)
    new = 0
    async with record() as engine:
        for batch in batches(contacts, BATCH):
            async with engine.begin() as connection:
                new += await import_contacts(connection, batch)
    _tell(found, len(contacts), new)
    return 1 if found.wrong else 0


def _tell(found: Taken, contacts: int, new: int) -> None:
    for place, error in found.wrong:
        print(f"{place}: {error}", file=sys.stderr)
    passed = sum(found.passed_over.values())
    print(f"{new} contacts imported, {contacts - new} were here already, {passed + len(found.wrong)} passed over")
    for reason, count in found.passed_over.most_common():
        print(f"  {count} passed over: {reason}")
    if found.wrong:
        print(f"  {len(found.wrong)} passed over: wrong, each is named above")
    if joined_lines := len(found.contacts) - contacts:
        print(f"  {joined_lines} further lines of the same contacts joined to them")
    if found.reopened:
        print(f"  {found.reopened} were opened again and count as unresolved: when they first ended is not in the file")


async def _run_segment(path: Path) -> int:
    """A call of Segment's a line: events join the log, `identify` the profiles."""
    now = datetime.now(UTC)
    events: list[journey.Event] = []
    told: list[Told] = []
    wrong = 0
    with opened(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                if line.strip():
                    one = tags.read(parsed(line), now, live=False)
                    (told if isinstance(one, Told) else events).append(one)  # type: ignore[arg-type]
            except ShapeError as error:
                wrong += 1
                print(f"line {number}: {error}", file=sys.stderr)
    new = await _write(events, told)
    print(
        f"{new} events imported, {len(events) - new} were here already, {len(told)} words on customers, {wrong} wrong"
    )
    return 1 if wrong else 0


async def _write(events: Sequence[journey.Event], told: Sequence[Told]) -> int:
    new = 0
    async with record() as engine:
        for batch in batches(events, BATCH):
            async with engine.begin() as connection:
                new += await journey.append(connection, batch)
        for words in batches(told, BATCH):
            async with engine.begin() as connection:
                await profiles.keep(connection, words)
    return new


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Slices of a size that one transaction carries well."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def opened(path: Path) -> TextIO:
    """A file of text, unpacked where its name says that it is packed."""
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8", newline=""))
    return path.open(encoding="utf-8-sig", newline="")
