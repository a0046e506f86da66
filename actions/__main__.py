"""`python -m actions`: run the action server."""

import argparse
import logging
import os
import sys
from collections.abc import Mapping, Sequence

from aiohttp import web

from actions.server import create_app
from actions.settings import Settings, SettingsError


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Serves until it is told to stop; 2 when a setting is wrong, 3 when the address cannot be listened on."""
    parser = argparse.ArgumentParser(prog="python -m actions", description="Runs the assistant's actions for Rasa.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=5055, help="0 takes a free one (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        settings = Settings.read(environ, host=options.host, port=options.port)
    except SettingsError as error:
        print(f"actions: {error}", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Its list of every action is for debugging.
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    try:
        web.run_app(create_app(settings), host=settings.host, port=settings.port, access_log=None, print=_say)
    except OSError as error:
        print(f"actions: cannot listen on {settings.host}:{settings.port}: {error.strerror}", file=sys.stderr)
        return 3
    return 0


def _say(line: str) -> None:
    """aiohttp's banner in one line of our own log."""
    logging.getLogger("actions").info("%s", " ".join(line.split()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
