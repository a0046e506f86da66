"""An erased person stands nowhere any more, and is counted as before."""

import dataclasses
import uuid
from collections.abc import Awaitable, Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import select, text

from connectors.supervisor.engines import Redis as RedisEngine
from connectors.web.limits import LOGIN_BY_ACCOUNT, MESSAGES_BY_VISITOR, Limits
from connectors.web.once import Once
from escalation.customers.viewers import Viewer
from escalation.insight import clustering
from escalation.insight.keeper import Keeper, kept
from escalation.insight.workshop import Workshop
from escalation.numbers.contacts import rebuild
from escalation.numbers.filter import WINDOWS, Filter
from escalation.numbers.overview import overview
from escalation.privacy.erasure import Erased, Erasure, StillTalking
from escalation.privacy.remembered import dialogue_keys, rewrite
from escalation.privacy.stores import LISTED, Fate
from escalation.privacy.traces import Person
from escalation.staff.audit import CLI, check_chain
from escalation.tables import audit, metadata, submission
from tests.integration.escalation.world import FakeAssistant, World, frames_of, refused_code, said, until
from tests.integration.privacy.lives import CANARY, SPARROW, lived

WORDLESS = {"button", "unread_feeling"}
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
    async with world.redis.client() as client:
        kept = {key: key + str(await held(client, key)).encode() async for key in client.scan_iter()}
    return [key for key, said in kept.items() if any(name.lower() in said.decode().lower() for name in names)]


async def held(redis: Redis, key: bytes) -> Any:
    """What a key holds: Redis packs what it dumps."""
    kind = await redis.type(key)
    if kind == b"list":
        return "".join(str(line, "utf-8") for line in await redis.lrange(key, 0, -1) if isinstance(line, bytes))
    value = await redis.zrange(key, 0, -1) if kind == b"zset" else await redis.get(key)
    return value.decode() if isinstance(value, bytes) else value


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


async def test_who_was_erased_is_gone_and_the_second_time_nothing_is_left_to_do(world: World, tmp_path: Path) -> None:
    conversation_id = await lived(world, CANARY, tmp_path)
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as heard:
        first = await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
        await until(lambda: {"type": "erased"} in heard)
    assert {"callback": 1, "note": 1, "file": 1, "submission": 1, "customer": 1}.items() <= first.rows.items()
    assert await refused_code(world.say(conversation_id, "아직 있어요?")) == "not_found"
    viewer = Viewer(conversation_id, uuid.uuid4(), None)
    assert await refused_code(world.service.first_shown(viewer=viewer)) == "not_found"
    again = await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert (again.anything, again.proof) == (False, None)
    back = await world.conversation(CANARY.customer)
    assert back != conversation_id, "who comes back begins anew"
    assert await world.lines(back) == []

    await the_audit_log_tells_that_somebody_was_erased_and_not_who(world, first)


async def the_audit_log_tells_that_somebody_was_erased_and_not_who(world: World, erased: Erased) -> None:
    async with world.engine.connect() as connection:
        entry = (await connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1))).one()
        assert (await check_chain(connection)).intact
    assert (entry.actor, entry.action, entry.subject) == ("cli", "person_erased", f"person:{erased.proof}")
    assert entry.after == {"rows": dict(erased.rows)}


async def test_nobody_is_erased_while_a_person_of_ours_is_with_them(world: World, tmp_path: Path) -> None:
    conversation_id = await world.conversation(CANARY.customer)
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "상담원"}]
    await world.ask(conversation_id, "상담원 불러 주세요", said("네", intents=intents))
    before = await found_in_record(world, CANARY.traces)
    with pytest.raises(StillTalking, match=r"expected no open ticket, got #1"):
        await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert await found_in_record(world, CANARY.traces) == before


async def test_what_is_open_with_the_bot_ends_as_by_silence(world: World, tmp_path: Path) -> None:
    conversation_id = await world.conversation(CANARY.customer)
    await world.ask(conversation_id, f"{CANARY.mark} 어디쯤이에요?", said("오고 있어요"))
    erased = await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert erased.rows["message"] == 2
    row = await world.scalar("SELECT outcome FROM contact WHERE ended_at IS NOT NULL AND customer_id LIKE 'erased-%'")
    assert row == "assumed"
    assert await found_in_record(world, CANARY.traces) == {}


async def test_a_browser_that_nobody_logged_in_with(world: World, tmp_path: Path) -> None:
    await lived(world, SPARROW, tmp_path)
    conversation_id = await lived(world, CANARY, tmp_path, verified=False)
    visitor = await world.scalar("SELECT visitor_id FROM conversation WHERE id = :id", id=conversation_id)
    neighbour = await found_in_record(world, SPARROW.traces)
    counted = await numbers(world)
    erased = await erasure(world, tmp_path).erase(Person(visitor_id=visitor), actor=CLI)
    assert erased.rows["visitor"] == 1
    assert await found_in_record(world, [*CANARY.traces, str(visitor)]) == {}
    assert found_in_files(tmp_path, [CANARY.email]) == []
    assert await found_in_record(world, SPARROW.traces) == neighbour
    assert await numbers(world) == counted


async def test_a_browser_that_another_customer_used_stays_theirs(world: World, tmp_path: Path) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    opened: dict[str, Any] = {"visitor_id": visitor_id, "locale": "ko"}
    for bird in (CANARY, SPARROW):
        here = await world.service.open_conversation(**opened, customer=bird.customer)
        await world.ask(here, bird.words, said("네"))
    erased = await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert "visitor" not in erased.rows
    assert await world.scalar("SELECT count(*) FROM visitor WHERE id = :id", id=visitor_id) == 1
    assert await found_in_record(world, CANARY.traces) == {}
    assert set(await found_in_record(world, SPARROW.traces)) >= {"message", "conversation", "journey_event"}


class Breaking(Erasure):
    """Breaks off when Redis has forgotten already."""

    def remove_letters(self, letters: Collection[UUID]) -> int:
        raise OSError(f"{len(letters)} letters cannot be removed")


async def test_a_run_that_breaks_off_changes_nothing_on_record_and_the_next_does_it_all(
    world: World, tmp_path: Path
) -> None:
    await lived(world, CANARY, tmp_path)
    before = await found_in_record(world, CANARY.traces)
    away = Redis.from_url("unix:///nowhere/redis.sock")
    with pytest.raises(RedisError):
        await Erasure(world.service.record, away, papers=[tmp_path]).erase(CANARY_PERSON, actor=CLI)
    await away.aclose()
    assert world.redis is not None
    with pytest.raises(OSError, match="1 letters"):
        await Breaking(world.service.record, world.redis, papers=[tmp_path]).erase(CANARY_PERSON, actor=CLI)
    assert await found_in_record(world, CANARY.traces) == before
    assert (await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)).letters == 1
    assert await found_in_record(world, CANARY.traces) == {}
    assert found_in_files(tmp_path, CANARY.traces) == []


async def test_whose_limits_and_marks_are_counted_is_not_known_any_more(world: World, tmp_path: Path) -> None:
    conversation_id = await lived(world, CANARY, tmp_path)
    visitor = str(await world.scalar("SELECT visitor_id FROM conversation WHERE id = :id", id=conversation_id))
    assert world.redis is not None
    await Limits(world.redis).take((MESSAGES_BY_VISITOR, visitor))
    await Once(world.redis).first_user("jti", "token", visitor, 600)
    await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert [key async for key in world.redis.scan_iter("limit:*")] == []
    assert await Once(world.redis).first_user("jti", "token", visitor, 600) == "erased", "used stays used"
    assert 0 < await world.redis.ttl(next(iter(await world.redis.keys("once:*")))) <= 601
    dialogue_id = await world.scalar("SELECT dialogue_id FROM conversation WHERE id = :id", id=conversation_id)
    await world.redis.rpush(dialogue_keys(dialogue_id)[0], CANARY.words)
    assert await erasure(world, tmp_path).sweep() == 1, "a turn that still ran had written it down"
    assert await found_in_redis(world, CANARY.traces) == []


class Meanwhile(FakeAssistant):
    """Somebody is erased the first time that it is asked."""

    def __init__(self, erase: Callable[[], Awaitable[Erased]]) -> None:
        super().__init__()
        self._erase: Callable[[], Awaitable[Erased]] | None = erase

    async def parse(self, texts: list[str], **asked: Any) -> list[dict[str, Any]]:
        erase, self._erase = self._erase, None
        if erase is not None:
            await erase()
        return await super().parse(texts, **asked)


async def test_clusters_that_were_being_worked_out_quote_nobody_who_was_erased(world: World, tmp_path: Path) -> None:
    for bird in (CANARY, *(dataclasses.replace(SPARROW, mark=f"{SPARROW.mark}{number}") for number in range(3))):
        await lived(world, bird, tmp_path)
    assistant = Meanwhile(partial(erasure(world, tmp_path).erase, CANARY_PERSON, actor=CLI))
    workshop = Workshop()
    try:
        world.clock.pass_(clustering.EVERY.total_seconds())
        told = {one.key: one for one in clustering.refreshers(assistant)}["clusters:comments"]
        assert await Keeper(world.service.record, workshop, [told]).step() == [told.key]
    finally:
        await workshop.close()
    async with world.engine.connect() as connection:
        found = await kept(connection, told.key)
    assert found is not None
    assert found.data["n"] == 3
    assert "고마워요" in str(found.data["clusters"])
    assert CANARY.mark not in str(found.data["clusters"])


async def test_what_somebody_typed_is_not_struck_where_it_is_another_s(world: World, tmp_path: Path) -> None:
    assert world.redis is not None
    conversation_id = await lived(world, CANARY, tmp_path)
    agent = await world.agent()
    typed = {"city": "Los Angeles 1", "line2": "Apt 12", "email": agent.email, "order": "SPATZ-900", "line1": "Hill 77"}
    async with world.engine.begin() as connection:
        await connection.execute(submission.update().values(values=typed))
    await Limits(world.redis).take((LOGIN_BY_ACCOUNT, agent.email))
    kept = f"Los Angeles 1, Apt 12, {agent.email}, SPATZ-900\n"
    paper = tmp_path / "kept.txt"
    paper.write_text(f"{kept}{CANARY.order}, Hill 77")
    await erasure(world, tmp_path).erase(CANARY_PERSON, actor=CLI)
    assert paper.read_text() == f"{kept}{'*' * len(CANARY.order)}, {'*' * len('Hill 77')}"
    assert len(await world.redis.keys("limit:login-account:*")) == 1
    assert await world.scalar("SELECT count(*) FROM submission WHERE conversation_id = :id", id=conversation_id) == 0
