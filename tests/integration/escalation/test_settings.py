"""Macros, labels and teams: two who change them at once, what tickets carry, and who hears of it."""

import asyncio
from typing import Any
from uuid import UUID

from escalation.staff.audit import CLI, check_chain
from escalation.store.refusals import Refused
from escalation.store.wire import Wire
from tests.integration.escalation.world import World, frames_of, refused_code


async def labelled(world: World, *names: str) -> list[Wire]:
    labels = world.service.known_labels
    return [await labels.add(actor=CLI, fields={"name": name, "colour": "red"}) for name in names]


async def prepared(world: World, *names: str) -> list[Wire]:
    macros = world.service.macros
    return [await macros.add(actor=CLI, fields={"name": name, "ko": "네", "en": "yes"}) for name in names]


async def test_tickets_carry_the_new_name_of_a_label(world: World) -> None:
    refund, late, _ = await labelled(world, "환불", "지연", "교환")
    for names in (["지연", "환불"], ["환불", "교환"], []):
        await world.handed_off()
        async with world.engine.begin() as connection:
            newest = "(SELECT id FROM ticket ORDER BY number DESC LIMIT 1)"
            await connection.exec_driver_sql(f"UPDATE ticket SET labels = $1 WHERE id = {newest}", (names,))
    labels = world.service.known_labels
    await labels.change(actor=CLI, label_id=UUID(refund["id"]), fields={"name": "반품"})
    await labels.archive(actor=CLI, label_id=UUID(late["id"]))
    waiting = await world.service.waiting(agent_id=(await world.agent()).id)
    assert sorted(ticket["labels"] for ticket in waiting) == [[], ["반품", "교환"], ["지연", "반품"]]
    renamed = await labels.add(actor=CLI, fields={"name": "환불"})
    assert renamed["colour"] == "grey"


async def test_a_renamed_label_is_carried_once(world: World) -> None:
    old, new = await labelled(world, "환불", "반품")
    await world.handed_off()
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE ticket SET labels = '{반품,환불}'")
    labels = world.service.known_labels
    await labels.archive(actor=CLI, label_id=UUID(new["id"]))
    await labels.change(actor=CLI, label_id=UUID(old["id"]), fields={"name": "반품"})
    assert await world.scalar("SELECT labels FROM ticket") == ["반품"]


async def test_of_two_with_one_name_one_is_refused(world: World) -> None:
    for work in (labelled(world, "환불"), prepared(world, "인사")):
        await work
    ends = await asyncio.gather(
        *(labelled(world, "교환") for _ in range(4)),
        *(prepared(world, "마무리") for _ in range(4)),
        return_exceptions=True,
    )
    refusals = [end for end in ends if isinstance(end, BaseException)]
    assert len(refusals) == 6
    assert {(type(end), end.code, end.field) for end in refusals if isinstance(end, Refused)} == {
        (Refused, "conflict", "name")
    }
    async with world.engine.connect() as connection:
        assert (await check_chain(connection)).entries == 4


async def test_macros_moved_at_once_keep_one_order(world: World) -> None:
    made = await prepared(world, *"abcdef")
    moves = [
        world.service.macros.change(actor=CLI, macro_id=UUID(macro["id"]), fields={"position": 5 - number})
        for number, macro in enumerate(made)
    ]
    await asyncio.gather(*moves)
    async with world.engine.connect() as connection:
        kept = await connection.exec_driver_sql("SELECT position FROM macro ORDER BY position")
        assert list(kept.scalars()) == list(range(6))


async def test_a_macro_that_nothing_changes_leaves_no_entry(world: World) -> None:
    (macro,) = await prepared(world, "인사")
    same: dict[str, Any] = {"name": " 인사 ", "queue": None, "ko": "네", "position": 0}
    assert await world.service.macros.change(actor=CLI, macro_id=UUID(macro["id"]), fields=same) == macro
    assert len((await world.service.audit.page())["entries"]) == 1


async def test_whoever_gives_out_work_hears_of_a_changed_team(world: World) -> None:
    async with frames_of(world.service.push, "desk") as heard:
        await world.service.team_settings.change(actor=CLI, queue="billing", fields={"assignment": "pull"})
        await world.service.team_settings.change(actor=CLI, queue="billing", fields={"assignment": "pull"})
        await asyncio.sleep(0)
    assert heard == [{"type": "staff_changed"}]
    assert len((await world.service.audit.page())["entries"]) == 1


async def test_two_who_change_a_team_at_once_both_have_their_way(world: World) -> None:
    change = world.service.team_settings.change
    await asyncio.gather(
        change(actor=CLI, queue="billing", fields={"offer_s": 60}),
        change(actor=CLI, queue="billing", fields={"promise_s": 60}),
        change(actor=CLI, queue="billing", fields={"holidays": ""}),
    )
    billing = (await world.service.team_settings.all())["teams"][0]
    assert (billing["offer_s"], billing["promise_s"], billing["holidays"]) == (60, 60, "")


async def test_webhooks_are_on_the_log_by_their_host_only(world: World) -> None:
    webhooks = world.service.webhooks
    webhook_id, secret = await webhooks.add("https://shop.example/hook/T0K3N", ["rated"])
    await webhooks.change(webhook_id, {"url": "https://other.example/N3KOT", "events": []})
    await webhooks.change(webhook_id, {"enabled": True})
    await webhooks.disable(webhook_id)
    await webhooks.archive(webhook_id)
    assert await refused_code(webhooks.change(webhook_id, {"enabled": True})) == "not_found"
    entries = (await world.service.audit.page())["entries"]
    assert [(entry["action"], entry.get("before"), entry.get("after")) for entry in reversed(entries)] == [
        ("webhook_added", None, {"host": "shop.example", "events": ["rated"], "enabled": True}),
        (
            "webhook_changed",
            {"host": "shop.example", "events": ["rated"]},
            {"host": "other.example", "events": []},
        ),
        ("webhook_changed", {"enabled": True}, {"enabled": False}),
        ("webhook_archived", {"host": "other.example", "events": [], "enabled": False}, None),
    ]
    kept = await world.scalar("SELECT string_agg(audit::text, ' ') FROM audit")
    assert not any(word in kept for word in (secret, "whsec", "T0K3N", "N3KOT"))


async def test_an_archived_webhook_hears_nothing_and_keeps_nothing_back(world: World) -> None:
    webhook_id, _ = await world.service.webhooks.add("https://shop.example/hook")
    await world.handed_off()
    await world.service.webhooks.archive(webhook_id)
    await world.handed_off()
    assert await world.scalar("SELECT array_agg(state) FROM delivery") == ["dead"]
    assert await world.service.webhooks.dead() == []
