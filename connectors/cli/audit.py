"""`firsthand audit verify`: is the log of changed settings whole?"""

import argparse
import sys
from typing import Any

from connectors.cli.record import record
from escalation.staff.audit import check_chain


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("audit", help="the log of changed settings")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="is every entry as it was written, and none missing?")
    verify.add_argument("--mark", help="the newest mark of an earlier look: shows whether entries since were cut off")
    verify.set_defaults(run=run_verify)


async def run_verify(options: argparse.Namespace) -> int:
    async with record() as engine, engine.connect() as connection:
        checked = await check_chain(connection, options.mark)
    if checked.intact:
        print(f"entries: {checked.entries}, all in order; newest mark: {checked.newest or '-'}")
        return 0
    if checked.broken_at == 0:
        problem = f"expected an entry with the mark {options.mark}, got none in {checked.entries} entries"
    else:
        problem = f"entry {checked.broken_at} does not follow the {checked.entries} before it"
    print(f"firsthand: audit: {problem}", file=sys.stderr)
    return 1
