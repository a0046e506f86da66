"""A contact that is over is rated, by whoever answered in it: asked once, and never in the way of the next."""

import uuid
from typing import Any
from uuid import UUID

import pytest

from escalation.customers.states import RATING_STAYS, RATING_WINDOW
from tests.integration.escalation.world import World, frames_of, refused_code, said, until

IDLE_S = 30 * 60 + 1


async def asked(world: World, conversation_id: UUID) -> dict[str, Any] | None:
    """What the customer's screen is asked to show."""
    rating: dict[str, Any] | None = (await world.state(conversation_id)).get("rating")
    return rating


async def ended_by_silence(world: World) -> UUID:
    """A customer asked, the bot answered, and nobody has said anything since."""
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "배송 조회요")
    world.clock.pass_(IDLE_S)
    assert await world.reconciler.close_idle_contacts() == 1
    return conversation_id


async def contact_of(world: World, conversation_id: UUID) -> UUID:
    found = await world.scalar(
        "SELECT id FROM contact WHERE conversation_id = :id ORDER BY started_at DESC LIMIT 1", id=conversation_id
    )
    return UUID(str(found))


async def shown(world: World, conversation_id: UUID) -> None:
    await world.service.rating_shown(
        conversation_id=conversation_id, contact_id=await contact_of(world, conversation_id)
    )


async def test_what_the_bot_answered_alone_is_rated_too(world: World) -> None:
    silent = await ended_by_silence(world)
    assert await asked(world, silent) == {"contact_id": str(await contact_of(world, silent))}
    confirmed = await world.conversation()
    await world.ask(confirmed, "배송 조회요", said("해결됐나요?"))
    await world.ask(confirmed, "네 해결됐어요", said("다행이에요", solved=True))
    assert await asked(world, confirmed) == {"contact_id": str(await contact_of(world, confirmed))}


async def test_a_greeting_is_not_rated(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "안녕", said("안녕하세요", intents=[{"intent": "greet", "gate": "sure"}]))
    world.clock.pass_(IDLE_S)
    await world.reconciler.close_idle_contacts()
    assert await asked(world, conversation_id) is None


async def test_it_is_asked_once(world: World) -> None:
    conversation_id = await ended_by_silence(world)
    world.clock.pass_(RATING_WINDOW.total_seconds() - 3600)
    assert await asked(world, conversation_id) is not None
    await shown(world, conversation_id)
    world.clock.pass_(RATING_STAYS.total_seconds() - 1)
    assert await asked(world, conversation_id) is not None
    await shown(world, conversation_id)
    world.clock.pass_(1)
    assert await asked(world, conversation_id) is None


async def test_after_a_day_nobody_is_asked(world: World) -> None:
    conversation_id = await ended_by_silence(world)
    world.clock.pass_(RATING_WINDOW.total_seconds() + 1)
    assert await asked(world, conversation_id) is None


async def test_it_goes_when_a_new_contact_begins_and_the_new_one_is_asked_for_itself(world: World) -> None:
    conversation_id = await ended_by_silence(world)
    first = await contact_of(world, conversation_id)
    await shown(world, conversation_id)
    await world.ask(conversation_id, "환불도 궁금해요")
    assert await asked(world, conversation_id) is None
    world.clock.pass_(IDLE_S)
    await world.reconciler.close_idle_contacts()
    assert await asked(world, conversation_id) == {"contact_id": str(await contact_of(world, conversation_id))}
    assert await contact_of(world, conversation_id) != first


async def test_only_ones_own_and_only_what_is_over_is_marked_as_asked(world: World) -> None:
    mine, open_one = await ended_by_silence(world), await world.conversation()
    await world.ask(open_one, "배송 조회요")
    await shown(world, open_one)
    await world.service.rating_shown(conversation_id=open_one, contact_id=await contact_of(world, mine))
    assert await world.scalar("SELECT count(*) FROM contact WHERE rating_asked_at IS NOT NULL") == 0


async def test_what_else_was_answered_is_on_the_log_and_comes_back_to_the_screen(world: World) -> None:
    conversation_id, answers = await ended_by_silence(world), {"solved": False, "effort": 3}
    given: dict[str, Any] = {
        "conversation_id": conversation_id,
        "client_id": uuid.uuid4(),
        "contact_id": await contact_of(world, conversation_id),
        "score": 2,
        "comment": "아직이에요",
        **answers,
    }
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        for _ in range(2):
            await world.service.rate(**given)
        await until(lambda: len(frames) == 1)
    assert frames[0]["state"]["rating"] == {"contact_id": str(given["contact_id"]), "score": 2, **answers}
    (rated,) = await world.events("contact_rated")
    assert rated.data == {"score": 2, "comment": "아직이에요", **answers}
    for other in ({"solved": True}, {"effort": 4}, {"effort": None}):
        assert await refused_code(world.service.rate(**{**given, **other})) == "conflict"
    assert await world.scalar("SELECT effort FROM rating") == 3
    assert await world.scalar("SELECT csat FROM contact") == 2


@pytest.mark.parametrize("effort", [0, 8])
async def test_how_easy_it_was_is_one_to_seven(world: World, effort: int) -> None:
    conversation_id = await ended_by_silence(world)
    contact_id = await contact_of(world, conversation_id)
    refused = world.service.rate(
        conversation_id=conversation_id, client_id=uuid.uuid4(), contact_id=contact_id, score=4, effort=effort
    )
    assert await refused_code(refused) == "bad_frame"
    assert await world.scalar("SELECT count(*) FROM rating") == 0
