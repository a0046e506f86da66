"""A gateway sends by itself while it runs, and stops sending when it stops."""

import asyncio
import dataclasses
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.settings import Settings
from connectors.web import keys
from escalation.outbound.webhooks import Webhooks
from escalation.store.journey import Event
from escalation.store.record import Record
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import running


@pytest.fixture
async def hook() -> AsyncIterator[tuple[str, "asyncio.Queue[str]"]]:
    """A shop's server: its address, and what kinds of event came."""
    came: asyncio.Queue[str] = asyncio.Queue()

    async def hear(request: web.Request) -> web.Response:
        came.put_nowait((await request.json())["type"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", hear)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook")), came


async def handed_off(record: Record) -> None:
    async with record.change() as change:
        change.log(Event("handoff_requested", change.now, {"ticket_id": str(uuid.uuid4())}))


async def test_a_gateway_delivers_while_it_runs_and_leaves_the_rest_to_the_next(
    settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path, hook: tuple[str, "asyncio.Queue[str]"]
) -> None:
    url, came = hook
    allowed = dataclasses.replace(settings, rasa_url=assistant[1], webhook_private=True)
    async with running(allowed, assistant[0], ui) as gateway:
        record = gateway.app[keys.SERVICE].record
        await Webhooks(record).add(url)
        await handed_off(record)
        assert await asyncio.wait_for(came.get(), 10) == "handoff"
        assert "webhooks" in {task.get_name() for task in asyncio.all_tasks()}
    assert "webhooks" not in {task.get_name() for task in asyncio.all_tasks()}
    async with running(allowed, assistant[0], ui) as gateway:
        await handed_off(gateway.app[keys.SERVICE].record)
        assert await asyncio.wait_for(came.get(), 10) == "handoff"
    assert came.empty()


async def test_without_a_mail_server_the_log_says_so_once(
    settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "connectors.web.outgoing")
    quiet = dataclasses.replace(settings, rasa_url=assistant[1])
    async with running(quiet, assistant[0], ui):
        pass
    assert [line.message for line in caplog.records if "mail is off" in line.message] == [
        "mail is off: FIRSTHAND_SMTP_URL is not set"
    ]
