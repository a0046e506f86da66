"""Where the record is for a command: DATABASE_URL, or what the running `firsthand up` left in the data folder."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.setting_values import asyncpg_url
from connectors.supervisor.claim import DataFolder

REDIS_LIMIT_S = 1.0
ROOT = Path(__file__).resolve().parents[2]


class NotRunning(Exception):
    """There is no database to talk to; the message says what to do."""


def data_folder() -> Path:
    """The data folder: FIRSTHAND_DATA, else `.data` in the checkout."""
    return Path(os.environ.get("FIRSTHAND_DATA") or ROOT / ".data").absolute()


def database_url() -> str:
    """The URL of the record's database."""
    if given := os.environ.get("DATABASE_URL"):
        return asyncpg_url("DATABASE_URL", given)
    folder = DataFolder(data_folder())
    told = folder.told() if folder.held() else None
    if told is None:
        raise NotRunning("Firsthand is not running here: start it with `make run`, or set DATABASE_URL.")
    return str(told["database"])


def redis_url() -> str | None:
    """The URL of the live queue; None where only the database was named: the gateways then find out by themselves."""
    if given := os.environ.get("REDIS_URL"):
        return given
    if os.environ.get("DATABASE_URL"):
        return None
    told = DataFolder(data_folder()).told()
    return None if told is None else str(told["redis"])


@asynccontextmanager
async def live() -> "AsyncIterator[Redis | None]":
    """The live queue, for the time of one command."""
    url = redis_url()
    if url is None:
        yield None
        return
    client = Redis.from_url(url, socket_timeout=REDIS_LIMIT_S, socket_connect_timeout=REDIS_LIMIT_S)
    try:
        yield client
    finally:
        await client.aclose()


@asynccontextmanager
async def record() -> AsyncIterator[AsyncEngine]:
    """The record, for the time of one command."""
    engine = create_async_engine(database_url(), hide_parameters=True)
    try:
        yield engine
    finally:
        await engine.dispose()
