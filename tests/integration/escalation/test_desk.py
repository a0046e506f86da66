"""An agent's chat: answers, the end of it, and an epoch that keeps an old owner out."""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from escalation.store.people import Agent
from escalation.store.wire import Ack, Wire
from escalation.tables import agent as agent_table
from tests.integration.escalation.world import World, frames_of, refused_code, until


async def _chat(world: World) -> tuple[UUID, Agent, Wire]:
    conversation_id, agent = await world.handed_off(), await world.agent("민지")
    return conversation_id, agent, await world.claimed(agent)


async def _answer(world: World, agent: Agent, taken: Wire, text: str, client_id: UUID | None = None) -> Ack:
    return await world.service.send_as_agent(
        agent_id=agent.id,
        conversation_id=UUID(taken["conversation_id"]),
        epoch=taken["epoch"],
        client_id=client_id or uuid.uuid4(),
        text=text,
    )


def _hold(agent: Agent, taken: Wire) -> dict[str, object]:
    return {"agent_id": agent.id, "ticket_id": UUID(taken["id"]), "epoch": taken["epoch"]}


async def test_the_bot_is_silent_while_a_person_answers(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    world.clock.pass_(20)
    await world.say(conversation_id, "계세요?")
    client_id = uuid.uuid4()
    acks = [await _answer(world, agent, taken, "네, 민지입니다.", client_id) for _ in range(3)]
    assert len(set(acks)) == 1
    await _answer(world, agent, taken, "확인했어요.")
    assert await world.runner.run_due() == 0
    shown = (await world.messages(conversation_id))[-2]
    assert (shown["sender"], shown["name"], shown["text"]) == ("agent", "민지", "네, 민지입니다.")
    assert [event.data["first"] for event in await world.events("agent_replied")] == [True, False]
    mine = await world.service.mine(agent_id=agent.id)
    assert (mine[0]["last_text"], mine[0]["first_reply_at"][:19]) == ("확인했어요.", "2026-03-02T09:00:20")
    assert await refused_code(_answer(world, agent, taken, "anders", client_id)) == "conflict"


async def test_resolving_ends_the_contact_and_asks_for_a_rating(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    await _answer(world, agent, taken, "처리했어요")
    world.clock.pass_(60)
    await world.service.resolve(**_hold(agent, taken))  # type: ignore[arg-type]
    assert (await world.lines(conversation_id))[-1] == "system: resolved"
    state = await world.state(conversation_id)
    assert (state["owner"], state["rating"]) == ("closed", {"contact_id": taken["contact_id"]})
    closed = (await world.events("contact_closed"))[0]
    assert closed.data["outcome"] == "resolved_by_agent"
    assert await world.service.mine(agent_id=agent.id) == []
    assert await refused_code(_answer(world, agent, taken, "still here")) == "not_owner"
    rate: dict[str, Any] = {
        "conversation_id": conversation_id,
        "contact_id": UUID(taken["contact_id"]),
        "client_id": uuid.uuid4(),
    }
    for _ in range(2):
        await world.service.rate(**rate, score=5, comment="친절 010-1234-5678")
    assert (await world.state(conversation_id))["rating"]["score"] == 5
    rated = await world.events("contact_rated")
    assert [event.data for event in rated] == [{"score": 5, "solved": None, "effort": None, "comment": "친절 [phone]"}]
    assert await world.scalar("SELECT csat FROM contact WHERE ended_at IS NOT NULL") == 5
    again = world.service.rate(**{**rate, "client_id": uuid.uuid4()}, score=1, comment=None)
    assert await refused_code(again) == "conflict"


async def test_a_rating_needs_a_closed_contact_of_this_conversation(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    rate = {"client_id": uuid.uuid4(), "contact_id": UUID(taken["contact_id"]), "comment": None}
    asked = world.service.rate(conversation_id=conversation_id, score=5, **rate)  # type: ignore[arg-type]
    assert await refused_code(asked) == "not_found"
    await world.service.resolve(**_hold(agent, taken))  # type: ignore[arg-type]
    foreign = world.service.rate(conversation_id=await world.conversation(), score=5, **rate)  # type: ignore[arg-type]
    assert await refused_code(foreign) == "not_found"
    wild = world.service.rate(conversation_id=conversation_id, score=6, **rate)  # type: ignore[arg-type]
    assert await refused_code(wild) == "bad_frame"


async def test_back_to_the_bot_means_a_new_dialogue_in_the_same_contact(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    await world.service.return_to_bot(**_hold(agent, taken))  # type: ignore[arg-type]
    assert (await world.state(conversation_id))["owner"] == "bot"
    await world.ask(conversation_id, "영수증은요?")
    assert (await world.lines(conversation_id))[-3:] == ["system: returned_to_bot", "customer: 영수증은요?", "bot: ok"]
    dialogues = [request["dialogue_id"] for request in world.assistant.requests]
    assert dialogues[0] != dialogues[1]
    assert len(await world.events("contact_started")) == 1
    assert await refused_code(_answer(world, agent, taken, "late")) == "not_owner"


async def test_a_released_chat_waits_in_its_old_place(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    world.clock.pass_(5)
    later = await world.handed_off()
    await world.service.release(**_hold(agent, taken))  # type: ignore[arg-type]
    assert (await world.lines(conversation_id))[-1] == "system: agent_left"
    assert (await world.state(conversation_id))["queue"]["position"] == 1
    assert (await world.state(later))["queue"]["position"] == 2
    other = await world.agent("서준")
    again = await world.claimed(other)
    assert again["conversation_id"] == str(conversation_id)
    assert again["epoch"] > taken["epoch"]
    assert again["respond_by"] == taken["respond_by"]


async def test_an_old_epoch_is_refused_even_for_the_same_agent(world: World) -> None:
    _, agent, taken = await _chat(world)
    await world.service.release(**_hold(agent, taken))  # type: ignore[arg-type]
    again = await world.claimed(agent)
    assert await refused_code(_answer(world, agent, taken, "late")) == "stale_epoch"
    for use_case in (world.service.resolve, world.service.return_to_bot, world.service.release):
        assert await refused_code(use_case(**_hold(agent, taken))) == "stale_epoch"  # type: ignore[arg-type]
    await _answer(world, agent, again, "in time")


async def test_an_expired_lease_gives_the_chat_back_and_tells_everybody(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    async with (
        frames_of(world.service.push, f"agent:{agent.id}") as at_desk,
        frames_of(world.service.push, f"conversation:{conversation_id}") as at_widget,
    ):
        world.clock.pass_(25)
        assert await world.service.renew(agent_id=agent.id, held=[UUID(taken["id"])]) == []
        world.clock.pass_(29)
        assert await world.reconciler.expire_leases() == 0
        world.clock.pass_(1)
        assert await world.reconciler.expire_leases() == 1
        await until(lambda: len(at_desk) == 2 and len(at_widget) == 2)
    assert {"type": "lease_lost", "ticket_id": taken["id"]} in at_desk
    assert [frame["type"] for frame in at_widget] == ["message", "state"]
    assert (await world.lines(conversation_id))[-1] == "system: agent_left"
    assert await refused_code(_answer(world, agent, taken, "written while away")) == "not_owner"
    assert await world.service.renew(agent_id=agent.id, held=[UUID(taken["id"])]) == [UUID(taken["id"])]
    assert [event.data["reason"] for event in await world.events("ticket_requeued")] == ["lease_expired"]
    assert (await world.claimed(await world.agent()))["conversation_id"] == str(conversation_id)


async def test_losing_redis_requeues_nobody(world: World) -> None:
    assert world.redis is not None
    conversation_id, agent, taken = await _chat(world)
    await world.redis.flushall()
    await world.reconciler.step()
    assert (await world.state(conversation_id))["owner"] == "agent"
    await _answer(world, agent, taken, "still here")


async def test_a_desk_opens_what_waits_or_is_its_own(world: World) -> None:
    conversation_id, agent, taken = await _chat(world)
    waiting = await world.handed_off()
    other = await world.agent()
    view = await world.service.open_ticket(agent=agent, conversation_id=conversation_id, after_seq=0)
    assert view["ticket"]["id"] == taken["id"]
    assert view["last_seq"] == view["messages"][-1]["seq"]
    await world.service.open_ticket(agent=other, conversation_id=waiting, after_seq=0)
    foreign = world.service.open_ticket(agent=other, conversation_id=conversation_id, after_seq=0)
    assert await refused_code(foreign) == "forbidden"
    nobodys = world.service.open_ticket(agent=other, conversation_id=await world.conversation(), after_seq=0)
    assert await refused_code(nobodys) == "not_found"


async def test_accounts_and_sessions(world: World) -> None:
    made = await world.service.add_agent(name="민지", email="Minji@example.com", password="long enough")
    twice = world.service.add_agent(name="x", email="minji@EXAMPLE.com", password="long enough")
    assert await refused_code(twice) == "conflict"
    assert await refused_code(world.service.add_agent(name="x", email="x@example.com", password="short")) == "bad_frame"
    assert await world.service.authenticate(email="minji@example.com", password="long enough") == made
    assert await world.service.authenticate(email="minji@example.com", password="wrong") is None
    assert await world.service.authenticate(email="nobody@example.com", password="long enough") is None
    token = await world.service.open_session(agent_id=made.id)
    assert await world.service.session(token=token) == made
    assert await world.service.session(token="made up") is None
    await world.service.set_status(agent_id=made.id, status="online")
    for _ in range(3):
        world.clock.pass_(20 * 60)
        kept = await world.service.session(token=token)
        assert kept is not None
        assert kept.status == "online"
    world.clock.pass_(31 * 60)
    assert await world.service.session(token=token) is None
    fresh = await world.service.open_session(agent_id=made.id)
    await world.service.close_session(token=fresh)
    assert await world.service.session(token=fresh) is None


async def test_a_disabled_agent_is_out_at_once(world: World) -> None:
    agent_id = uuid.uuid4()
    async with world.engine.begin() as connection:
        await connection.execute(
            insert(agent_table).values(
                id=agent_id,
                name="x",
                email="x@example.com",
                password_hash="not a hash",
                created_at=world.clock.now,
            )
        )
    token = await world.service.open_session(agent_id=agent_id)
    async with world.engine.begin() as connection:
        await connection.execute(update(agent_table).values(disabled_at=world.clock.now))
    assert await refused_code(world.service.open_session(agent_id=agent_id)) == "unauthenticated"
    assert await world.service.session(token=token) is None
    assert await world.service.authenticate(email="x@example.com", password="not a hash") is None
    assert await refused_code(world.service.claim(agent_id=agent_id)) == "forbidden"


async def test_a_chat_that_the_agent_ended_was_not_lost(world: World) -> None:
    _, agent, taken = await _chat(world)
    await world.service.resolve(**_hold(agent, taken))  # type: ignore[arg-type]
    assert await world.service.renew(agent_id=agent.id, held=[UUID(taken["id"])]) == []


async def test_how_it_ended_is_on_the_ticket_and_in_the_log(world: World) -> None:
    _, agent, taken = await _chat(world)
    judged = {"code": "refunded", "first_contact_solved": False, "client_id": uuid.uuid4()}
    for _ in range(2):
        await world.service.resolve(**_hold(agent, taken), **judged)  # type: ignore[arg-type]
    view = await world.service.open_ticket(agent=agent, conversation_id=UUID(taken["conversation_id"]), after_seq=0)
    shown = view["ticket"]
    assert (shown["state"], shown["resolution_code"], shown["first_contact_solved"]) == ("resolved", "refunded", False)
    assert shown["ended_at"] == world.clock.now.isoformat()
    (event,) = await world.events("ticket_resolved")
    assert (event.data["code"], event.data["first_contact_solved"]) == ("refunded", False)
    wild = world.service.resolve(**_hold(agent, taken), code="done")  # type: ignore[arg-type]
    assert await refused_code(wild) == "bad_frame"


async def test_a_repeat_of_an_ending_after_a_lost_answer_is_answered_the_same(world: World) -> None:
    for name in ("resolve", "return_to_bot", "release"):
        _, agent, taken = await _chat(world)
        client_id = uuid.uuid4()
        for _ in range(2):
            await getattr(world.service, name)(**_hold(agent, taken), client_id=client_id)
        again = getattr(world.service, name)(**_hold(agent, taken), client_id=uuid.uuid4())
        assert await refused_code(again) == "not_owner"
