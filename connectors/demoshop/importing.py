"""Takes a file of orders into the demo shop. What is there stays as it is; a bad line is reported and skipped."""

import gzip
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from connectors.demoshop import import_rows, schema, tables
from connectors.demoshop.olist import BadLine, Line, read

_LOCK = 7_345_003
_GZIP = b"\x1f\x8b"


@dataclass
class Report:
    """What an import did. `bad` holds (line number, reason)."""

    lines: int = 0
    new: int = 0
    known: int = 0
    customers: int = 0
    days: int = 0
    seconds: float = 0.0
    stages: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[int, str]] = field(default_factory=list)

    def in_words(self) -> str:
        stages = ", ".join(f"{count} {stage}" for stage, count in self.stages.most_common())
        return "\n".join(
            [
                *(f"line {number}: {reason}; skipped" for number, reason in self.bad),
                f"{self.lines} lines read in {self.seconds:.1f} s: {self.new} new orders of {self.customers} "
                f"new customers, {self.known} already there, {len(self.bad)} bad lines",
                *([f"new: {stages}; dates moved by {self.days} days"] if self.new else []),
            ]
        )


async def import_file(path: Path, database_url: str, now: datetime) -> Report:
    """Reads the file, then writes it in one transaction. Raises OSError for a file that cannot be read."""
    started, report = time.monotonic(), Report()
    lines = _good_lines(path, report)
    engine = create_async_engine(database_url)
    try:
        await schema.create(engine)
        async with engine.begin() as connection:
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            await _write(connection, lines, now, report)
    finally:
        await engine.dispose()
    report.seconds = time.monotonic() - started
    return report


def _good_lines(path: Path, report: Report) -> list[Line]:
    """Every order once, in the file's order; an order that comes again counts as already there."""
    lines: dict[str, Line] = {}
    for number, text in enumerate(_texts(path), start=1):
        if not text.strip():
            continue
        report.lines += 1
        try:
            line = read(text)
        except BadLine as error:
            report.bad.append((number, str(error)))
            continue
        report.known += line.order_id in lines
        lines.setdefault(line.order_id, line)
    return list(lines.values())


def _texts(path: Path) -> Iterator[bytes]:
    try:
        with _opened(path) as file:
            yield from file
    except (EOFError, zlib.error) as error:
        raise OSError(f"{path}: the gzip file is cut or damaged") from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        zipped = file.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path, "rb") if zipped else path.open("rb"))


async def _write(connection: AsyncConnection, lines: Sequence[Line], now: datetime, report: Report) -> None:
    there = await _known(connection, tables.order.c.number, [line.order_id for line in lines])
    people = await _known(connection, tables.customer.c.id, [line.customer_id for line in lines])
    fresh = [line for line in lines if line.order_id not in there]
    newcomers = {line.customer_id: line for line in fresh if line.customer_id not in people}
    report.known += len(lines) - len(fresh)
    report.new, report.customers = len(fresh), len(newcomers)
    report.stages.update(line.stage for line in fresh)
    if not fresh:
        return
    shift = import_rows.shift_to(now, max(line.purchased_at for line in lines))
    report.days = shift.days
    for table, rows in (
        (tables.customer, [import_rows.customer(line) for line in newcomers.values()]),
        (tables.order, [import_rows.order(line, shift) for line in fresh]),
        (tables.order_item, [row for line in fresh for row in import_rows.items(line)]),
        (tables.address, [import_rows.address(line) for line in fresh]),
        (tables.payment, [row for line in fresh for row in import_rows.payments(line, shift)]),
        (tables.review, [row for line in fresh for row in import_rows.reviews(line, shift)]),
    ):
        if rows:
            await connection.execute(insert(table), rows)


async def _known(connection: AsyncConnection, column: sa.Column[Any], wanted: Sequence[str]) -> set[str]:
    """Those of the wanted ids that the table holds; one array travels, however many there are."""
    array = sa.cast(sa.bindparam("wanted", list(wanted)), sa.ARRAY(sa.Text))
    return set((await connection.execute(sa.select(column).where(column == sa.any_(array)))).scalars())
