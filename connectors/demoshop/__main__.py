"""`python -m connectors.demoshop serve` and `import FILE`; installed as `firsthand-shop`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.cli.record import NotRunning, database_url
from connectors.demoshop.app import make_app, utc_now
from connectors.demoshop.importing import import_file
from connectors.demoshop.settings import Settings, SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all went well, 1 when an import skipped lines, 2 when it could not begin."""
    wanted = _parser().parse_args(arguments)
    try:
        return _serve() if wanted.command == "serve" else _import(wanted.file)
    except (SettingsError, NotRunning, SQLAlchemyError, OSError) as error:
        print(f"firsthand-shop: {error}", file=sys.stderr)
        return 2


def _serve() -> int:
    settings = Settings.read(os.environ)
    web.run_app(make_app(settings), host=settings.host, port=settings.port, print=None)
    return 0


def _import(file: Path) -> int:
    report = asyncio.run(import_file(file, database_url(), utc_now()))
    print(report.in_words())
    return 1 if report.bad else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="firsthand-shop", description="The demo shop of Firsthand.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the storefront and its REST interface")
    taking = commands.add_parser("import", help="take in orders from a JSON Lines file, plain or gzipped")
    taking.add_argument("file", type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
