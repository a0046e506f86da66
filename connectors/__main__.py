"""`python -m connectors`: run the gateway until it is told to stop."""

import argparse
import asyncio
import errno
import gc
import logging
import os
import resource
import signal
import sys

from aiohttp import web
from asyncpg import InterfaceError, PostgresError

from connectors.log import start_log
from connectors.setting_values import SettingsError
from connectors.settings import Settings
from connectors.web.access import AccessLogger
from connectors.web.app import create_app
from escalation.routing.policy_file import PolicyError, read_policy
from escalation.schema import SchemaError, upgrade
from escalation.store import failpoints

FAREWELL_S = 10.0
"""How long requests that are under way may take when the gateway stops."""
LISTEN_BACKLOG = 4096
"""Connections that may wait to be taken: what the kernel refuses comes again a second later."""
GARBAGE = (5_000, 20, 10)
"""How often Python looks for garbage in circles. With thousands of sockets a look at everything stops the gateway for
one or two seconds, and almost all garbage goes without it."""
WRONG_SETUP = 2
"""Exit code for what a person has to put right; a restart would not help."""


class SetupError(Exception):
    """The gateway cannot start; the message is one sentence for a person."""


def main() -> int:
    """Entry point: 0 after a graceful stop, 2 with one sentence when it cannot start."""
    environ = told(sys.argv[1:])
    try:
        settings = Settings.read(environ)
        start_log(environ)
        allow_files()
        gc.set_threshold(*GARBAGE)
        if settings.failpoint:
            failpoints.arm(settings.failpoint)
        read_policy(settings.policy)
        asyncio.run(serve(settings))
    except (SettingsError, PolicyError, SetupError) as error:
        print(f"gateway: {error}", file=sys.stderr)
        return WRONG_SETUP
    return 0


def told(words: list[str]) -> dict[str, str]:
    """The environment, with what the command line adds to it."""
    parser = argparse.ArgumentParser(prog="python -m connectors", description="Run the gateway.")
    parser.add_argument("--unsafe", action="store_true", help="even on engines that may lose what was confirmed")
    unsafe = {"FIRSTHAND_UNSAFE": "on"} if parser.parse_args(words).unsafe else {}
    return {**os.environ, **unsafe}


def allow_files() -> None:
    """A socket is a file, and most systems start programs with room for a thousand though they allow many more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def serve(settings: Settings) -> None:
    """Bring the schema up to date, listen, and leave in order on SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await prepare(settings)
    runner = web.AppRunner(
        create_app(settings),
        access_log_class=AccessLogger,
        shutdown_timeout=FAREWELL_S,
        handle_signals=False,
    )
    try:
        await runner.setup()
        await listen(runner, settings)
        logging.getLogger(__name__).info("the gateway listens on %s:%d", settings.host, settings.port)
        await stop.wait()
    finally:
        await runner.cleanup()


async def prepare(settings: Settings) -> None:
    """The schema; several gateways that start together wait for one another."""
    try:
        await upgrade(settings.database_url)
    except OSError as error:
        raise SetupError(f"DATABASE_URL: no PostgreSQL answers there ({error.strerror or error}).") from error
    except SchemaError as error:
        raise SetupError(f"DATABASE_URL: {error}") from error
    except (PostgresError, InterfaceError) as error:
        raise SetupError(f"DATABASE_URL: PostgreSQL refuses: {str(error).splitlines()[0]}") from error


async def listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port, backlog=LISTEN_BACKLOG).start()
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            raise SetupError(f"{where} is in use: stop what listens there or set FIRSTHAND_PORT.") from error
        raise SetupError(f"cannot listen on {where}: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(main())
