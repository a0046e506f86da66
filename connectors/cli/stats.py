"""`firsthand stats`: the registry's numbers for a period, as a table or as JSON."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from connectors.cli.record import record
from connectors.web.ops import question
from escalation.numbers import stats
from escalation.numbers.readings import GROUPS, WINDOWS


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("stats", help="first-contact resolution and the other numbers of a period")
    verb.add_argument("--from", metavar="DAY", help="first day (2026-01-31) or ISO time; 30 days ago by default")
    verb.add_argument("--to", metavar="DAY", help="last day or ISO time; today by default")
    verb.add_argument("--window", default="7", choices=[str(days) for days in WINDOWS], help="repeat window in days")
    verb.add_argument("--by", default="topic", choices=sorted(GROUPS), help="breakdown")
    verb.add_argument("--topic", help="only this topic group")
    verb.add_argument("--reason", help="only contacts escalated for this reason")
    verb.add_argument("--json", action="store_true", help="everything, as one JSON object")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    named = ("from", "to", "window", "by", "topic", "reason")
    asked = question({name: getattr(options, name) for name in named if getattr(options, name)}, now)
    async with record() as engine, engine.connect() as connection:
        page = await stats.overview(connection, asked, now)
    print(json.dumps(page, ensure_ascii=False) if options.json else table(page))
    return 0


def table(page: dict[str, Any]) -> str:
    """The tiles as lines: name, value, 95 % interval, rows counted, rows still pending."""
    lines = [f"{page['from'][:10]} to {page['to'][:10]}, window {page['window']} days"]
    for tile in page["metrics"]:
        pending = f", {tile['pending']} pending" if tile["pending"] else ""
        few = ", few" if tile["few"] else ""
        lines.append(f"{tile['name']['en']:34} {_value(tile):>24}   n {tile['n']}{pending}{few}")
    return "\n".join(lines)


def _value(tile: dict[str, Any]) -> str:
    if tile["value"] is None:
        return "-"
    if tile["unit"] == "count":
        return f"{tile['value']:.0f}"
    if tile["unit"] == "seconds":
        return f"p50 {tile['value']:.0f} s, p90 {tile['percentiles']['p90']:.0f} s"
    low, high = tile["interval"]
    return f"{tile['value']:.1%} ({low:.1%} to {high:.1%})"
