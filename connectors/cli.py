"""The program `firsthand`: one command a verb, errors as one sentence and exit code 1 (2 for wrong usage)."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from connectors.supervisor.engines import EngineError
from connectors.supervisor.preflight import PreflightError
from connectors.supervisor.up import UpError, up

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The data folder: FIRSTHAND_DATA, else `.data` in the checkout."""
    return Path(os.environ.get("FIRSTHAND_DATA") or ROOT / ".data").absolute()


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="firsthand", description="Customer support after the purchase.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    verbs.add_parser("up", help="start everything on this machine and keep it running")
    return top


def main() -> int:
    """Entry point of the console script."""
    parser().parse_args()
    try:
        return asyncio.run(up(data_folder(), os.environ))
    except (EngineError, PreflightError, UpError, ValueError, OSError) as error:
        print(f"firsthand: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
