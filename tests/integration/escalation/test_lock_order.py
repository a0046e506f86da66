"""Two transactions that want the same rows: the second waits or passes by; neither is ended for the other's sake."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.staff.agents import end_sessions
from escalation.staff.audit import CLI
from tests.integration.escalation.desks import at_desk, offered, queued, set_role, ticket_of
from tests.integration.escalation.world import World, until_somebody_waits

AGENT = text("SELECT id FROM agent WHERE id = :it FOR NO KEY UPDATE")
TICKET = text("UPDATE ticket SET created_at = created_at WHERE id = :it")
LIMIT_S = 5.0


@asynccontextmanager
async def kept(world: World, ticket_id: UUID) -> AsyncIterator[AsyncConnection]:
    """Another transaction, which is changing this ticket."""
    async with world.engine.begin() as connection:
        await connection.execute(TICKET, {"it": ticket_id})
        yield connection


async def two_tickets(world: World) -> tuple[UUID, UUID]:
    """Two that wait, in the order of their ids."""
    first, second = sorted([await ticket_of(world, await world.handed_off()) for _ in range(2)])
    return first, second


async def put_last(world: World, ticket_id: UUID) -> None:
    """In the table and in its indexes: whoever goes by these finds it after all others."""
    moved = text("UPDATE ticket SET respond_by = respond_by + interval '1 second' WHERE id = :it")
    async with world.engine.begin() as connection:
        await connection.execute(moved, {"it": ticket_id})


async def meets(world: World, first: UUID, second: UUID, work: Coroutine[Any, Any, Any]) -> None:
    """`work` locks both tickets while another transaction locks them in the order of their ids."""
    await put_last(world, first)
    async with kept(world, first) as other:
        working = asyncio.create_task(work)
        await until_somebody_waits(world)
        await other.execute(TICKET, {"it": second})
    await asyncio.wait_for(working, LIMIT_S)


async def test_a_sign_of_life_locks_the_chats_in_the_order_of_their_ids(world: World) -> None:
    agent = await at_desk(world)
    first, second = await two_tickets(world)
    for ticket_id in (first, second):
        await world.claimed(agent, ticket_id)
    world.clock.pass_(5)
    before = await world.scalar("SELECT min(lease_until) FROM ticket")
    await meets(world, first, second, world.service.renew(agent_id=agent.id))
    assert await world.scalar("SELECT min(lease_until) FROM ticket") > before


async def test_a_new_name_of_a_label_locks_its_tickets_in_the_order_of_their_ids(world: World) -> None:
    labels = world.service.known_labels
    label = await labels.add(actor=CLI, fields={"name": "환불", "colour": "red"})
    first, second = await two_tickets(world)
    async with world.engine.begin() as connection:
        await connection.execute(text("UPDATE ticket SET labels = '{환불}'"))
    renaming = labels.change(actor=CLI, label_id=UUID(label["id"]), fields={"name": "반품"})
    await meets(world, first, second, renaming)
    assert await world.scalar("SELECT count(*) FROM ticket WHERE labels = '{반품}'") == 2


async def test_who_goes_away_locks_the_offers_in_the_order_of_their_ids(world: World) -> None:
    agent = await at_desk(world)
    first, second = await two_tickets(world)
    await world.service.dispatcher.dispatch()
    await meets(world, first, second, world.service.set_status(agent_id=agent.id, status="away"))
    assert await offered(world, agent) == []


async def test_a_new_round_passes_by_what_somebody_is_changing(world: World) -> None:
    agent = await at_desk(world)
    first, second = await two_tickets(world)
    await world.service.dispatcher.dispatch()
    for ticket_id in (first, second):
        await world.service.decline_offer(agent_id=agent.id, ticket_id=ticket_id)
    world.clock.pass_(30)
    await world.service.renew(agent_id=agent.id)
    async with kept(world, first):
        assert await asyncio.wait_for(world.service.dispatcher.step(), LIMIT_S) == 1
    assert await world.service.dispatcher.step() == 1, "the other one a moment later"
    assert len(await offered(world, agent)) == 2


async def test_room_is_made_by_what_nobody_else_is_taking(world: World) -> None:
    """Each of two takes by name what the other one is asked to take: each would wait for the other's ticket."""
    agent = await at_desk(world, capacity=1)
    await set_role(world, agent, "supervisor")
    asked = await ticket_of(world, await world.handed_off())
    await world.service.dispatcher.dispatch()
    named = await ticket_of(world, await world.handed_off())
    async with kept(world, asked):
        await asyncio.wait_for(world.claimed(agent, named), LIMIT_S)
        assert len(await offered(world, agent)) == 1, "left to whoever is taking it"
    await world.service.dispatcher.step()
    assert (await offered(world, agent), await queued(world)) == ([], 1)


async def test_who_signs_out_waits_for_a_change_of_the_account(world: World) -> None:
    agent = await at_desk(world)
    token = await world.service.open_session(agent_id=agent.id)
    async with world.service.record.change() as change:
        await change.connection.execute(AGENT, {"it": agent.id})
        leaving = asyncio.create_task(world.service.close_session(token=token))
        await until_somebody_waits(world)
        await end_sessions(change, agent.id)
    await asyncio.wait_for(leaving, LIMIT_S)
    assert await world.service.session(token=token) is None


async def test_the_last_of_those_who_sign_out_at_once_leaves(world: World) -> None:
    agent = await at_desk(world)
    tokens = [await world.service.open_session(agent_id=agent.id) for _ in range(3)]
    async with world.engine.begin() as connection:
        await connection.execute(AGENT, {"it": agent.id})
        leaving = [asyncio.create_task(world.service.close_session(token=token)) for token in tokens]
        await until_somebody_waits(world)
    await asyncio.wait_for(asyncio.gather(*leaving), LIMIT_S)
    assert await world.scalar("SELECT status FROM agent WHERE id = :it", it=agent.id) == "away"
