"""`firsthand up`: start everything on this machine and keep it running."""

import argparse
import os
from typing import Any

from connectors.cli.record import data_folder
from connectors.supervisor.up import up


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("up", help="start everything on this machine and keep it running")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    return await up(data_folder(), os.environ)
