"""A customer for whom nobody comes hears so, and may leave an e-mail address or go on with the bot."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from escalation.promises.hours import SEOUL
from escalation.promises.teams import set_team
from escalation.queue.topics import Queue
from escalation.reconcile import Reconciler
from escalation.routing.policy_file import shipped_policy
from escalation.service import Service
from escalation.store.conversation import Owner
from escalation.store.refusals import Refused
from escalation.store.wire import Ack
from escalation.turns.turns import TurnRunner
from tests.integration.escalation.test_hours import MORNING, NIGHT, keep_hours
from tests.integration.escalation.world import World, refused_code

PROMISE_S = 180
EVENING = datetime(2026, 3, 3, 18, 0, tzinfo=SEOUL)
MAILBOX = "minji@home.example"


async def told(world: World) -> int:
    return await world.reconciler.tell_missed_promises()


async def last(world: World, conversation_id: UUID) -> dict[str, Any]:
    return dict((await world.messages(conversation_id))[-1])


def buttons(message: dict[str, Any]) -> dict[str, bool]:
    return {button["code"]: button["used"] for button in message.get("buttons", ())}


async def submit(world: World, conversation_id: UUID, client_id: UUID | None = None, **values: str) -> Ack:
    """Fill in the newest form."""
    form = [message for message in await world.messages(conversation_id) if message.get("card")][-1]
    return await world.service.receive_submit(
        conversation_id=conversation_id,
        client_id=client_id or uuid.uuid4(),
        message_id=UUID(form["id"]),
        values=values,
    )


async def with_an_address(world: World, mailbox: str = MAILBOX) -> UUID:
    """A customer who waited longer than promised and left an address."""
    conversation_id = await world.handed_off()
    world.clock.pass_(PROMISE_S)
    await told(world)
    await world.press(conversation_id, "leave_email")
    await submit(world, conversation_id, email=mailbox)
    return conversation_id


async def callbacks(world: World) -> list[tuple[str, str]]:
    found = await world.scalar("SELECT array_agg(email || ' ' || locale ORDER BY created_at) FROM callback")
    return [tuple(line.split(" ")) for line in found or ()]


async def test_whoever_waits_longer_than_promised_hears_so_once_and_keeps_the_place(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(PROMISE_S - 1)
    assert await told(world) == 0
    world.clock.pass_(1)
    assert [await told(world), await told(world)] == [1, 0]
    notice = await last(world, conversation_id)
    assert (notice["code"], buttons(notice)) == ("nobody_yet", {"leave_email": False, "keep_bot": False})
    assert await world.scalar("SELECT promise_missed_at FROM ticket") == world.clock.now
    (missed,) = await world.events("promise_missed")
    assert (missed.data["queue"], missed.data["waited_s"]) == ("general", float(PROMISE_S))
    assert (await world.state(conversation_id))["queue"]["position"] == 1
    world.clock.pass_(3600)
    assert await told(world) == 0
    agent = await world.agent()
    assert (await world.claimed(agent))["conversation_id"] == str(conversation_id)


async def test_a_promise_counts_open_time(world: World) -> None:
    await keep_hours(world)
    world.clock.now = NIGHT
    await world.handed_off()
    world.clock.now = MORNING + timedelta(seconds=PROMISE_S - 1)
    assert await told(world) == 0
    world.clock.pass_(1)
    assert await told(world) == 1


async def test_a_team_may_promise_something_else_or_nothing(world: World) -> None:
    async with world.service.record.change() as change:
        for queue in Queue:
            await set_team(change, queue, {"promise_s": 0})
    await world.handed_off()
    world.clock.pass_(86_400)
    assert await told(world) == 0
    async with world.service.record.change() as change:
        await set_team(change, "general", {"promise_s": 600})
    assert await told(world) == 1


async def test_a_promise_begins_anew_where_a_person_was_there_and_left(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    taken = await world.claimed(agent)
    world.clock.pass_(PROMISE_S + 60)
    assert await told(world) == 0
    await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    assert await told(world) == 0
    world.clock.pass_(PROMISE_S)
    assert await told(world) == 1
    assert (await last(world, conversation_id))["code"] == "nobody_yet"


async def test_out_of_hours_an_address_may_be_left_at_once(world: World) -> None:
    await keep_hours(world)
    world.clock.now = NIGHT
    conversation_id = await world.handed_off()
    handed_off, closed = (await world.messages(conversation_id))[-2:]
    assert (buttons(handed_off), buttons(closed)) == ({}, {"leave_email": False, "keep_bot": False})
    await world.press(conversation_id, "leave_email")
    assert (await last(world, conversation_id))["card"] == {"kind": "leave_email"}
    await submit(world, conversation_id, email=MAILBOX)
    assert await callbacks(world) == [(MAILBOX, "ko")]


async def test_who_waits_when_the_desk_closes_hears_when_somebody_is_back_and_may_leave_an_address(
    world: World,
) -> None:
    await keep_hours(world, promise_s=600)
    world.clock.now = EVENING - timedelta(minutes=5)
    conversation_id = await world.handed_off()
    assert await world.reconciler.tell_closings() == 0
    world.clock.now = EVENING
    assert [await world.reconciler.tell_closings() for _ in range(2)] == [1, 0]
    notice = await last(world, conversation_id)
    assert (notice["code"], buttons(notice)) == ("out_of_hours", {"leave_email": False, "keep_bot": False})
    assert datetime.fromisoformat(notice["params"]["opens_at"]) == MORNING
    world.clock.now = MORNING + timedelta(minutes=5)
    assert [await told(world), await world.reconciler.tell_closings()] == [1, 0]
    world.clock.now = EVENING + timedelta(days=1)
    assert await world.reconciler.tell_closings() == 0


async def test_an_address_is_kept_and_shown_masked_and_the_ticket_stays(world: World) -> None:
    conversation_id = await with_an_address(world)
    assert (await world.lines(conversation_id))[-4:] == [
        *("customer: leave_email", "system: card", "customer: leave_email", "system: email_saved")
    ]
    assert (await last(world, conversation_id))["params"] == {"email_masked": "m***@home.example"}
    assert await callbacks(world) == [(MAILBOX, "ko")]
    assert (await world.state(conversation_id))["owner"] == Owner.QUEUE
    assert await world.scalar("SELECT state FROM ticket") == "waiting"


async def test_passed_on_to_a_closed_desk_nobody_is_asked_twice_for_an_address(world: World) -> None:
    conversation_id = await with_an_address(world)
    async with world.service.record.change() as change:
        await set_team(change, "orders", {"hours": {"sun": [["09:00", "10:00"]]}})
    agent = await world.agent()
    taken = await world.claimed(agent)
    ticket_id, epoch = UUID(taken["id"]), taken["epoch"]
    await world.service.transfer_to_queue(by=agent, ticket_id=ticket_id, epoch=epoch, queue=Queue.ORDERS)
    notice = await last(world, conversation_id)
    assert (notice["code"], buttons(notice)) == ("out_of_hours", {"keep_bot": False})


async def test_the_address_stands_nowhere_else(world: World) -> None:
    conversation_id = await with_an_address(world)
    await world.ask(conversation_id, "기다릴게요")
    tables = await world.scalar(
        "SELECT array_agg(table_name::text) FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'callback'"
    )
    assert {"message", "journey_event", "search_entry", "submission", "outbox"} <= set(tables)
    for table in tables:
        found = await world.scalar(f"SELECT count(*) FROM {table} AS one WHERE one::text ILIKE '%minji%'")
        assert found == 0, table
    assert MAILBOX not in str(world.assistant.requests)


async def test_a_wrong_address_is_refused_by_name_and_nothing_is_kept(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(PROMISE_S)
    await told(world)
    await world.press(conversation_id, "leave_email")
    before = await world.lines(conversation_id)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"email": "minji@home"}, "bad_email"),
        ({"email": " "}, "empty"),
        ({}, "empty"),
    ]
    for values, code in wrong:
        with pytest.raises(Refused) as refused:
            await submit(world, conversation_id, **values)
        assert (refused.value.code, refused.value.field) == (code, "email")
    assert await world.lines(conversation_id) == before
    assert await callbacks(world) == []


async def test_a_repeat_is_answered_and_another_address_corrects_the_first(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(PROMISE_S)
    await told(world)
    await world.press(conversation_id, "leave_email")
    client_id = uuid.uuid4()
    acks = [await submit(world, conversation_id, client_id, email="minj@home.example") for _ in range(2)]
    assert acks[0] == acks[1]
    assert await refused_code(submit(world, conversation_id, client_id, email=MAILBOX)) == "conflict"
    await submit(world, conversation_id, email=MAILBOX)
    assert await callbacks(world) == [(MAILBOX, "ko")]


async def test_who_left_an_address_is_told_so_and_not_asked_again(world: World) -> None:
    await keep_hours(world)
    world.clock.now = NIGHT
    conversation_id = await world.handed_off()
    await world.press(conversation_id, "leave_email")
    await submit(world, conversation_id, email=MAILBOX)
    world.clock.now = MORNING + timedelta(seconds=PROMISE_S)
    assert await told(world) == 1
    notice = await last(world, conversation_id)
    assert (notice["code"], notice["params"]) == ("nobody_yet", {"email_masked": "m***@home.example"})
    assert buttons(notice) == {"keep_bot": False}


async def test_who_wants_to_leave_an_address_may_still_go_on_with_the_bot(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(PROMISE_S)
    await told(world)
    await world.press(conversation_id, "leave_email")
    await world.press(conversation_id, "keep_bot")
    assert (await world.state(conversation_id))["owner"] == Owner.BOT
    assert await refused_code(submit(world, conversation_id, email=MAILBOX)) == "not_found"
    assert await callbacks(world) == []


async def test_who_goes_on_with_the_bot_is_written_to_no_more(world: World) -> None:
    conversation_id = await with_an_address(world)
    await world.press(conversation_id, "keep_bot")
    assert await callbacks(world) == []


async def test_where_no_letter_leaves_nobody_is_asked_for_an_address(world: World) -> None:
    world.service = Service(world.engine, world.redis, world.assistant, world.clock, letters=False)
    world.runner, world.reconciler = TurnRunner(world.service, limit_s=5.0), Reconciler(world.service)
    late = await world.handed_off()
    world.clock.pass_(PROMISE_S)
    assert await told(world) == 1
    await keep_hours(world)
    world.clock.now = NIGHT
    closed = await world.handed_off()
    for conversation_id, code in ((late, "nobody_yet"), (closed, "out_of_hours")):
        notice = await last(world, conversation_id)
        assert (notice["code"], buttons(notice)) == (code, {"keep_bot": False})


async def test_once_a_person_is_there_nobody_needs_to_leave_an_address(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    world.clock.pass_(PROMISE_S)
    await told(world)
    await world.claimed(agent)
    assert await refused_code(world.press(conversation_id, "leave_email")) == "lost_race"


async def test_who_left_an_address_is_not_given_up_for_being_silent(world: World) -> None:
    left, silent = await with_an_address(world), await world.handed_off()
    world.clock.pass_(shipped_policy().silence_to_abandon.total_seconds() + 1)
    assert await world.reconciler.close_abandoned_contacts() == 1
    owners = [(await world.state(one))["owner"] for one in (left, silent)]
    assert owners == [Owner.QUEUE, Owner.CLOSED]
