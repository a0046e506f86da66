"""Proving whose order it is, and what a turn may then do at the shop."""

import asyncio
import uuid
from typing import Any
from uuid import UUID

import pytest

from escalation.service import Service
from escalation.store.people import Customer
from escalation.store.refusals import Refused
from escalation.store.wire import Ack
from tests.integration.escalation.world import World, open_world, refused_code, said


async def _form(world: World, card: dict[str, Any]) -> tuple[UUID, UUID]:
    """A conversation in which the bot has shown a form: (conversation, message)."""
    conversation_id = await world.conversation()
    answer = said("입력해 주세요")
    answer["replies"][0]["card"] = card
    await world.ask(conversation_id, "주문 조회", answer)
    return conversation_id, UUID((await world.messages(conversation_id))[1]["id"])


async def _submit(
    world: World, conversation_id: UUID, message_id: UUID, values: dict[str, str], client_id: UUID | None = None
) -> Ack:
    return await world.service.receive_submit(
        conversation_id=conversation_id, client_id=client_id or uuid.uuid4(), message_id=message_id, values=values
    )


RIGHT = {"order_number": "FH-1042", "contact": "hong@example.com"}
WRONG = {"order_number": "FH-1042", "contact": "else@example.com"}


async def test_a_proven_order_is_told_to_the_assistant_without_the_contact(world: World) -> None:
    world.owned["FH-1042"] = "hong@example.com"
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})
    client_id = uuid.uuid4()
    acks = [await _submit(world, conversation_id, message_id, RIGHT, client_id) for _ in range(2)]
    assert acks[0] == acks[1]
    assert await refused_code(_submit(world, conversation_id, message_id, WRONG, client_id)) == "conflict"
    await world.runner.run_due()
    request = world.assistant.requests[-1]
    assert [message["payload"] for message in request["messages"]] == ['/ownership_verified{"order_number": "FH-1042"}']
    scope = await world.service.turn_scope(UUID(request["turn_id"]))
    assert (scope.proven_orders, scope.customer_id, scope.open) == (frozenset({"FH-1042"}), None, False)
    everywhere = await world.scalar(
        "SELECT string_agg(m::text, '') || (SELECT string_agg(e::text, '') FROM journey_event e)"
        " || coalesce((SELECT string_agg(s::text, '') FROM submission s), '') FROM message m"
    )
    assert "hong@example.com" not in everywhere


async def test_five_wrong_guesses_call_a_person_and_the_shop_is_asked_no_more(world: World) -> None:
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})
    for _ in range(5):
        await _submit(world, conversation_id, message_id, WRONG)
    lines = await world.lines(conversation_id)
    assert lines.count("system: ownership_refused") == 5
    assert lines[-2:] == ["system: too_many_guesses", "system: handed_off"]
    requested = (await world.events("handoff_requested"))[0]
    assert [reason["code"] for reason in requested.data["reasons"]] == ["identity_guesses"]
    world.owned["FH-1042"] = "hong@example.com"
    await _submit(world, conversation_id, message_id, RIGHT)
    assert (await world.lines(conversation_id))[-1] == "system: too_many_guesses"
    assert await world.scalar("SELECT count(*) FROM ownership_proof WHERE owned") == 0
    assert await world.runner.run_due() == 0


async def test_guesses_sent_at_once_do_not_slip_through(world: World) -> None:
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})
    await asyncio.gather(*(_submit(world, conversation_id, message_id, WRONG) for _ in range(12)))
    assert await world.scalar("SELECT count(*) FROM ownership_proof") == 5


async def test_a_shop_that_does_not_answer_counts_no_guess(world: World) -> None:
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})

    async def broken(reference: str, contact: str) -> bool:
        raise ConnectionError("shop")

    service = Service(world.engine, world.redis, world.assistant, world.clock, prove=broken)
    asked = service.receive_submit(
        conversation_id=conversation_id, client_id=uuid.uuid4(), message_id=message_id, values=RIGHT
    )
    with pytest.raises(Refused) as refused:
        await asked
    assert (refused.value.code, refused.value.retry_after) == ("internal", 5.0)
    assert await world.scalar("SELECT count(*) FROM ownership_proof") == 0
    assert len(await world.messages(conversation_id)) == 2


async def test_forms_are_checked(world: World) -> None:
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})
    assert await refused_code(_submit(world, conversation_id, message_id, {"order_number": "FH-1"})) == "empty"
    assert await refused_code(_submit(world, conversation_id, uuid.uuid4(), RIGHT)) == "not_found"
    assert await refused_code(_submit(world, await world.conversation(), message_id, RIGHT)) == "not_found"


async def test_an_address_is_kept_for_the_action_that_is_confirmed(world: World) -> None:
    conversation_id, message_id = await _form(world, {"kind": "address", "reference": "FH-1042"})
    address = {"line1": "세종대로 1", "city": "서울", "postcode": "04524"}
    await _submit(world, conversation_id, message_id, address)
    confirm = said("이 주소로 바꿀까요?")

    async def ask_back(request: dict[str, Any]) -> dict[str, Any]:
        payload = request["messages"][0]["payload"]
        assert payload.startswith('/address_submitted{"reference": "FH-1042", "submission": "')
        submission = payload.split('"')[-2]
        confirms = {"action": "change_address", "reference": "FH-1042", "submission": submission}
        yes = {"title": "네", "payload": "/confirm_action", "confirms": confirms}
        confirm["replies"][0]["buttons"] = [yes, {"title": "아니요", "payload": "/decline_action"}]
        return confirm

    world.assistant.orders.append(ask_back)
    await world.runner.run_due()
    asking = await world.service.turn_scope(UUID(world.assistant.requests[-1]["turn_id"]))
    assert asking.confirmation is None
    await world.press(conversation_id, "네")
    assert await refused_code(world.press(conversation_id, "아니요")) == "button_used"
    seen = {}

    async def act(request: dict[str, Any]) -> dict[str, Any]:
        seen["scope"] = await world.service.turn_scope(UUID(request["turn_id"]))
        return said("바꿨어요")

    world.assistant.orders.append(act)
    await world.runner.run_due()
    scope = seen["scope"]
    assert scope.open
    assert scope.confirmation is not None
    assert (scope.confirmation.action, scope.confirmation.reference) == ("change_address", "FH-1042")
    assert scope.confirmation.submission is not None
    assert await world.service.submission(scope.confirmation.submission) == address
    foreign = world.service.submission(scope.confirmation.submission, conversation_id=uuid.uuid4())
    assert await refused_code(foreign) == "not_found"
    assert not (await world.service.turn_scope(UUID(world.assistant.requests[-1]["turn_id"]))).open


async def test_an_action_is_recorded_once(world: World) -> None:
    conversation_id = await world.conversation(Customer("c1"))
    await world.ask(conversation_id, "취소")
    turn_id = UUID(world.assistant.requests[0]["turn_id"])
    key = f"{turn_id}:cancel_order:FH-1042"
    assert await world.service.action_result(key) is None
    about: dict[str, Any] = {"turn_id": turn_id, "action": "cancel_order", "reference": "FH-1042"}
    first = await world.service.record_action(key, **about, ok=True, result={"status": "cancelled"})
    again = await world.service.record_action(key, **about, ok=False, code="late", result={"status": "x"})
    assert first == again == await world.service.action_result(key) == {"status": "cancelled"}
    done = await world.events("shop_action_done")
    assert [event.data for event in done] == [{"action": "cancel_order", "reference": "FH-1042", "ok": True}]
    assert done[0].customer_id == "c1"
    assert await refused_code(world.service.turn_scope(uuid.uuid4())) == "not_found"


async def test_a_confirmation_of_an_earlier_dialogue_is_used_up(world: World) -> None:
    conversation_id = await world.conversation()
    asked = said("취소할까요?")
    confirms = {"action": "cancel_order", "reference": "FH-1042"}
    asked["replies"][0]["buttons"] = [{"title": "네", "payload": "/confirm_action", "confirms": confirms}]
    await world.ask(conversation_id, "취소해 주세요", asked)
    world.clock.pass_(31 * 60)
    assert await world.reconciler.close_idle_contacts() == 1
    assert await refused_code(world.press(conversation_id, "네")) == "button_used"
    await world.ask(conversation_id, "안녕하세요")
    assert await refused_code(world.press(conversation_id, "네")) == "button_used"


async def test_a_press_is_repeated_and_not_doubled(world: World) -> None:
    conversation_id = await world.conversation()
    answer = said("골라 주세요")
    answer["replies"][0]["buttons"] = [{"title": "배송", "payload": "/order_track"}]
    await world.ask(conversation_id, "hi", answer)
    client_id = uuid.uuid4()
    acks = [await world.press(conversation_id, "배송", client_id) for _ in range(3)]
    assert len(set(acks)) == 1
    assert await refused_code(world.press(conversation_id, "배송")) == "button_used"
    assert (await world.lines(conversation_id)).count("customer: 배송") == 1


async def test_a_proof_survives_its_own_repeat_while_the_shop_is_away(database_url: str, redis_url: str) -> None:
    async with open_world(database_url, redis_url) as world:
        away = False

        async def prove(reference: str, contact: str) -> bool:
            if away:
                raise Refused("unavailable", "the shop does not answer")
            return True

        world.service = Service(world.engine, world.redis, world.assistant, world.clock, prove=prove)
        conversation_id, message_id = await _form(world, {"kind": "verify_order"})
        client_id = uuid.uuid4()
        ack = await _submit(world, conversation_id, message_id, RIGHT, client_id)
        away = True
        assert await _submit(world, conversation_id, message_id, RIGHT, client_id) == ack
        assert await world.scalar("SELECT count(*) FROM ownership_proof WHERE owned") == 1


async def test_a_used_id_asks_the_shop_nothing_more(world: World) -> None:
    asked = []

    async def prove(reference: str, contact: str) -> bool:
        asked.append(contact)
        return False

    world.service = Service(world.engine, world.redis, world.assistant, world.clock, prove=prove)
    conversation_id, message_id = await _form(world, {"kind": "verify_order"})
    client_id = uuid.uuid4()
    await _submit(world, conversation_id, message_id, WRONG, client_id)
    assert await refused_code(_submit(world, conversation_id, message_id, RIGHT, client_id)) == "conflict"
    assert asked == [WRONG["contact"]]
