"""`firsthand journey export`: the log as a file, as `GET /ops/api/export` writes it."""

import argparse
import sys
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import TextIO

from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.cli.record import record
from escalation.exports.formats import FORMATS, statement_of, written
from escalation.exports.table import COLUMNS, as_csv
from escalation.numbers.drill_down import in_pieces, metric_of
from escalation.numbers.filter import LONGEST, Filter

ALL_THERE_IS = LONGEST - timedelta(days=2)  # up to today's end


async def run(options: argparse.Namespace) -> int:
    """Write the file to `--out`, else to the terminal."""
    asked = period(getattr(options, "from"), options.to, datetime.now(UTC))
    opened = nullcontext(sys.stdout) if options.out is None else options.out.open("w", encoding="utf-8", newline="")
    with opened as file:
        async with record() as engine, engine.connect() as connection:
            await _write(connection, options, asked, file)
    return 0


async def _write(connection: AsyncConnection, options: argparse.Namespace, asked: Filter, file: TextIO) -> None:
    if options.format == "csv":
        contacts = in_pieces(connection, metric_of("contacts"), asked, datetime.now(UTC))
        async for piece in as_csv(COLUMNS, contacts):
            file.write(piece)
        return
    chosen = FORMATS[options.format]
    async for piece in written(connection, chosen, statement_of(chosen, asked, options.case)):
        file.write(piece)


def period(first: str | None, last: str | None, now: datetime) -> Filter:
    """From the first day to the last; without a first, all there is."""
    asked = Filter.read({"from": first or "", "to": last or ""}, now)
    return asked if first else Filter(max(asked.until - ALL_THERE_IS, datetime(1971, 1, 1, tzinfo=UTC)), asked.until)
