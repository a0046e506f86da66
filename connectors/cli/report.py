"""`firsthand report`: the numbers of a period as PDF, as `GET /ops/api/report` draws them."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.cli.record import record
from connectors.ui.build import FONTS
from escalation.insight.workshop import Workshop
from escalation.numbers.filter import NARROWS, WINDOWS, Filter
from escalation.report.gathering import drawn, gathered
from escalation.report.wording import LOCALES


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("report", help="the numbers of a period, the map, pain points and goals as PDF")
    verb.add_argument("--from", metavar="DAY", help="first day (2026-01-31) or ISO time; 30 days ago by default")
    verb.add_argument("--to", metavar="DAY", help="last day or ISO time; today by default")
    verb.add_argument("--out", type=Path, required=True, help="the file to write")
    verb.add_argument("--locale", choices=LOCALES, default=LOCALES[0])
    verb.add_argument("--window", default="7", choices=[str(days) for days in WINDOWS], help="repeat window in days")
    for name in NARROWS:
        verb.add_argument(f"--{name.replace('_', '-')}", metavar="VALUE", help=f"only this {name} (several: A,B)")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    """Raises QuestionError for a period that cannot be."""
    now = datetime.now(UTC)
    given = {name: getattr(options, name) for name in ("from", "to", "window", *NARROWS) if getattr(options, name)}
    asked, workshop = Filter.read(given, now), Workshop()
    try:
        async with record() as engine, engine.connect() as connection:
            page = await gathered(connection, asked, now)
        options.out.write_bytes(await drawn(workshop, page, options.locale, str(FONTS)))
    finally:
        await workshop.close()
    print(f"{options.out}: {asked.since.date()} to {asked.until.date()}, {len(page['overview']['metrics'])} numbers")
    return 0
