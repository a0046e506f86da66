"""A changed policy over what a real record holds: nothing changes under the same one, and what does is counted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from escalation.queue.topics import Queue
from escalation.routing import reasons as why
from escalation.routing.decisions import DecisionKind
from escalation.routing.logged_turns import logged_dialogues, mean_handle_s
from escalation.routing.policy import Policy, Rule
from escalation.routing.policy_file import shipped_policy
from escalation.routing.replay import ASSUMED_HANDLE_S, compare
from tests.integration.escalation.world import START, World, said

NOT_SURE = [{"intent": "out_of_scope", "confidence": 0.2, "gate": "not_sure", "text": "t"}]
INVOICE = [{"intent": "billing_get_invoice", "confidence": 0.9, "gate": "sure", "text": "t"}]
CARD = {"kind": "order", "number": "FH-7", "total": 9_000, "currency": "KRW", "late_days": 9, "status": "late"}


def with_rule(code: str, **changes: Any) -> Policy:
    """The shipped policy, one rule changed."""
    policy = shipped_policy()
    return replace(policy, rules={**policy.rules, code: replace(policy.rules[code], **changes)})


async def page(world: World, policy: Policy) -> dict[str, Any]:
    """What the command prints as JSON."""
    async with world.engine.connect() as connection:
        dialogues = await logged_dialogues(connection, START - timedelta(days=1), START + timedelta(days=1))
        return compare(dialogues, policy).wire(await mean_handle_s(connection))


async def a_day(world: World) -> None:
    """Words that call a person, an offer declined by button, one accepted in words, a late order, an outage."""
    legal = await world.conversation()
    await world.ask(legal, "영수증이요", said("여기요", intents=INVOICE))
    await world.ask(legal, "변호사 부를게요", said("죄송해요", intents=INVOICE))
    declined = await world.conversation()
    for _ in range(2):
        await world.ask(declined, "그거요", said("네?", intents=NOT_SURE))
    await world.press(declined, "keep_bot")
    for _ in range(3):
        await world.ask(declined, "그거라니까요", said("네?", intents=NOT_SURE))
    late = await world.conversation()
    shown = said("늦어지고 있어요", reference="FH-7")
    shown["replies"][0]["card"] = CARD
    await world.ask(late, "어디예요", shown)
    yes = [{"intent": "affirm", "confidence": 0.99, "gate": "sure", "text": "네"}]
    await world.ask(late, "네", said("네", intents=yes))
    broken = await world.conversation()
    for _ in range(2):
        await world.ask(broken, "조회", said(failures=[{"code": "shop_unavailable"}]))


async def test_under_the_same_policy_nothing_changes(world: World) -> None:
    await a_day(world)
    told = await page(world, shipped_policy())
    assert (told["dialogues"], told["turns"], told["changed"]) == (4, 11, [])
    assert told["before"] == told["after"]
    assert (told["after"]["handoffs"], told["after"]["offers"]) == (3, 3)
    assert told["after"]["by_queue"] == {"complaints": 1, "orders": 2}
    assert (told["handle_s"], told["handle_assumed"]) == (ASSUMED_HANDLE_S, True)


async def test_what_another_policy_would_change_is_counted_by_reason_and_queue(world: World) -> None:
    await a_day(world)
    told = await page(world, with_rule(why.LEGAL_THREAT, handoff_at=None, offer_at=1))
    assert (told["before"]["handoffs"], told["after"]["handoffs"]) == (3, 2)
    assert told["after"]["offers"] == told["before"]["offers"] + 1
    assert why.LEGAL_THREAT not in told["after"]["by_reason"]
    assert told["after"]["by_queue"] == {"orders": 2}
    assert told["before"]["agent_hours"] > told["after"]["agent_hours"]
    (changed,) = told["changed"]
    assert changed["before"]["decision"] == DecisionKind.HANDOFF
    assert changed["after"]["decision"] == DecisionKind.OFFER_PERSON


async def test_phrases_and_queues_of_another_policy_are_tried_on_the_words_that_were(world: World) -> None:
    await a_day(world)
    rule = Rule(queue=Queue.TECHNICAL, handoff_at=1)
    policy = with_rule(why.PRESS_THREAT)
    heard = replace(policy.said[why.PRESS_THREAT], phrases=("그거라니까",))
    policy = replace(
        policy, rules={**policy.rules, why.PRESS_THREAT: rule}, said={**policy.said, why.PRESS_THREAT: heard}
    )
    told = await page(world, policy)
    assert told["after"]["by_queue"] == {"complaints": 1, "orders": 2, "technical": 1}
    assert told["after"]["by_reason"][why.PRESS_THREAT] == 1


async def test_a_customer_who_would_have_been_called_earlier_is_counted_once(world: World) -> None:
    await a_day(world)
    told = await page(world, with_rule(why.ACTION_FAILED, offer_at=None, handoff_at=1))
    assert told["after"]["handoffs"] == 3
    assert told["after"]["by_reason"] == {why.LEGAL_THREAT: 1, why.ASKED_FOR_PERSON: 1, why.ACTION_FAILED: 1}
    assert [change["after"] for change in told["changed"]][-1] is None


async def test_the_handle_time_is_the_record_s_own_where_it_has_one(world: World) -> None:
    await world.handed_off()
    agent = await world.agent()
    taken = await world.claimed(agent)
    assert (await page(world, shipped_policy()))["handle_assumed"]
    world.clock.pass_(120)
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    told = await page(world, shipped_policy())
    assert (told["handle_s"], told["handle_assumed"]) == (120.0, False)
    assert told["after"]["agent_hours"] == 0.03


async def test_turns_outside_the_period_are_left_out(world: World) -> None:
    world.clock.pass_(3 * 24 * 3600)
    await a_day(world)
    assert (await page(world, shipped_policy()))["turns"] == 0
