"""Accounts: what they may hold, who is signed out by a change, and what becomes of the chats of a disabled one."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from escalation.queue.topics import Queue
from escalation.staff.audit import CLI
from escalation.store.people import Agent
from escalation.store.refusals import Refused
from escalation.store.wire import Wire
from tests.integration.escalation.world import World, frames_of, refused_code

PASSWORD = "long enough"


async def hired(world: World, email: str = "a@shop.example", *roles: str, **fields: Any) -> Agent:
    return await world.service.add_agent(
        name="민지", email=email, password=PASSWORD, roles=roles or ("agent",), actor=CLI, **fields
    )


async def changed(world: World, agent: Agent, **fields: Any) -> Wire:
    return await world.service.staff.change_agent(actor=CLI, agent_id=agent.id, fields=fields)


async def refusal(asked: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await asked
    return refused.value


@pytest.mark.parametrize(
    ("field", "value", "got"),
    [
        ("name", "  ", "got 0"),
        ("name", "x" * 81, "got 81"),
        ("email", "nobody", "got nobody"),
        ("email", "two@words @x", "got two@words @x"),
        ("password", "short", "got 5"),
        ("roles", ["boss"], "got boss"),
        ("roles", [], "got none"),
        ("languages", ["ko", "fr"], "got fr"),
        ("skills", ["billing", "lunch"], "got lunch"),
        ("capacity", -1, "got -1"),
        ("capacity", 51, "got 51"),
    ],
)
async def test_a_wrong_field_is_named_with_what_came(world: World, field: str, value: Any, got: str) -> None:
    good: dict[str, Any] = {"name": "민지", "email": "a@shop.example", "password": PASSWORD}
    refused = await refusal(world.service.add_agent(**{**good, field: value}))
    assert (refused.code, refused.field) == ("bad_frame", field)
    assert refused.message.startswith("expected ")
    assert refused.message.endswith(got)
    if field != "email":
        agent = await hired(world)
        assert (await refusal(changed(world, agent, **{field: value}))).field == field


async def test_an_account_is_added_changed_and_listed(world: World) -> None:
    agent = await hired(world, languages=("ko",), skills=("billing",), capacity=2)
    new = {"name": "지원", "languages": ["ko", "en"], "skills": [], "capacity": 5, "roles": ["agent", "supervisor"]}
    account = await changed(world, agent, **new)
    assert {name: account[name] for name in new} == new
    assert account["email"] == "a@shop.example"
    assert await world.service.staff.accounts() == [account]
    assert (await refusal(changed(world, agent, email="b@shop.example"))).field == "email"
    stranger = world.service.staff.change_agent(actor=CLI, agent_id=uuid4(), fields={"capacity": 1})
    assert await refused_code(stranger) == "not_found"


async def test_an_address_belongs_to_one_account_even_a_disabled_one(world: World) -> None:
    agent = await hired(world)
    await changed(world, agent, disabled=True)
    refused = await refusal(hired(world, "A@Shop.example"))
    assert (refused.code, refused.field) == ("conflict", "email")


async def test_the_log_tells_the_change_and_no_secret(world: World) -> None:
    agent = await hired(world)
    await changed(world, agent, name="지원", password="another long one", capacity=2)
    await changed(world, agent, disabled=True)
    await changed(world, agent, disabled=False)
    await changed(world, agent, capacity=2)
    entries = (await world.service.audit.page())["entries"]
    assert [entry["action"] for entry in entries] == ["agent_enabled", "agent_disabled", "agent_changed", "agent_added"]
    told = entries[2]
    assert (told["before"], told["after"]) == ({"capacity": 4}, {"capacity": 2, "replaced": ["name", "password"]})
    assert told["subject"] == {"kind": "agent", "id": str(agent.id), "name": "지원"}
    kept = await world.scalar("SELECT string_agg(audit::text, ' ') FROM audit")
    assert not any(word in kept for word in ("long", "argon2", "shop.example", "민지", "지원"))


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"capacity": 1, "name": "지원"}, True),
        ({"roles": ["supervisor", "agent"]}, True),
        ({"roles": ["agent", "supervisor", "ops"]}, False),
        ({"roles": ["agent"]}, False),
        ({"password": "another long one"}, False),
        ({"disabled": True}, False),
    ],
)
async def test_another_password_or_other_roles_sign_out_everywhere(world: World, fields: Wire, stays: bool) -> None:
    agent = await hired(world, "a@shop.example", "agent", "supervisor")
    tokens = [await world.service.open_session(agent_id=agent.id) for _ in range(2)]
    async with frames_of(world.service.push, f"agent:{agent.id}") as own, frames_of(world.service.push, "desk") as desk:
        await changed(world, agent, **fields)
        await asyncio.sleep(0)
    sessions = [await world.service.session(token=token) for token in tokens]
    assert [session is not None for session in sessions] == [stays, stays]
    assert ({"type": "session_closed", "session": "*"} in own) is not stays
    assert {"type": "staff_changed"} in desk


async def test_another_password_is_the_one_that_counts(world: World) -> None:
    agent = await hired(world)
    await changed(world, agent, password="another long one")
    assert await world.service.authenticate(email=agent.email, password=PASSWORD) is None
    assert await world.service.authenticate(email=agent.email, password="another long one") == agent


@pytest.mark.parametrize("fields", [{"password": "another long one"}, {"disabled": True}])
async def test_a_log_in_under_way_does_not_outlive_a_change_of_the_account(world: World, fields: Wire) -> None:
    agent = await hired(world)
    known = await world.service.recognise(email=agent.email, password=PASSWORD)
    assert known is not None
    assert PASSWORD not in repr(known)
    assert known.password_hash not in repr(known)
    await changed(world, agent, **fields)
    refused = await refusal(world.service.open_session(agent_id=agent.id, known=known))
    assert refused.code == "unauthenticated"
    assert await world.scalar("SELECT count(*) FROM session") == 0


async def test_whichever_comes_first_a_new_password_leaves_no_session_of_the_old_one(world: World) -> None:
    agent = await hired(world)
    for password in ("the second one", "the third one!", "the fourth one"):
        known = await world.service.recognise(email=agent.email, password=PASSWORD)
        opening = world.service.open_session(agent_id=agent.id, known=known)
        await asyncio.gather(changed(world, agent, password=password), opening, return_exceptions=True)
        assert await world.scalar("SELECT count(*) FROM session") == 0
        await changed(world, agent, password=PASSWORD)


async def test_the_last_admin_stays(world: World) -> None:
    first, second = await hired(world, "1@x.example", "admin"), await hired(world, "2@x.example", "admin", "agent")
    await changed(world, first, roles=["agent"])
    for fields, field in (({"disabled": True}, "disabled"), ({"roles": ["agent"]}, "roles")):
        refused = await refusal(changed(world, second, **fields))
        assert (refused.code, refused.field) == ("conflict", field)
    await changed(world, second, roles=["admin"])
    assert await world.service.authenticate(email="2@x.example", password=PASSWORD) is not None


async def test_two_admins_who_disable_each_other_leave_one(world: World) -> None:
    both = [await hired(world, f"{number}@x.example", "admin") for number in range(2)]
    ends = await asyncio.gather(*(changed(world, one, disabled=True) for one in both), return_exceptions=True)
    assert [type(end) for end in ends if isinstance(end, BaseException)] == [Refused]
    assert sum("disabled_at" in account for account in await world.service.staff.accounts()) == 1


async def test_the_chats_of_a_disabled_agent_wait_again_where_they_waited(world: World) -> None:
    agent = await world.agent()
    chats = []
    for _ in range(3):
        chats.append(await world.handed_off())
        world.clock.pass_(1)
    held = [await world.claimed(agent) for _ in range(2)]
    before = {ticket["id"]: ticket["respond_by"] for ticket in held}
    world.clock.pass_(1)
    await changed(world, agent, disabled=True)
    other = await world.agent()
    waiting = await world.service.waiting(agent_id=other.id)
    assert [ticket["conversation_id"] for ticket in waiting] == [str(chat) for chat in chats]
    assert {ticket["id"]: ticket["respond_by"] for ticket in waiting if ticket["id"] in before} == before
    live = await world.service.queue.members(Queue(waiting[0]["queue"]))
    assert live is not None
    assert len(live) == 3
    assert "system: agent_left" in await world.lines(chats[0])
    assert await refused_code(world.service.claim(agent_id=agent.id)) == "forbidden"
    late = world.service.send_as_agent(
        agent_id=agent.id, conversation_id=chats[0], epoch=held[0]["epoch"], client_id=uuid4(), text="늦은 말"
    )
    assert await refused_code(late) == "not_owner"


async def test_what_a_disabled_agent_was_asked_to_take_is_free_for_others(world: World) -> None:
    agent, other = await world.agent(), await world.agent()
    conversation_id = await world.handed_off()
    ticket_id = await world.scalar("SELECT id FROM ticket")
    until = world.clock.now + timedelta(seconds=30)
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE ticket SET offered_to = $1, offered_until = $2", (agent.id, until))
    await changed(world, agent, disabled=True)
    assert await world.scalar("SELECT offered_to FROM ticket") is None
    taken = await world.claimed(other, UUID(str(ticket_id)))
    assert taken["conversation_id"] == str(conversation_id)
