"""`firsthand journey`: bring history from elsewhere, write the log out, read the contacts anew out of it."""

import argparse
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from connectors.cli import journey_export, journey_import
from connectors.cli.record import record
from escalation.exports.formats import FORMATS as OUT
from escalation.exports.log_rows import CASES
from escalation.numbers.contacts import rebuild
from escalation.numbers.helpdesks.formats import FORMATS as IN


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("journey", help="the journey log: import, export, rebuild")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    _import(actions.add_parser("import", help="contacts of a helpdesk, or the shop's own events, from a file"))
    _export(actions.add_parser("export", help="the log in a format that other programs read"))
    anew = actions.add_parser("rebuild", help="classify every closed contact anew from the log")
    anew.set_defaults(run=run_rebuild)


def _import(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path, help="JSON Lines, JSON or CSV; .gz is unpacked")
    formats = [*IN, journey_import.SEGMENT]
    verb.add_argument("--format", choices=formats, default="firsthand", help="where the file is from")
    said = "field=path reads a field of ours (one|other: the first there is), field:=text says the same of every record"
    verb.add_argument("--map", metavar="MAP", help=said, nargs="+", action="extend", default=[])
    meant = "field.value=ours translates a value, * any other: outcome.Closed=resolved_by_agent"
    verb.add_argument("--value", metavar="VALUE", help=meant, nargs="+", action="extend", default=[])
    verb.add_argument("--zone", type=ZoneInfo, default=ZoneInfo("UTC"), help="of times that name none (Asia/Seoul)")
    verb.set_defaults(run=journey_import.run)


def _export(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--format", choices=["csv", *OUT], default="cloudevents")
    verb.add_argument("--from", metavar="DAY", help="first day (2026-01-31) or ISO time; else all there is")
    verb.add_argument("--to", metavar="DAY", help="last day or ISO time; today by default")
    verb.add_argument("--case", choices=CASES, default="contact", help="what a trace of XES is")
    verb.add_argument("--out", type=Path, help="the file to write; else it is printed")
    verb.set_defaults(run=journey_export.run)


async def run_rebuild(options: argparse.Namespace) -> int:
    async with record() as engine:
        print(f"{await rebuild(engine)} contacts classified")
    return 0
