"""What happens when something is gone: the database, an agent's right to be there, an agent's tab that sleeps."""

import asyncio

import aiohttp
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from connectors.supervisor.engines import Postgres
from connectors.web import keys
from connectors.web.desk_socket import HEARTBEAT_S
from tests.integration.web.conftest import Gateway


def database_of(gateway: Gateway) -> str:
    return str(make_url(gateway.settings.database_url).database)


def cut(postgres: Postgres, name: str) -> None:
    """The database refuses everybody, from one moment to the next."""
    postgres.psql(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
    postgres.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def heal(postgres: Postgres, name: str) -> None:
    postgres.psql(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')


async def test_without_the_database_nothing_is_acknowledged_and_it_heals_by_itself(
    gateway: Gateway, postgres: Postgres
) -> None:
    name = database_of(gateway)
    async with gateway.customer() as customer, aiohttp.ClientSession() as http:
        await customer.open()
        cut(postgres, name)
        refused = [await customer.write("lost?") for _ in range(3)]
        assert {answer["code"] for answer in refused} == {"unavailable"}
        assert refused[0]["retry_after"] > 0
        async with http.get(f"{gateway.url}/readyz") as response:
            assert response.status == 503
            assert (await response.json())["parts"]["database"] == {"ok": False}
        async with await customer.post("/widget/session", {}) as response:
            assert response.status == 503
            assert (await response.json())["error"]["code"] == "unavailable"
        heal(postgres, name)
        assert (await customer.write("back"))["seq"] == 1
        await customer.reads("re: back")


@pytest.mark.slow
async def test_pongs_alone_keep_an_agents_chats_until_the_agent_is_disabled(gateway: Gateway) -> None:
    """The agent's tab says nothing: only the browser's answers to the server's pings come."""
    engine = gateway.app[keys.ENGINE]

    async def lease() -> object:
        async with engine.connect() as connection:
            return await connection.scalar(text("SELECT lease_until FROM ticket"))

    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await agent.sees_waiting(1)
        await agent.claim()
        first = await lease()
        await asyncio.sleep(HEARTBEAT_S + 1)
        assert await lease() != first
        assert {"type": "beat"} in agent.heard, "a page cannot tell that its socket lives"
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE agent SET disabled_at = now()"))
        await agent.until_closed(HEARTBEAT_S + 2)
        assert agent.close_code == 4401
