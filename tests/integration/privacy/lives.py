"""People who leave a trace of themselves in every store there is."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from connectors import tags
from escalation.insight.keeper import keep
from escalation.numbers import profiles
from escalation.numbers.contacts import import_contacts
from escalation.numbers.history import contact_of
from escalation.outbound.occasions import Occasions
from escalation.outbound.webhooks import Webhooks
from escalation.privacy.remembered import dialogue_keys
from escalation.store import journey
from escalation.store.people import Customer
from escalation.suggestions.learning import Learner
from escalation.tables import conversation, file, message, outreach, risk
from tests.integration.escalation.world import World, parsed, said


@dataclass(frozen=True, slots=True)
class Bird:
    """Somebody whose every word and number is their own. `mark` stands in all of them."""

    mark: str
    name: str
    digits: str

    @property
    def customer(self) -> Customer:
        return Customer(f"{self.mark}-1042", self.name, "gold")

    @property
    def order(self) -> str:
        return f"{self.mark.upper()}-900"

    @property
    def email(self) -> str:
        return f"{self.mark}@birds.example"

    @property
    def words(self) -> str:
        return f"저는 {self.name}이고 {self.mark} 주문 {self.order} 얘기예요"

    @property
    def traces(self) -> tuple[str, ...]:
        """What must stand nowhere."""
        return (self.mark, self.name, self.digits)


CANARY = Bird("kanaria", "카나리아새", "77774242")
SPARROW = Bird("spatz", "참새아저씨", "66663131")


async def lived(world: World, bird: Bird, papers: Path, *, verified: bool = True) -> UUID:
    """A conversation that went to a person and back, and all that hangs on it."""
    await Webhooks(world.service.record).add("https://hooks.example/f")
    conversation_id = await world.conversation(bird.customer if verified else None)
    await _talk(world, bird, conversation_id)
    await _resolve(world, bird, conversation_id)
    await _lay_beside(world, bird, conversation_id)
    if verified:
        await _journey(world, bird)
    await _remember(world, bird, conversation_id, papers)
    return conversation_id


async def _talk(world: World, bird: Bird, conversation_id: UUID) -> None:
    form = said(f"{bird.name}님, 새 주소를 적어 주세요", reference=bird.order)
    form["replies"][0]["card"] = {"kind": "address", "reference": bird.order}
    form["turn"]["intents"][0]["text"] = bird.words
    await world.ask(conversation_id, bird.words, form)
    await _submit(world, conversation_id, {"recipient": bird.name, "address": f"{bird.mark}로 1", "phone": bird.digits})
    await world.runner.run_due()
    proof = said("주문을 확인할게요")
    proof["replies"][0]["card"] = {"kind": "verify_order"}
    await world.ask(conversation_id, f"{bird.mark} 확인", proof)
    world.owned[bird.order] = bird.email
    await _submit(world, conversation_id, {"order_number": bird.order, "contact": bird.email})
    await world.runner.run_due()
    turn_id = UUID(world.assistant.requests[-1]["turn_id"])
    action: dict[str, Any] = {
        "action": "change_address",
        "reference": bird.order,
        "ok": True,
        "result": {"to": f"{bird.mark}로 1"},
    }
    await world.service.record_action(f"{turn_id}:change_address:{bird.order}", turn_id=turn_id, **action)


async def _submit(world: World, conversation_id: UUID, values: dict[str, str]) -> None:
    form = [one for one in await world.messages(conversation_id) if one.get("card")][-1]
    filled: dict[str, Any] = {"client_id": uuid.uuid4(), "message_id": UUID(form["id"]), "values": values}
    await world.service.receive_submit(conversation_id=conversation_id, **filled)


async def _resolve(world: World, bird: Bird, conversation_id: UUID) -> None:
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": f"{bird.mark} 상담원"}]
    await world.ask(conversation_id, f"{bird.mark} 상담원", said("연결할게요", intents=intents))
    world.clock.pass_(200)
    await world.reconciler.tell_missed_promises()
    await world.press(conversation_id, "leave_email")
    await _submit(world, conversation_id, {"email": bird.email})
    agent = await world.agent()
    taken = await world.claimed(agent)
    held: dict[str, Any] = {"agent_id": agent.id, "ticket_id": UUID(taken["id"]), "epoch": taken["epoch"]}
    reply = "안녕하세요! 환불은 카드사로 취소를 보냈고, 영업일 기준 3~5일이면 들어와요."
    world.clock.pass_(10)
    answer = {"agent_id": agent.id, "conversation_id": conversation_id, "epoch": taken["epoch"]}
    await world.service.send_as_agent(client_id=uuid.uuid4(), text=reply, **answer)
    await world.say(conversation_id, f"{bird.words}, 기다릴게요")
    note: dict[str, Any] = {"author": agent, "conversation_id": conversation_id, "client_id": uuid.uuid4()}
    await world.service.add_note(text=f"{bird.name}, {bird.digits}, 화가 났음", **note)
    world.clock.pass_(300)
    await Occasions(world.engine, world.clock).step()
    await world.service.resolve(client_id=uuid.uuid4(), code="solved", first_contact_solved=True, **held)
    contact_id = await world.scalar("SELECT id FROM contact WHERE conversation_id = :id", id=conversation_id)
    rated = {"conversation_id": conversation_id, "client_id": uuid.uuid4(), "contact_id": contact_id}
    await world.service.rate(score=4, comment=f"{bird.mark} 고마워요", solved=True, effort=6, **rated)
    world.assistant.parses[f"{bird.mark} 상담원"] = parsed("상담원", "human_agent")
    await Learner(world.service.record, world.assistant).learn_due()


async def _lay_beside(world: World, bird: Bird, conversation_id: UUID) -> None:
    """What other parts write: a file, what the page said, clusters that quote."""
    page = {"page": {"url": f"https://shop.example/{bird.mark}", "title": bird.name}}
    async with world.engine.begin() as connection:
        row = (await connection.execute(select(message).where(message.c.text == bird.words))).one()
        values = {"id": uuid.uuid4(), "conversation_id": conversation_id, "message_id": row.id}
        content = {"media_type": "text/plain", "size": len(bird.mark), "content": bird.mark.encode()}
        await connection.execute(
            insert(file).values(**values, **content, name=f"{bird.name}.txt", created_at=world.clock.now)
        )
        await connection.execute(
            conversation.update().where(conversation.c.id == conversation_id).values(page_context=page)
        )
        quoted = {
            "clusters": [{"name": bird.mark, "examples": [{"contact_id": str(row.contact_id), "text": bird.words}]}]
        }
        await keep(connection, "clusters:comments", quoted, world.clock.now)


async def _journey(world: World, bird: Bird) -> None:
    """The shop's tags, before and after they logged in; what was imported; what was worked out."""
    who, at = bird.customer.id, world.clock.now
    anonymous, order = f"{bird.mark}-browser", {"order_id": bird.order, "note": bird.name}
    calls = [
        {"event": "Product Viewed", "messageId": f"{bird.mark}1", "anonymousId": anonymous, "properties": order},
        {"event": "Order Completed", "messageId": f"{bird.mark}2", "userId": who, "properties": order},
        {"event": "Device Connected", "messageId": f"{bird.mark}3", "userId": who, "anonymousId": anonymous},
    ]
    told = {"type": "identify", "userId": who, "anonymousId": anonymous, "messageId": f"{bird.mark}4"}
    read = [tags.read(call, at) for call in calls]
    identified = tags.read({**told, "traits": {"nickname": bird.name, "plan": "gold"}}, at)
    async with world.engine.begin() as connection:
        await journey.append(connection, [event for event in read if isinstance(event, journey.Event)])
        assert not isinstance(identified, journey.Event)
        await profiles.keep(connection, [identified])
        await import_contacts(connection, [contact_of(_past(bird, day, at)) for day in (20, 12)])
        values = {"leave": 0.2, "again": 0.4, "model": "m", "computed_at": at, "why": {}, "reasons": []}
        await connection.execute(insert(risk).values(customer_id=who, **values))
        notice = {"id": uuid.uuid4(), "kind": "late_order", "key": bird.order, "created_at": at - timedelta(days=9)}
        await connection.execute(insert(outreach).values(customer_id=who, data={"number": bird.order}, **notice))


def _past(bird: Bird, days: int, now: datetime) -> dict[str, Any]:
    began = now - timedelta(days=days)
    return {
        "contact_id": f"{bird.mark}-zendesk-{days}",
        "customer_id": bird.customer.id,
        "started_at": began.isoformat(),
        "ended_at": (began + timedelta(hours=1)).isoformat(),
        "topic": "orders",
        "reference": bird.order,
        "outcome": "confirmed",
        "handled_by": "agent",
        "csat": 5,
    }


async def _remember(world: World, bird: Bird, conversation_id: UUID, papers: Path) -> None:
    """What the assistant keeps in Redis, and what lies beside the record as files."""
    assert world.redis is not None
    async with world.engine.connect() as connection:
        wanted = select(conversation.c.dialogue_id).where(conversation.c.id == conversation_id)
        dialogues = [*await connection.scalars(wanted)]
        turns = await connection.exec_driver_sql("SELECT DISTINCT dialogue_id FROM turn")
        dialogues += turns.scalars().all()
    for dialogue_id in dialogues:
        events, state = dialogue_keys(dialogue_id)
        if not await world.redis.exists(events):
            await world.redis.rpush(events, json.dumps({"event": "user", "text": bird.words}, ensure_ascii=False))
            await world.redis.set(state, json.dumps({"slots": {"reference": bird.order}}))
    logs = papers / "logs"
    logs.mkdir(exist_ok=True, parents=True)
    with (logs / "gateway.log").open("a", encoding="utf-8") as log:
        log.write(f"2026-03-02 WARNING customer {bird.customer.id} wrote from {bird.email}\n")
    with (papers / "export.jsonl").open("a", encoding="utf-8") as exported:
        exported.write(json.dumps({"customer": bird.customer.id, "name": bird.name}) + "\n")
    (papers / "mail").mkdir(exist_ok=True)
    for letter in await _letters(world, conversation_id):
        (papers / "mail" / f"{letter}.eml").write_text(f"To: {bird.email}\n\n{bird.name}")


async def _letters(world: World, conversation_id: UUID) -> list[UUID]:
    found = "SELECT array_agg(id) FROM mail WHERE params ->> 'conversation_id' = :id"
    return await world.scalar(found, id=str(conversation_id)) or []
