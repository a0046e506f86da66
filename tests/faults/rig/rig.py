"""A rig: the real product with every part in reach, so that each may fail while clients talk to it.

PostgreSQL, Redis and the gateways are processes of its own; the assistant answers inside the harness, so that it
outlives every gateway, and a proxy may stand before each gateway or before all of them.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from aiohttp import web
from redis.asyncio import Redis
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from connectors.supervisor import engines
from escalation.routing.policy_file import SHIPPED
from escalation.service import Service
from tests.embedded import engine_folder
from tests.faults.rig.engine import Engine
from tests.faults.rig.gateways import GatewayProcess
from tests.faults.rig.proxy import Proxy
from tests.faults.rig.template import DATABASE, furnish
from tests.integration.escalation.world import FakeAssistant
from tests.integration.web.assistant import ScriptedAssistant
from tests.ports import free_ports

PASSWORD = "correct horse battery staple"
NOBODY = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Login:
    """An agent who can sign in."""

    id: UUID
    name: str
    email: str
    password: str


class Rig:
    """Everything that runs. Open it with `open_rig`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.assistant = ScriptedAssistant()
        self.assistant_url = ""
        self.postgres = Engine(engines.Postgres(home / "e"))
        self.redis = Engine(engines.Redis(home / "e"))
        self.gateways: list[GatewayProcess] = []
        self.front: Proxy | None = None
        self._record: AsyncEngine | None = None
        self._hired = 0
        self._clients: list[Redis] = []
        self._stack = AsyncExitStack()

    @property
    def database_url(self) -> str:
        assert isinstance(self.postgres.engine, engines.Postgres)
        return self.postgres.engine.url(DATABASE)

    @property
    def redis_url(self) -> str:
        return self.redis.engine.url()

    @property
    def record(self) -> AsyncEngine:
        """Connections of the harness to PostgreSQL; none is kept, so that none is stale after a restart."""
        if self._record is None:
            self._record = create_async_engine(self.database_url, poolclass=NullPool)
        return self._record

    async def sql(self, statement: str, **values: Any) -> list[Row[Any]]:
        """The rows that it gives; what it changes is committed."""
        async with self.record.begin() as connection:
            found = await connection.execute(text(statement), values)
            return list(found.all()) if found.returns_rows else []

    async def redis_client(self) -> "Redis":
        """A new client; the rig closes it."""
        client = Redis.from_url(self.redis_url)
        self._clients.append(client)
        return client

    @property
    def service(self) -> Service:
        """The use cases, straight at the record: for what is there before the first client comes."""
        return Service(self.record, None, FakeAssistant())

    async def hire(self, n: int, **kind: Any) -> list[Login]:
        """`n` more agents; `kind` as `Service.add_agent` takes it."""
        service, hired = self.service, []
        for _ in range(n):
            self._hired += 1
            name, email = f"상담원 {self._hired}", f"agent{self._hired}@shop.example"
            made = await service.add_agent(**{"name": name, "email": email, "password": PASSWORD, **kind})
            hired.append(Login(made.id, made.name, made.email, PASSWORD))
        return hired

    async def add_gateways(self, count: int, proxied: bool, balanced: bool, environ: Mapping[str, str]) -> None:
        """`count` gateways on this record. `balanced`: behind one address."""
        ports = free_ports(count)
        told = {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "RASA_URL": self.assistant_url,
            "SHOP_URL": NOBODY,
            "FIRSTHAND_LIMITS": "off",
            "FIRSTHAND_DATA": str(self.home / "data"),
            "FIRSTHAND_POLICY": str(self._patient_policy()),
            **environ,
        }
        if balanced:
            self.front = await self._stack.enter_async_context(Proxy(*ports))
        for number, port in enumerate(ports, start=1):
            proxy = self.front
            if proxied and not balanced:
                proxy = await self._stack.enter_async_context(Proxy(port))
            self.gateways.append(GatewayProcess(f"gateway{number}", port, told, self.home, proxy))
            self._stack.push_async_callback(self.gateways[-1].kill)

    def _patient_policy(self) -> Path:
        """The shipped one, but nobody is called for who says the same thing again: our assistant understands the same
        every time."""
        shipped = SHIPPED.read_text(encoding="utf-8")
        before, name, same_point = shipped.partition("[signals.same_point]")
        path = self.home / "policy.toml"
        patient = re.sub(r"offer_at = \d+", "offer_at = 999", same_point, count=1)
        patient = re.sub(r"handoff_at = \d+", "handoff_at = 1000", patient, count=1)
        path.write_text(before + name + patient, encoding="utf-8")
        return path

    async def open(self) -> None:
        """The engines and the assistant."""
        runner = web.AppRunner(self.assistant.app(), shutdown_timeout=1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.assistant_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        await asyncio.to_thread(furnish, self.home / "e")
        for engine in (self.postgres, self.redis):
            self._stack.push_async_callback(engine.kill)
            await engine.start()

    async def close(self) -> None:
        """Nothing of it is left, however far it came."""
        for client in self._clients:
            await client.aclose()
        if self._record is not None:
            await self._record.dispose()
        await self._stack.aclose()


@asynccontextmanager
async def open_rig(
    gateways: int = 1, *, proxied: bool = False, balanced: bool = False, start: bool = True, **environment: str
) -> AsyncIterator[Rig]:
    """A rig with its gateways listening, unless they are not to `start` yet; `environment` is for all of them.

    `proxied`: a proxy before each gateway; `balanced`: one before all of them, `front`, as a load balancer.
    """
    with engine_folder() as home:
        rig = Rig(home)
        try:
            await rig.open()
            await rig.add_gateways(gateways, proxied, balanced, environment)
            if start:
                await asyncio.gather(*(gateway.start() for gateway in rig.gateways))
            yield rig
        finally:
            await rig.close()
