"""`firsthand search`: make what the desk's search looks through anew."""

import argparse
from typing import Any

from connectors.cli.record import record
from escalation.desk.search_index import rebuild


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("search", help="the desk's search over conversations")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    anew = actions.add_parser("rebuild", help="index every message and note anew; the gateway may run on")
    anew.set_defaults(run=run_rebuild)


async def run_rebuild(options: argparse.Namespace) -> int:
    async with record() as engine:
        print(f"{await rebuild(engine)} messages and notes can be found")
    return 0
