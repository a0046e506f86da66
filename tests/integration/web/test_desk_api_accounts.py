"""The accounts over HTTP: added, changed, and what a disabled agent's open desk hears of it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete

from connectors.web import keys
from escalation.tables import session
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.settings_pages import GOLDEN, Page, changed, signed_in


@pytest.fixture
async def admin(gateway: Gateway) -> AsyncIterator[Page]:
    async with signed_in(gateway, "admin") as page:
        yield page


async def test_accounts_are_added_and_changed(gateway: Gateway, admin: Page) -> None:
    made = (await admin.example("admin_agent_added")).body["agent"]
    assert (await admin.example("admin_agent_address_taken")).body["error"]["field"] == "email"
    path = f"admin/agents/{made['id']}"
    answer = (await admin.ask("PATCH", path, changed("admin_agent_changed"))).body["agent"]
    assert (answer["name"], answer["capacity"]) == ("민서", 4)
    async with gateway.agent() as screen:
        password = GOLDEN["admin_agent_changed"]["request"]["body"]["password"]
        await screen.sign_in(made["email"], password)
        async with screen.http.get(f"{gateway.url}/desk/me") as response:
            assert response.status == 200
        disabled = (await admin.ask("PATCH", path, {"disabled": True})).body["agent"]
        assert "disabled_at" in disabled
        async with screen.http.get(f"{gateway.url}/desk/me") as response:
            assert response.status == 401
    listed = (await admin.get("admin/agents"))["agents"]
    assert [agent["name"] for agent in listed] == ["지원", "민서"]
    assert made["id"] not in [agent["id"] for agent in (await admin.get("agents"))["agents"]]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": None}, "password"),
        ({"roles": ["boss"]}, "roles"),
        ({"roles": "admin"}, "roles"),
        ({"capacity": 1.5}, "capacity"),
        ({"capacity": 51}, "capacity"),
        ({"skills": ["lunch"]}, "skills"),
        ({"languages": ["fr"]}, "languages"),
        ({"name": " "}, "name"),
    ],
)
async def test_a_wrong_account_names_its_field(admin: Page, fields: dict[str, Any], field: str) -> None:
    answer = await admin.ask("POST", "admin/agents", changed("admin_agent_added", **fields))
    assert answer.refused == (400, "bad_frame", field)
    made = (await admin.example("admin_agent_added")).body["agent"]
    assert (await admin.ask("PATCH", f"admin/agents/{made['id']}", fields)).refused == (400, "bad_frame", field)


async def test_the_last_admin_and_an_unknown_agent(admin: Page) -> None:
    (me,) = (await admin.get("admin/agents"))["agents"]
    answer = await admin.example("admin_last_admin", f"admin/agents/{me['id']}")
    assert answer.body == GOLDEN["admin_last_admin"]["response"]
    assert (await admin.ask("PATCH", f"admin/agents/{uuid4()}", {"capacity": 1})).refused == (
        *(404, "not_found", "agent_id"),
    )


async def test_a_disabled_agent_s_desk_closes_and_the_chat_waits_again(gateway: Gateway, admin: Page) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await agent.sees_waiting(1)
        await agent.claim()
        await customer.owner("agent")
        accounts = (await admin.get("admin/agents"))["agents"]
        agent_id = next(account["id"] for account in accounts if account["email"] == "agent@shop.example")
        assert (await admin.ask("PATCH", f"admin/agents/{agent_id}", {"disabled": True})).status == 200
        await customer.owner("queue")
        assert await agent.until_closed(2) == 4401
        async with await agent.post("/desk/login", {"email": "agent@shop.example", "password": PASSWORD}) as response:
            assert response.status == 401


@pytest.mark.parametrize(
    "fields",
    [{"password": PASSWORD[::-1]}, {"roles": ["agent", "ops"]}, {"roles": ["ops"]}, {"disabled": True}],
    ids=["password", "another role", "no desk any more", "disabled"],
)
async def test_open_desks_close_at_every_gateway(
    gateway: Gateway, second: Gateway, admin: Page, fields: dict[str, Any]
) -> None:
    async with gateway.at_the_desk() as here, second.agent() as there:
        await there.sign_in("agent@shop.example", PASSWORD)
        await there.open()
        (account,) = [one for one in (await admin.get("admin/agents"))["agents"] if one["roles"] == ["agent"]]
        assert account["connected"]
        assert (await admin.ask("PATCH", f"admin/agents/{account['id']}", fields)).status == 200
        for screen in (here, there):
            assert await screen.until_closed(2) == 4401
            async with screen.http.get(f"{screen.url}/desk/me") as response:
                assert response.status == 401


async def test_a_desk_hears_nothing_after_its_session_though_nobody_could_tell_it(gateway: Gateway) -> None:
    """The push was lost: the next frame, whichever, is not admitted, and the socket ends."""
    async with gateway.at_the_desk() as agent:
        async with gateway.app[keys.ENGINE].begin() as connection:
            await connection.execute(delete(session))
        await agent.say("look", conversation_ids=[])
        assert await agent.until_closed(2) == 4401
