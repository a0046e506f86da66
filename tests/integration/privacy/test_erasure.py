"""An erased person stands nowhere any more, and is counted as before."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from connectors.supervisor.engines import Redis as RedisEngine
from escalation.numbers.contacts import rebuild
from escalation.numbers.filter import WINDOWS, Filter
from escalation.numbers.overview import overview
from escalation.privacy.erasure import Erasure
from escalation.privacy.remembered import rewrite
from escalation.privacy.stores import LISTED, Fate
from escalation.privacy.traces import Person
from escalation.staff.audit import CLI
from escalation.tables import metadata
from tests.integration.escalation.world import World
from tests.integration.privacy.lives import CANARY, SPARROW, lived

WORDLESS = {"answer", "button", "unread_feeling"}
"""What is theirs without a name in it."""
CANARY_PERSON = Person(customer_id=CANARY.customer.id)


def erasure(world: World, papers: Path) -> Erasure:
    assert world.redis is not None
    return Erasure(world.service.record, world.redis, letters=[papers / "mail"], papers=[papers])


async def found_in_record(world: World, names: Iterable[str]) -> dict[str, int]:
    """Rows by table that hold one of these in any column, as PostgreSQL writes them into a dump."""
    found = {}
    async with world.engine.connect() as connection:
        for table in metadata.sorted_tables:
            pattern = "|".join(names)
            content = " OR encode(content, 'escape') ~* :pattern" if table.name == "file" else ""
            asked = text(f'SELECT count(*) FROM "{table.name}" AS kept WHERE kept::text ~* :pattern{content}')
            if count := await connection.scalar(asked, {"pattern": pattern}):
                found[table.name] = count
    return found


async def found_in_redis(world: World, names: Iterable[str]) -> list[bytes]:
    """Keys that hold one of these, by what a dump of them holds."""
    assert world.redis is not None
    found = []
    async for key in world.redis.scan_iter():
        held = b"".join(await world.redis.lrange(key, 0, -1)) if await world.redis.type(key) == b"list" else b""
        held += (await world.redis.get(key) or b"") if await world.redis.type(key) == b"string" else b""
        if any(name.encode().lower() in (key + held).lower() for name in names):
            found.append(key)
    return found


def found_in_files(folder: Path, names: Iterable[str]) -> list[str]:
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(name.encode().lower() in path.read_bytes().lower() for name in names)
    )


async def numbers(world: World) -> list[dict[str, Any]]:
    """Everything the registry counts, of all there is, in every window."""
    period, now = {"from": "2026-02-01", "to": "2026-03-03"}, world.clock.now
    async with world.engine.connect() as connection:
        return [
            await overview(connection, Filter.read({**period, "window": str(window)}, now), now, by)
            for window, by in zip(WINDOWS, ("topic", "tier", "channel"), strict=True)
        ]


async def test_nothing_of_an_erased_customer_is_left_anywhere(
    world: World, tmp_path: Path, redis_server: RedisEngine
) -> None:
    await lived(world, SPARROW, tmp_path)
    conversation_id = await lived(world, CANARY, tmp_path)
    visitor = str(await world.scalar("SELECT visitor_id FROM conversation WHERE id = :id", id=conversation_id))
    names = [*CANARY.traces, visitor]
    before, neighbour = await found_in_record(world, names), await found_in_record(world, SPARROW.traces)
    everywhere = {store.table.name for store in LISTED if store.fate is not Fate.NOBODYS}
    assert everywhere - before.keys() == WORDLESS, "every other store names them"
    counted = await numbers(world)
    assert await found_in_redis(world, names)
    assert found_in_files(tmp_path, names)

    erased = await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)

    assert await found_in_record(world, names) == {}
    assert await found_in_redis(world, names) == []
    assert found_in_files(tmp_path, names) == []
    assert world.redis is not None
    assert await rewrite(world.redis)
    assert found_in_files(redis_server.data, names) == [], "the file that Redis writes down"
    assert (erased.letters, len(erased.struck)) == (1, 2)
    assert await numbers(world) == counted
    await rebuild(world.engine)
    assert await numbers(world) == counted
    assert await found_in_record(world, SPARROW.traces) == neighbour
    for table in WORDLESS:
        asked = f"SELECT count(*) FROM {table} WHERE conversation_id = :id"
        assert await world.scalar(asked, id=conversation_id) == 0, table
