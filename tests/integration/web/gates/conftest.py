"""A gateway that counts nobody's tries, and everybody who can come to it."""

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.settings import Settings
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import Gateway, running
from tests.integration.web.gates.actors import JOURNEY_KEY, Cast, staff_of


@pytest.fixture
async def gateway(settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path) -> AsyncIterator[Gateway]:
    scripted, rasa_url = assistant
    changed = dataclasses.replace(settings, rasa_url=rasa_url, limits=False, journey_write_key=JOURNEY_KEY)
    async with running(changed, scripted, ui) as opened:
        yield opened


@pytest.fixture
async def cast(gateway: Gateway) -> AsyncIterator[Cast]:
    cast = await staff_of(gateway)
    yield cast
    await cast.leave()
