"""What is said can be found: at once, by those who may read it, page by page, through the index."""

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, insert, text

from escalation.desk.search import PAGE, Search, statement_for
from escalation.desk.search_index import rebuild
from escalation.desk.searching import document, query, tsquery
from escalation.store.people import Agent, Customer
from escalation.store.refusals import Refused
from escalation.tables import note
from tests.integration.escalation.world import World, refused_code, said


async def supervisor(world: World) -> Agent:
    agent = await world.agent("지원")
    return Agent(**{**{name: getattr(agent, name) for name in Agent.__slots__}, "roles": ("supervisor",)})


async def found(world: World, agent: Agent, asked: str, cursor: str | None = None) -> list[str]:
    answer = await Search(world.service.record).search(agent=agent, asked=asked, cursor=cursor)
    return [result["excerpt"] for result in answer["results"]]


async def test_words_of_customer_bot_and_agent_are_found_at_once(world: World) -> None:
    boss, agent = await supervisor(world), await world.agent("민지")
    conversation_id = await world.handed_off("상담원 연결해 주세요")
    ticket = await world.claimed(agent)
    await world.say(conversation_id, "배송비가 두 번 빠져나갔어요")
    await world.service.send_as_agent(
        agent_id=agent.id,
        conversation_id=conversation_id,
        epoch=ticket["epoch"],
        client_id=uuid.uuid4(),
        text="FH-100234 확인할게요",
    )
    answer = await Search(world.service.record).search(agent=boss, asked="fh100234")
    (result,) = answer["results"]
    assert result == {
        "conversation_id": str(conversation_id),
        "ticket_id": ticket["id"],
        "at": world.clock.now.isoformat(),
        "who": "agent",
        "name": "민지",
        "excerpt": "FH-100234 확인할게요",
        "marks": [[0, 9]],
        "customer": {"verified": False},
    }
    assert await found(world, boss, "배송비는") == ["배송비가 두 번 빠져나갔어요"]
    await world.ask(await world.conversation(), "언제 와요", said("내일 도착해요"))
    assert await found(world, boss, "도착") == ["내일 도착해요"]


async def test_personal_data_is_neither_found_nor_shown(world: World) -> None:
    boss, conversation_id = await supervisor(world), await world.conversation()
    await world.say(conversation_id, "제 번호는 010-1234-5678 이에요")
    assert await found(world, boss, "5678") == []
    assert await found(world, boss, "번호는") == ["제 번호는 [phone] 이에요"]


async def test_an_agent_finds_what_waits_and_what_was_theirs(world: World) -> None:
    boss, mine, other = await supervisor(world), await world.agent("민지"), await world.agent("서연")
    first = await world.handed_off("환불 상담원 연결해 주세요")
    ticket = await world.claimed(mine)
    await world.conversation()
    only_bot = await world.conversation()
    await world.ask(only_bot, "환불 규정이 뭐예요", said("ok"))
    counts = [len(await found(world, agent, "환불")) for agent in (boss, mine, other)]
    assert counts == [2, 1, 0]
    await world.service.resolve(agent_id=mine.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    await world.handed_off("환불 언제 되는지 상담원 연결해 주세요")
    counts = [len(await found(world, agent, "환불")) for agent in (boss, mine, other)]
    assert counts == [3, 2, 1]
    assert await refused_code(world.service.open_ticket(agent=other, conversation_id=first, after_seq=0)) == "forbidden"


async def test_what_an_anonymous_visitor_said_before_stays_hidden(world: World) -> None:
    boss = await supervisor(world)
    visitor_id, _ = await world.service.open_visitor(token=None)
    conversation_id = await world.service.open_conversation(visitor_id=visitor_id, customer=None, locale="ko")
    await world.say(conversation_id, "비밀 이야기예요")
    async with world.engine.begin() as connection:
        await connection.execute(text("UPDATE conversation SET visible_from = last_seq + 1"))
    await world.say(conversation_id, "이제부터 이야기예요")
    assert await found(world, boss, "이야기") == ["이제부터 이야기예요"]


async def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    boss, conversation_id = await supervisor(world), await world.conversation(Customer("c1", "하은", "vip"))
    for number in range(2 * PAGE + 3):
        await world.say(conversation_id, f"환불 {number}번째")
        world.clock.pass_(number % 2)  # two at the same moment
    pages: list[list[str]] = []
    cursor: str | None = None
    while True:
        answer = await Search(world.service.record).search(agent=boss, asked="환불", cursor=cursor)
        pages.append([result["excerpt"] for result in answer["results"]])
        assert answer["results"][0]["customer"] == {"verified": True, "id": "c1", "name": "하은", "tier": "vip"}
        cursor = answer.get("next")
        if cursor is None:
            break
    assert [len(page) for page in pages] == [PAGE, PAGE, 3]
    assert len({line for page in pages for line in page}) == 2 * PAGE + 3
    assert pages[0][0] == f"환불 {2 * PAGE + 2}번째"


@pytest.mark.parametrize(
    ("asked", "cursor", "field"), [("🙂", None, "q"), ("a", "x", "cursor"), ("a", "1.2", "cursor")]
)
async def test_a_question_that_cannot_be_answered_names_its_field(
    world: World, asked: str, cursor: str | None, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        await found(world, await supervisor(world), asked, cursor)
    assert (refused.value.code, refused.value.field) == ("bad_frame", field)


async def test_a_search_that_takes_too_long_is_refused_in_words(world: World) -> None:
    boss = await supervisor(world)
    async with world.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE search_entry IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(Refused, match=r"longer than 0\.05 s") as refused:
            await Search(world.service.record, limit_s=0.05).search(agent=boss, asked="환불")
    assert (refused.value.code, refused.value.field) == ("unavailable", "q")
    assert await found(world, boss, "환불") == []


async def test_nothing_that_is_typed_breaks_the_query(world: World) -> None:
    boss, conversation_id = await supervisor(world), await world.conversation()
    await world.say(conversation_id, "it's a \\ test ŉ ½ ﷺ :* & | <-> !")
    for asked in ("it's", "'", "a' | 'b", "\\ test", ":* test", 'a "test', "½", "ŉ", "ﷺ", "test) OR (1=1"):
        if query(asked):
            assert isinstance(await found(world, boss, asked), list), asked
    assert len(await found(world, boss, "it's \\ test ½ ﷺ")) == 1


async def test_a_rebuild_finds_old_messages_and_notes_again(world: World) -> None:
    boss, agent, conversation_id = await supervisor(world), await world.agent("민지"), await world.conversation()
    await world.say(conversation_id, "오래된 환불 이야기")
    await world.say(conversation_id, "🙂")
    async with world.engine.begin() as connection:
        wrote: dict[str, Any] = {"conversation_id": conversation_id, "agent_id": agent.id, "after_seq": 1}
        at = world.clock.now + timedelta(seconds=1)
        await connection.execute(
            insert(note).values(**wrote, id=uuid.uuid4(), text="환불 승인함", client_id=uuid.uuid4(), created_at=at)
        )
        await connection.execute(text("DELETE FROM search_entry"))
    assert await found(world, boss, "환불") == []
    assert await rebuild(world.engine) == 2
    assert await rebuild(world.engine) == 2
    assert await found(world, boss, "환불") == ["환불 승인함", "오래된 환불 이야기"]
    answer = await Search(world.service.record).search(agent=boss, asked="승인")
    assert (answer["results"][0]["who"], answer["results"][0]["name"]) == ("note", "민지")


async def test_receiving_costs_no_trip_for_the_search(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "안녕하세요", said("ok"))
    trips: list[str] = []

    def count(*seen: Any) -> None:
        trips.append(seen[2])

    event.listen(world.engine.sync_engine, "before_cursor_execute", count)
    await world.say(conversation_id, "배송이 늦어요")
    event.remove(world.engine.sync_engine, "before_cursor_execute", count)
    assert len(trips) == 3, trips


async def test_the_index_is_used_among_many(world: World) -> None:
    conversation_id = await world.conversation()
    await world.say(conversation_id, "드론 배터리 환불")
    async with world.engine.begin() as connection:
        plain, code = document("배송 조회가 안 돼요"), document("주문 FH-100 확인해 주세요")
        await connection.execute(
            text(
                "INSERT INTO search_entry (id, conversation_id, kind, at, document) "
                "SELECT gen_random_uuid(), :id, 'message', CAST(:at AS timestamptz) + make_interval(secs => n), "
                "CAST(CASE WHEN n % 10 = 0 THEN :code ELSE :plain END AS tsvector) FROM generate_series(1, 50000) n"
            ),
            {"id": conversation_id, "at": world.clock.now, "plain": plain, "code": code},
        )
        await connection.execute(text("SELECT gin_clean_pending_list('ix_search_entry_document')"))
        await connection.execute(text("ANALYZE search_entry"))
    for agent in (await supervisor(world), await world.agent()):
        for asked in ("드론 배터리", "fh-100234"):
            statement, values = statement_for(agent, tsquery(query(asked)), None)
            async with world.engine.connect() as connection:
                plan = list(await connection.scalars(text(f"EXPLAIN {statement.text}"), values))
            assert any("ix_search_entry_document" in line for line in plan), "\n".join(plan)
    assert await found(world, await supervisor(world), "드론") == ["드론 배터리 환불"]
