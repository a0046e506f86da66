"""Real logs of others, read where they lie: `firsthand` imports them as a person would have it done."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from escalation.numbers.filter import Filter
from escalation.numbers.overview import overview

LOGS = Path(__file__).parents[4] / "shared" / "eval"
WINDOWS = (7, 14, 30)
Typed = Callable[..., str]
Pages = dict[int, dict[str, Any]]
Counting = Callable[[str, str], Pages]


@pytest.fixture
def imported(database_url: str) -> Typed:
    """Types `firsthand journey import` and its words; answers what it printed."""

    def typed(*words: str) -> str:
        environment = {**os.environ, "DATABASE_URL": database_url}
        command = [sys.executable, "-m", "connectors.cli", "journey", "import", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return typed


@pytest.fixture
def counted(database_url: str) -> Counting:
    """The page of numbers of a period, for each repeat window."""

    async def pages(first: str, last: str) -> Pages:
        engine, now = create_async_engine(database_url), datetime.now(UTC)
        asked = Filter.read({"from": first, "to": last}, now)
        try:
            async with engine.connect() as connection:
                return {days: await overview(connection, replace(asked, window=days), now) for days in WINDOWS}
        finally:
            await engine.dispose()

    return lambda first, last: asyncio.run(pages(first, last))


def parts(page: dict[str, Any], metric: str) -> tuple[int, int]:
    """A metric's numerator and denominator."""
    tile = next(tile for tile in page["metrics"] if tile["id"] == metric)
    return tile["numerator"], tile["denominator"]


def by_topic(page: dict[str, Any]) -> dict[str, int]:
    """Contacts of each topic."""
    return {group["key"]: group["metrics"]["contacts"]["numerator"] for group in page["by"]}
