"""The program `firsthand`: one command a verb; an error is one sentence and exit code 1 (2: wrong use or setting)."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

from asyncpg import PostgresError
from sqlalchemy.exc import SQLAlchemyError

from connectors.cli import agents, audit, doctor, erase, export, journey, policy, report, search, stats, up, webhooks
from connectors.cli.record import NotRunning
from connectors.supervisor.engines import EngineError
from connectors.supervisor.preflight import PreflightError
from connectors.supervisor.up import WRONG_SETUP, UpError, WrongSetup
from escalation.insight.workshop import WorkshopError

Command = Callable[[argparse.Namespace], Awaitable[int]]


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(prog="firsthand", description="Customer support after the purchase.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    for module in (up, stats, report, journey, search, agents, policy, webhooks, audit, export, erase, doctor):
        module.add_to(verbs)
    return top


def main(words: list[str] | None = None) -> int:
    """Entry point of the console script; returns the exit code."""
    options = parser().parse_args(words)
    run: Command = options.run
    try:
        return asyncio.run(run(options))  # type: ignore[arg-type]
    except (SQLAlchemyError, PostgresError) as error:
        print(f"firsthand: the database refuses: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except WrongSetup as error:
        print(f"firsthand: {error}", file=sys.stderr)
        return WRONG_SETUP
    except (EngineError, PreflightError, UpError, NotRunning, WorkshopError, ValueError, OSError) as error:
        print(f"firsthand: {error}", file=sys.stderr)
        return 1
