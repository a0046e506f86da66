"""The audit log: what it tells, what it never tells, and that it shows what was done to it."""

import asyncio
from typing import Any

from escalation.staff.audit import CLI, Checked, check_chain, write_audit
from tests.integration.escalation.world import World, refused_code


async def entered(world: World, number: int, actor: str = CLI) -> None:
    async with world.service.record.change() as change:
        await write_audit(
            change, actor, "label_added", f"label:{number}", None, {"name": f"라벨 {number}", "n": number}
        )


async def checked(world: World, mark: str | None = None) -> Checked:
    async with world.engine.connect() as connection:
        return await check_chain(connection, mark)


async def tampered(world: World, sql: str) -> None:
    """As somebody with the whole database in hands would."""
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        await connection.exec_driver_sql(sql)


async def test_an_empty_log_and_a_long_one_are_whole(world: World) -> None:
    assert await checked(world) == Checked(0, "", None)
    for number in range(3):
        await entered(world, number)
        world.clock.pass_(0.000001)
    found = await checked(world)
    assert (found.entries, found.intact, len(found.newest)) == (3, True, 64)


async def test_entries_written_at_once_follow_one_another(world: World) -> None:
    await asyncio.gather(*(entered(world, number) for number in range(20)))
    assert await checked(world) == Checked(20, (await checked(world)).newest, None)


async def test_an_entry_that_was_rolled_back_leaves_no_gap(world: World) -> None:
    await entered(world, 1)
    try:
        async with world.service.record.change() as change:
            await write_audit(change, CLI, "label_added", "label:2")
            raise RuntimeError
    except RuntimeError:
        await entered(world, 3)
    assert (await checked(world)).intact
    assert [entry["subject"]["id"] for entry in (await world.service.audit.page())["entries"]] == ["3", "1"]


async def test_a_changed_a_missing_and_a_moved_entry_show(world: World) -> None:
    for number in range(5):
        await entered(world, number)
    ids = [entry["id"] for entry in reversed((await world.service.audit.page())["entries"])]
    await tampered(world, f"UPDATE audit SET after = '{{\"n\": 9}}' WHERE id = {ids[2]}")
    assert (await checked(world)).broken_at == ids[2]
    assert (await world.service.audit.page())["intact"] is False
    await tampered(world, f"DELETE FROM audit WHERE id = {ids[2]}")
    assert (await checked(world)).broken_at == ids[3]
    await tampered(world, f"DELETE FROM audit WHERE id IN ({ids[0]}, {ids[1]})")
    assert (await checked(world)).broken_at == ids[3]


async def test_a_kept_mark_shows_that_the_end_was_cut_off(world: World) -> None:
    for number in range(3):
        await entered(world, number)
    kept = (await checked(world)).newest
    assert (await checked(world, kept)).intact
    await entered(world, 3)
    assert (await checked(world, kept)).intact
    await tampered(world, "DELETE FROM audit WHERE id >= (SELECT max(id) - 1 FROM audit)")
    assert (await checked(world)).intact
    assert (await checked(world, kept)).broken_at == 0


async def test_pages_go_back_to_the_first_entry(world: World) -> None:
    for number in range(51):
        await entered(world, number)
    first = await world.service.audit.page()
    second = await world.service.audit.page(cursor=first["next"])
    numbers = [entry["after"]["n"] for page in (first, second) for entry in page["entries"]]
    assert numbers == list(range(50, -1, -1))
    assert "next" not in second
    assert await refused_code(world.service.audit.page(cursor="x")) == "bad_frame"


async def test_people_are_named_as_they_are_called_today(world: World) -> None:
    agent = await world.agent("민지")
    await entered(world, 1, actor=str(agent.id))
    await entered(world, 2)
    program, person = (await world.service.audit.page())["entries"]
    assert person["actor"] == {"id": str(agent.id), "name": "민지"}
    assert program["actor"] == {"name": "cli"}
    kept: Any = await world.scalar("SELECT actor FROM audit ORDER BY id LIMIT 1")
    assert kept == str(agent.id)
