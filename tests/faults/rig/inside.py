"""A gateway inside the harness, where its tasks and sockets can be counted; the engines are a rig's own."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from connectors.settings import Settings
from escalation.schema import upgrade
from escalation.store.clock import Clock
from tests.faults.rig.rig import NOBODY, Rig, open_rig
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import Gateway, running
from tests.ports import free_port


@dataclass(frozen=True, slots=True)
class Inside:
    """The rig without gateways of its own, and the one in this process."""

    rig: Rig
    gateway: Gateway

    @property
    def assistant(self) -> ScriptedAssistant:
        return self.rig.assistant

    @property
    def url(self) -> str:
        return self.gateway.url

    def tasks(self) -> int:
        """Of the gateway and of the harness, without the one that a server has for each connection."""
        named = (getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks())
        return sum(1 for name in named if name != "RequestHandler.start")

    def calls(self) -> int:
        """Sockets of the gateway to the assistant, whatever their state."""
        port = urlsplit(self.rig.assistant_url).port
        found = psutil.Process().net_connections("tcp")
        return sum(1 for one in found if one.raddr and one.raddr.port == port)


@asynccontextmanager
async def open_inside(pages: Path, clock: Clock | None = None) -> AsyncIterator[Inside]:
    """`pages`: an empty folder, for nobody looks at them. `clock`: the database's unless told."""
    async with open_rig(gateways=0) as rig:
        await upgrade(rig.database_url)
        port = free_port()
        told = {"DATABASE_URL": rig.database_url, "REDIS_URL": rig.redis_url, "FIRSTHAND_PORT": str(port)}
        read = Settings.read({**told, "FIRSTHAND_LIMITS": "off", "FIRSTHAND_DATA": str(rig.home / "data")})
        settings = dataclasses.replace(read, rasa_url=rig.assistant_url, shop_url=NOBODY)
        async with running(settings, rig.assistant, pages, clock) as gateway:
            yield Inside(rig, gateway)
