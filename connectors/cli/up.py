"""`firsthand up`: start everything on this machine and keep it running."""

import argparse
import os
from collections.abc import Mapping
from typing import Any

from connectors.cli.record import data_folder
from connectors.supervisor.up import up


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("up", help="start everything on this machine and keep it running")
    verb.add_argument("--unsafe", action="store_true", help="even on engines that may lose what was confirmed")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    return await up(data_folder(), told(options, os.environ))


def told(options: argparse.Namespace, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with what the command line adds to it."""
    return {**environ, **({"FIRSTHAND_UNSAFE": "on"} if options.unsafe else {})}
