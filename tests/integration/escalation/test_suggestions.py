"""From a ticket that was resolved to a reply suggested for another: learnt once, found by nearness, of nobody."""

import asyncio
import uuid
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, text

from escalation.store.people import Agent, Customer
from escalation.suggestions.answer_rows import LEASE, NEAREST_IN, spelt
from escalation.suggestions.learning import MOST_ATTEMPTS, Learner
from escalation.tables import submission
from escalation.turns.assistant import AssistantError
from tests.integration.escalation.world import World, parsed, refused_code, said

HARPER = Customer("C-1", "김하은")
QUESTION = "카드로 취소한 돈이 아직 안 들어왔어요"
REPLY = (
    "안녕하세요, 하은님! 주문 FH-100234의 39,000원은 카드사로 취소를 보냈고, 영업일 기준 3~5일이면 들어와요. "
    "더 궁금한 점 있으세요?"
)
LEARNT = "주문 {order_number}의 {order_total}은 카드사로 취소를 보냈고, 영업일 기준 3~5일이면 들어와요."
CARD = {
    "kind": "order",
    "number": "FH-100234",
    "status": "cancelled",
    "ordered_at": "2026-03-01T00:00:00Z",
    "items": [],
    "total": 39_000,
    "currency": "KRW",
}


@pytest.fixture
def learner(world: World) -> Learner:
    return Learner(world.service.record, world.assistant)


async def waiting(world: World, question: str, customer: Customer | None = None, locale: str = "ko") -> UUID:
    """A conversation that waits for a person after this was asked."""
    conversation_id = await world.conversation(customer, locale)
    shown = said("주문을 찾았어요.", language=locale)
    shown["replies"][0]["card"] = CARD
    await world.ask(conversation_id, question, shown)
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "상담원"}]
    await world.ask(conversation_id, "상담원 연결해 주세요", said("연결할게요", intents=intents, language=locale))
    world.assistant.parses["상담원 연결해 주세요"] = parsed("상담원", "human_agent")
    return conversation_id


async def resolved(world: World, question: str, *replies: str, **judged: Any) -> UUID:
    """The ticket in which an agent answered so."""
    customer, locale = judged.pop("customer", HARPER), judged.pop("locale", "ko")
    conversation_id = await waiting(world, question, customer, locale)
    agent = judged.pop("agent", None) or await world.agent("민지")
    taken = await world.claimed(agent)
    for reply in replies:
        await world.service.send_as_agent(
            agent_id=agent.id,
            conversation_id=conversation_id,
            epoch=taken["epoch"],
            client_id=uuid.uuid4(),
            text=reply,
        )
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"], **judged)
    return UUID(taken["id"])


async def rows(world: World) -> list[Any]:
    async with world.engine.connect() as connection:
        return list((await connection.execute(text("SELECT * FROM answer ORDER BY resolved_at"))).all())


async def suggested(world: World, agent: Agent, conversation_id: UUID) -> list[dict[str, Any]]:
    return await world.service.suggestions(agent=agent, conversation_id=conversation_id)


async def test_what_settled_a_question_is_suggested_when_it_is_asked_again(world: World, learner: Learner) -> None:
    ticket_id = await resolved(world, QUESTION, REPLY, code="solved", first_contact_solved=True)
    assert await learner.learn_due() == 1
    (row,) = await rows(world)
    assert (row.ticket_id, row.question, row.reply) == (ticket_id, QUESTION, LEARNT)
    assert (row.intent, row.language, row.queue, row.due_at) == ("billing_refund_status", "ko", "orders", None)
    conversation_id, agent = await waiting(world, f"{QUESTION} 급해요"), await world.agent()
    number = await world.scalar("SELECT number FROM ticket WHERE id = :id", id=ticket_id)
    (suggestion,) = await suggested(world, agent, conversation_id)
    assert suggestion == {
        "id": f"resolved:{number}",
        "source": "resolved",
        "title": f"#{number}",
        "text": LEARNT,
        "score": suggestion["score"],
        "reference": f"{number}",
    }
    assert 0.5 <= suggestion["score"] <= 1


PRIVATE = (
    "하은",
    "FH-100234",
    "100234",
    "39,000",
    "39000",
    "이준호",
    "월드컵",
    "010",
    "1234",
    "harper",
    "홍길동",
    "민지",
)


@pytest.mark.parametrize(
    "reply",
    [
        f"{REPLY} 문의는 harper@example.com으로 주세요.",
        "하은님 카드 끝자리 1234로 취소했어요. 영업일 기준 사흘에서 닷새 걸려요.",
        "김하은 고객님, fh100234 건은 010-1234-5678로 안내드렸어요. 영업일 기준 사흘 걸려요.",
        "이준호 님 앞으로 월드컵북로 54길 12에 보냈어요. 영업일 기준 이틀이면 닿아요.",
        "택배기사 홍길동님이 두고 가셨어요. 문 앞 소화전 안을 한번 봐 주시겠어요.",
        "상담사 민지입니다. 결제하신 39000원은 환불됐고 영업일 기준 닷새 안에 들어와요. 민지 드림",
        "예금주 홍길동 계좌로 삼만구천원 보내 드렸고 오늘 안에 들어올 거예요.",
    ],
)
async def test_nothing_of_another_customer_is_ever_suggested(world: World, learner: Learner, reply: str) -> None:
    await resolved(world, QUESTION, reply)
    async with world.engine.begin() as connection:
        message_id = await connection.scalar(text("SELECT id FROM message LIMIT 1"))
        conversation_id = await connection.scalar(
            text("SELECT conversation_id FROM message WHERE id = :id"), {"id": message_id}
        )
        values = {"recipient": "이준호", "address": "월드컵북로 54길 12", "phone": "010-1234-5678"}
        row = {"id": uuid.uuid4(), "conversation_id": conversation_id, "message_id": message_id, "kind": "address"}
        await connection.execute(insert(submission), {**row, "values": values, "created_at": world.clock.now})
    await learner.learn_due()
    conversation_id, agent = await waiting(world, QUESTION), await world.agent()
    shown = repr([*(await suggested(world, agent, conversation_id)), *(row.reply for row in await rows(world))])
    assert [secret for secret in PRIVATE if secret in shown] == []


async def test_the_question_is_kept_without_what_is_somebodys(world: World, learner: Learner) -> None:
    await resolved(world, "저는 김하은이고 010-1234-5678인데 FH-100234 환불 39,000원이 안 들어와요", REPLY)
    world.assistant.parses.clear()
    await learner.learn_due()
    (row,) = await rows(world)
    assert [secret for secret in PRIVATE if secret in row.question] == []
    assert "010-1234" not in repr(world.assistant.parsed)


@pytest.mark.parametrize(
    "judged",
    [
        {"code": "spam"},
        {"code": "no_answer"},
        {"code": "passed_on"},
        {"code": "solved", "first_contact_solved": False},
    ],
)
async def test_nothing_is_learnt_from_what_was_not_solved(
    world: World, learner: Learner, judged: dict[str, Any]
) -> None:
    await resolved(world, QUESTION, REPLY, **judged)
    assert await learner.learn_due() == 1
    assert await rows(world) == []


@pytest.mark.parametrize(
    "replies",
    [(), ("안녕하세요!",), ("주문번호를 알려 주시겠어요?",), ("Your refund takes three to five business days.",)],
)
async def test_nothing_is_learnt_where_nothing_was_told(
    world: World, learner: Learner, replies: tuple[str, ...]
) -> None:
    await resolved(world, QUESTION, *replies)
    await learner.learn_due()
    assert await rows(world) == []


async def test_nothing_is_learnt_where_nothing_was_asked(world: World, learner: Learner) -> None:
    world.assistant.parses[QUESTION] = parsed(QUESTION, "thank")
    await resolved(world, QUESTION, REPLY)
    await learner.learn_due()
    assert await rows(world) == []


async def test_while_the_assistant_is_away_learning_waits(world: World, learner: Learner) -> None:
    await resolved(world, QUESTION, REPLY)
    world.assistant.away = True
    for _ in range(MOST_ATTEMPTS + 2):
        assert await learner.learn_due() == 1
        assert await learner.learn_due() == 0
        world.clock.pass_(31)
    world.assistant.away = False
    await learner.learn_due()
    assert [row.reply for row in await rows(world)] == [LEARNT]


async def test_what_a_gateway_took_and_did_not_finish_is_taken_again(world: World, learner: Learner) -> None:
    await resolved(world, QUESTION, REPLY)
    hanging = asyncio.Event()

    class Hanging:
        async def parse(self, *_: object, **__: object) -> list[dict[str, Any]]:
            hanging.set()
            return await asyncio.Future()

    task = asyncio.create_task(Learner(world.service.record, Hanging()).learn_due())  # type: ignore[arg-type]
    await hanging.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await learner.learn_due() == 0
    world.clock.pass_(LEASE.total_seconds())
    assert await learner.learn_due() == 1
    assert [row.reply for row in await rows(world)] == [LEARNT]


async def test_two_learners_share_the_rows(world: World, learner: Learner) -> None:
    agent = await world.agent("민지")
    for place in range(6):
        await resolved(world, f"{QUESTION} {place}", REPLY, agent=agent)
    other = Learner(world.service.record, world.assistant)
    assert sum(await asyncio.gather(learner.learn_due(), other.learn_due())) == 6
    assert len({tuple(texts) for texts in world.assistant.parsed}) == len(world.assistant.parsed) == 6
    assert all(row.due_at is None for row in await rows(world))


async def test_what_the_assistant_cannot_read_is_given_up_at_last(world: World, learner: Learner) -> None:
    await resolved(world, QUESTION, REPLY)
    world.assistant.parse_failure = AssistantError("nonsense")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert len(await rows(world)) == 1, attempt
        await learner.learn_due()
        world.clock.pass_(LEASE.total_seconds())
    assert await rows(world) == []


async def test_a_ticket_that_is_opened_again_suggests_nothing_until_it_is_settled(
    world: World, learner: Learner
) -> None:
    agent = await world.agent("민지")
    ticket_id = await resolved(world, QUESTION, REPLY, agent=agent)
    await learner.learn_due()
    other, conversation_id = await world.agent("서연"), await waiting(world, QUESTION)
    assert len(await suggested(world, other, conversation_id)) == 1
    again = await world.service.reopen(by=agent, ticket_id=ticket_id)
    assert await suggested(world, other, conversation_id) == []
    await world.say(UUID(again["conversation_id"]), QUESTION)
    await world.service.send_as_agent(
        agent_id=agent.id,
        conversation_id=UUID(again["conversation_id"]),
        epoch=again["epoch"],
        client_id=uuid.uuid4(),
        text="은행 점검이 길어져서 늦었고, 이제 내일이면 들어와요.",
    )
    await world.service.resolve(agent_id=agent.id, ticket_id=ticket_id, epoch=again["epoch"])
    assert await learner.learn_due() == 1
    (found,) = await suggested(world, other, conversation_id)
    assert found["text"] == "은행 점검이 길어져서 늦었고, 이제 내일이면 들어와요."


@pytest.mark.parametrize(
    ("score", "solved", "shown"), [(1, None, 0), (2, None, 0), (5, False, 0), (4, True, 1), (3, None, 1)]
)
async def test_an_answer_that_its_customer_did_not_like_is_not_suggested(
    world: World, learner: Learner, score: int, solved: bool | None, shown: int
) -> None:
    ticket_id, agent = await resolved(world, QUESTION, REPLY), await world.agent()
    await learner.learn_due()
    async with world.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO rating (contact_id, conversation_id, client_id, score, solved, created_at) "
                "SELECT contact_id, conversation_id, gen_random_uuid(), :score, :solved, now() "
                "FROM ticket WHERE id = :id"
            ),
            {"id": ticket_id, "score": score, "solved": solved},
        )
    assert len(await suggested(world, agent, await waiting(world, QUESTION))) == shown


async def test_an_answer_in_another_language_is_not_suggested(world: World, learner: Learner) -> None:
    english = "We sent the refund to your bank, and it takes three to five business days."
    await resolved(world, QUESTION, english, customer=None, locale="en")
    await learner.learn_due()
    agent = await world.agent()
    assert await suggested(world, agent, await waiting(world, QUESTION)) == []
    (found,) = await suggested(world, agent, await waiting(world, QUESTION, locale="en"))
    assert found["text"] == english


async def test_a_question_that_is_answered_is_not_answered_again(world: World, learner: Learner) -> None:
    await resolved(world, QUESTION, REPLY)
    await learner.learn_due()
    conversation_id, agent = await waiting(world, QUESTION), await world.agent()
    taken = await world.claimed(agent)
    assert len(await suggested(world, agent, conversation_id)) == 1
    await world.service.send_as_agent(
        agent_id=agent.id, conversation_id=conversation_id, epoch=taken["epoch"], client_id=uuid.uuid4(), text="네!"
    )
    assert await suggested(world, agent, conversation_id) == []


async def test_a_passage_of_the_help_centre_stands_beside_it(world: World, learner: Learner) -> None:
    await resolved(world, QUESTION, REPLY)
    await learner.learn_due()
    passage = {
        "ko": {"title": "환불 기간", "text": "3~5일 걸려요."},
        "en": {"title": "Refunds", "text": "3 to 5 days."},
    }
    told = [{"article": "billing_refund_status", "score": 0.5, "passages": passage}]
    world.assistant.parses[QUESTION] = parsed(QUESTION, help=told)
    found = await suggested(world, await world.agent(), await waiting(world, QUESTION))
    assert {each["source"] for each in found} == {"help", "resolved"}
    assert next(each for each in found if each["source"] == "help") == {
        "id": "help:billing_refund_status",
        "source": "help",
        "title": "환불 기간",
        "text": "3~5일 걸려요.",
        "score": pytest.approx(0.722, abs=0.001),
        "reference": "billing_refund_status",
    }


@pytest.mark.parametrize("failure", ["away", "nonsense"])
async def test_without_the_assistant_there_is_nothing_and_no_error(
    world: World, learner: Learner, failure: str
) -> None:
    await resolved(world, QUESTION, REPLY)
    await learner.learn_due()
    conversation_id, agent = await waiting(world, QUESTION), await world.agent()
    world.assistant.away = failure == "away"
    world.assistant.parse_failure = AssistantError("nonsense")
    assert await suggested(world, agent, conversation_id) == []


async def test_only_who_may_read_the_conversation_gets_suggestions(world: World, learner: Learner) -> None:
    conversation_id, holder, other = (
        await waiting(world, QUESTION),
        await world.agent("민지"),
        await world.agent("서연"),
    )
    assert await suggested(world, other, conversation_id) == []
    await world.claimed(holder)
    asked = len(world.assistant.parsed)
    assert await refused_code(suggested(world, other, conversation_id)) == "forbidden"
    assert await refused_code(suggested(world, other, uuid.uuid4())) == "not_found"
    assert len(world.assistant.parsed) == asked


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_the_nearest_are_found_through_the_index_of_their_language(world: World, language: str) -> None:
    values = {"vector": spelt([0.5] * 512), "most": 40, "conversation_id": uuid.uuid4()}
    async with world.engine.begin() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))  # an empty table is read faster without it
        plan = await connection.scalars(text(f"EXPLAIN {NEAREST_IN[language].text}"), values)
        assert f"Index Scan using ix_answer_vector_{language}" in "\n".join(plan)
