"""`firsthand stats`: the registry's numbers for a period, as a table or as JSON."""

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from connectors.cli.record import record
from escalation.numbers.counting import GROUPS
from escalation.numbers.filter import NARROWS, WINDOWS, Filter, QuestionError
from escalation.numbers.overview import overview


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("stats", help="first-contact resolution and the other numbers of a period")
    verb.add_argument("--from", metavar="DAY", help="first day (2026-01-31) or ISO time; 30 days ago by default")
    verb.add_argument("--to", metavar="DAY", help="last day or ISO time; today by default")
    verb.add_argument("--window", default="7", choices=[str(days) for days in WINDOWS], help="repeat window in days")
    verb.add_argument("--by", default="topic", choices=sorted(GROUPS), help="breakdown")
    for name in NARROWS:
        verb.add_argument(f"--{name.replace('_', '-')}", metavar="VALUE", help=f"only this {name} (several: A,B)")
    verb.add_argument("--returning", choices=("yes", "no"), help="only customers who had, or had not, been here before")
    verb.add_argument("--json", action="store_true", help="everything, as one JSON object")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    """A question that cannot be answered is told, with exit code 2."""
    now = datetime.now(UTC)
    named = ("from", "to", "window", "returning", *NARROWS)
    given = {name: getattr(options, name) for name in named if getattr(options, name)}
    try:
        asked = Filter.read(given, now)
        asked.before()  # what it is held against must be a period too
    except QuestionError as error:
        print(error, file=sys.stderr)
        return 2
    async with record() as engine, engine.connect() as connection:
        page = await overview(connection, asked, now, options.by)
    print(json.dumps(page, ensure_ascii=False) if options.json else table(page))
    return 0


def table(page: dict[str, Any]) -> str:
    """The tiles as lines: name, value, 95 % interval, rows counted, rows still pending."""
    lines = [f"{page['from'][:10]} to {page['to'][:10]}, window {page['window']} days"]
    for tile in page["metrics"]:
        pending = f", {tile['pending']} pending" if tile["pending"] else ""
        few = ", few" if tile["few"] else ""
        lines.append(f"{tile['name']['en']:34} {_value(tile):>32}   n {tile['n']}{pending}{few}")
    return "\n".join(lines)


def _value(tile: dict[str, Any]) -> str:
    known = tile["percentiles"]
    if tile["unit"] == "seconds":
        parts = [f"{name} {known[name]:.0f} s" for name in ("p50", "p90", "mean") if name in known]
        return ", ".join(parts) or "-"
    if tile["value"] is None:
        return "-"
    if tile["unit"] == "count":
        return f"{tile['value']:.0f}"
    low, high = tile["interval"]
    mean = f", mean {known['mean']:.1f}" if "mean" in known else ""
    return f"{tile['value']:.1%} ({low:.1%} to {high:.1%}){mean}"
