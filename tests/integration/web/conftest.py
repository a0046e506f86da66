"""A whole gateway for each test: real PostgreSQL, Redis and service, an assistant of the tests' own."""

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.settings import Settings
from connectors.web import keys
from connectors.web.app import create_app
from escalation.store.clock import Clock
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.screens import AgentScreen, CustomerScreen
from tests.ports import free_port

PASSWORD = "correct horse battery staple"
WRITE_KEY = "a key of the shop's own tags, for journeys"


class Gateway(NamedTuple):
    """What a test talks to."""

    app: web.Application
    url: str
    settings: Settings
    assistant: ScriptedAssistant

    def customer(self) -> CustomerScreen:
        return CustomerScreen(self.url)

    def agent(self) -> AgentScreen:
        return AgentScreen(self.url)

    async def hire(self, name: str = "서연", email: str = "agent@shop.example", *roles: str) -> str:
        """A new agent at the desk; answers the e-mail."""
        await self.app[keys.SERVICE].add_agent(
            name=name, email=email, password=PASSWORD, roles=list(roles) or ["agent"], languages=["ko", "en"], skills=[]
        )
        return email

    @asynccontextmanager
    async def at_the_desk(
        self, name: str = "서연", email: str = "agent@shop.example", *roles: str, status: str = "busy"
    ) -> AsyncIterator[AgentScreen]:
        """An agent who is signed in and connected; busy, they take what they reach for and are offered nothing."""
        await self.hire(name, email, *roles)
        async with self.agent() as screen:
            await screen.sign_in(email, PASSWORD)
            await screen.open()
            await screen.answered(await screen.say("status", status=status))
            yield screen


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    read = Settings.read({"DATABASE_URL": database_url, "REDIS_URL": redis_url, "FIRSTHAND_PORT": str(free_port())})
    return dataclasses.replace(read, shop_url="http://127.0.0.1:9")


@pytest.fixture
async def assistant() -> AsyncIterator[tuple[ScriptedAssistant, str]]:
    scripted = ScriptedAssistant()
    async with TestServer(scripted.app()) as server:
        yield scripted, str(server.make_url("")).rstrip("/")


@pytest.fixture
def ui(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    for name in ("widget", "desk", "ops"):
        (tmp_path / f"{name}.html").write_text(f"<script type='module' src='/assets/{name}.js'></script>")
        (tmp_path / "assets" / f"{name}.js").write_text("export {}")
    (tmp_path / "widget.js").write_text("'loader'")
    (tmp_path / "firsthand.d.ts").write_text("export {}")
    return tmp_path


@asynccontextmanager
async def running(
    settings: Settings, scripted: ScriptedAssistant, ui: Path, clock: Clock | None = None
) -> AsyncIterator[Gateway]:
    """One gateway, listening."""
    app = create_app(settings, ui, clock)
    runner = web.AppRunner(app, shutdown_timeout=3)
    try:
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        yield Gateway(app, settings.public_url, settings, scripted)
    finally:
        await runner.cleanup()


@pytest.fixture
async def gateway(settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path) -> AsyncIterator[Gateway]:
    scripted, rasa_url = assistant
    async with running(dataclasses.replace(settings, rasa_url=rasa_url), scripted, ui) as opened:
        yield opened


@pytest.fixture
async def unlimited(settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path) -> AsyncIterator[Gateway]:
    """One that lets everybody do everything as often as they like, and takes the shop's tags."""
    scripted, rasa_url = assistant
    loose = dataclasses.replace(settings, rasa_url=rasa_url, limits=False, journey_write_key=WRITE_KEY)
    async with running(loose, scripted, ui) as opened:
        yield opened


@pytest.fixture
async def second(gateway: Gateway, ui: Path) -> AsyncIterator[Gateway]:
    """Another gateway on the same database and Redis."""
    port = free_port()
    other = dataclasses.replace(gateway.settings, port=port, public_url=f"http://127.0.0.1:{port}")
    async with running(other, gateway.assistant, ui) as opened:
        yield opened
