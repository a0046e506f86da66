"""A whole escalation side over a real PostgreSQL and Redis, with an assistant and a clock made by hand."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from redis.asyncio import Redis
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from escalation.reconcile import Reconciler
from escalation.service import Service
from escalation.store.people import Agent, Customer
from escalation.store.push import Frame, Push
from escalation.store.refusals import Refused
from escalation.store.wire import Ack, Wire
from escalation.tables import agent as agent_table
from escalation.tables import journey_event
from escalation.turns.assistant import PARSE_LIMIT_S, AssistantUnavailable
from escalation.turns.turns import TurnRunner

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Answering = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def said(*texts: str, **turn: Any) -> dict[str, Any]:
    """A response of the turn contract: one reply a text, the rest as given or as in a good turn."""
    return {
        "replies": [{"text": text, "factual": False} for text in texts],
        "turn": {
            "model_id": "m1",
            "language": "ko",
            "intents": [{"intent": "order_track", "confidence": 0.9, "gate": "sure", "text": "t"}],
            "ranking": [],
            "entities": [],
            "emotion": {"label": "neutral", "negative": 0.1},
            "actions": [],
            "failures": [],
            **turn,
        },
    }


def parsed(text: str, intent: str = "billing_refund_status", **fields: Any) -> dict[str, Any]:
    """A parse of the contract. A vector of few numbers stands for what is asked: equal words, equal vectors."""
    places = {crc32(word.encode()) % 512 for word in text.split()}
    length = max(len(places), 1) ** 0.5
    return {
        "language": "ko",
        "intent": intent,
        "confidence": 0.9,
        "answered": True,
        "emotion": "neutral",
        "emotion_negative": 0.1,
        "vector": [1 / length if place in places else 0.0 for place in range(512)],
        "noise": False,
        "help": [],
        "crowd": {"mean": 0.3, "deviation": 0.05},
        **fields,
    }


class FakeAssistant:
    """Answers what it was told to, in order; without orders it says "ok". Keeps every request."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.orders: list[dict[str, Any] | Exception | Answering] = []
        self.away = False
        self.parsed: list[list[str]] = []
        self.parses: dict[str, dict[str, Any]] = {}
        self.parse_failure: Exception | None = None

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        self.requests.append(request)
        if self.away:
            raise AssistantUnavailable("away")
        order = self.orders.pop(0) if self.orders else said("ok")
        if isinstance(order, Exception):
            raise order
        return await order(request) if callable(order) else order

    async def parse(
        self, texts: list[str], *, vectors: bool = False, passages: int = 0, limit_s: float = PARSE_LIMIT_S
    ) -> list[dict[str, Any]]:
        self.parsed.append(texts)
        if self.away:
            raise AssistantUnavailable("away")
        if self.parse_failure is not None:
            raise self.parse_failure
        return [self.parses.get(text, parsed(text)) for text in texts]

    async def health(self) -> str:
        if self.away:
            raise AssistantUnavailable("away")
        return "m1"


class World:
    """One gateway's parts, and short ways to play a customer and an agent."""

    def __init__(self, engine: AsyncEngine, redis: "Redis | None") -> None:
        self.engine = engine
        self.redis = redis
        self.clock = Clock()
        self.assistant = FakeAssistant()
        self.owned: dict[str, str] = {}
        self.service = Service(engine, redis, self.assistant, self.clock, push=Push(redis), prove=self._prove)
        self.runner = TurnRunner(self.service, limit_s=5.0)
        self.reconciler = Reconciler(self.service)

    async def _prove(self, reference: str, contact: str) -> bool:
        return self.owned.get(reference) == contact

    async def conversation(self, customer: Customer | None = None, locale: str = "ko") -> UUID:
        visitor_id, _ = await self.service.open_visitor(token=None)
        return await self.service.open_conversation(visitor_id=visitor_id, customer=customer, locale=locale)

    async def say(self, conversation_id: UUID, text: str, client_id: UUID | None = None) -> Ack:
        return await self.service.receive_text(
            conversation_id=conversation_id, client_id=client_id or uuid.uuid4(), text=text
        )

    async def ask(self, conversation_id: UUID, text: str, *order: dict[str, Any]) -> None:
        """Say something and let the bot answer."""
        self.assistant.orders.extend(order)
        await self.say(conversation_id, text)
        await self.runner.run_due()

    async def press(self, conversation_id: UUID, code_or_title: str, client_id: UUID | None = None) -> Ack:
        """Press the newest button with this code or title."""
        for message in reversed(await self.messages(conversation_id)):
            for button in message.get("buttons", ()):
                if code_or_title in (button.get("code"), button.get("title")):
                    return await self.service.receive_press(
                        conversation_id=conversation_id,
                        client_id=client_id or uuid.uuid4(),
                        message_id=UUID(message["id"]),
                        button_id=UUID(button["id"]),
                    )
        raise LookupError(code_or_title)

    async def messages(self, conversation_id: UUID) -> list[Wire]:
        snapshot = await self.service.snapshot(conversation_id=conversation_id, after_seq=0)
        return list(snapshot["messages"])

    async def lines(self, conversation_id: UUID) -> list[str]:
        """`sender: text` or `sender: code` of every message."""
        return [
            f"{message['sender']}: {message.get('text') or message.get('code') or message['kind']}"
            for message in await self.messages(conversation_id)
        ]

    async def state(self, conversation_id: UUID) -> Wire:
        snapshot = await self.service.snapshot(conversation_id=conversation_id, after_seq=0)
        return dict(snapshot["state"])

    async def agent(self, name: str = "민지", **fields: Any) -> Agent:
        """An account, without the price of hashing a password."""
        made = Agent(
            id=uuid.uuid4(),
            name=name,
            email=f"{uuid.uuid4().hex[:8]}@example.com",
            roles=fields.get("roles", ("agent",)),
            languages=tuple(fields.get("languages", ())),
            skills=tuple(fields.get("skills", ())),
            capacity=fields.get("capacity", 4),
            status="online",
        )
        async with self.engine.begin() as connection:
            values = {**made.wire(), "id": made.id, "password_hash": "-", "created_at": self.clock.now}
            await connection.execute(insert(agent_table).values(values))
        return made

    async def handed_off(self, text: str = "상담원 연결해 주세요") -> UUID:
        """A conversation that waits for a person."""
        conversation_id = await self.conversation()
        intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": text}]
        await self.ask(conversation_id, text, said("연결해 드릴게요", intents=intents))
        return conversation_id

    async def claimed(self, agent: Agent, ticket_id: UUID | None = None) -> Wire:
        taken = await self.service.claim(agent_id=agent.id, ticket_id=ticket_id)
        assert isinstance(taken, dict)
        return taken

    async def events(self, type_: str | None = None) -> list[Any]:
        """Journey events in order, all or those of a type."""
        wanted = select(journey_event).order_by(journey_event.c.position)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
        return [row for row in rows if type_ is None or row.type == type_]

    async def scalar(self, sql: str, **values: Any) -> Any:
        async with self.engine.connect() as connection:
            return await connection.scalar(text(sql), values)


@asynccontextmanager
async def open_world(database_url: str, redis_url: str | None) -> AsyncIterator[World]:
    """With `redis_url` None: a gateway whose Redis is gone."""
    engine = create_async_engine(database_url, pool_size=20, max_overflow=40)
    redis = None if redis_url is None else Redis.from_url(redis_url)
    try:
        yield World(engine, redis)
    finally:
        if redis is not None:
            await redis.aclose()
        await engine.dispose()


async def refused_code(asked: Awaitable[Any]) -> str:
    """The code with which a request is refused."""
    try:
        await asked
    except Refused as refused:
        return refused.code
    raise AssertionError("expected a refusal")


@asynccontextmanager
async def frames_of(push: Push, channel: str) -> AsyncIterator[list[Frame]]:
    """Collects what is published while the block runs."""
    heard: list[Frame] = []
    async with push.subscribe(channel) as frames:

        async def collect() -> None:
            async for frame in frames:
                heard.append(frame)

        collecting = asyncio.create_task(collect())
        yield heard
        collecting.cancel()


async def until_somebody_waits(world: World, limit_s: float = 5.0) -> None:
    """Wait until one transaction waits for a lock of another."""
    end = asyncio.get_running_loop().time() + limit_s
    while not await world.scalar("SELECT count(*) FROM pg_locks WHERE NOT granted"):
        if asyncio.get_running_loop().time() > end:
            raise AssertionError("expected somebody to wait")
        await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0.005))])


async def until(holds: Callable[[], bool], limit_s: float = 5.0) -> None:
    """Wait until something is so; look again every few milliseconds."""
    end = asyncio.get_running_loop().time() + limit_s
    while not holds():
        if asyncio.get_running_loop().time() > end:
            raise AssertionError("expected something that did not happen in time")
        await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0.005))])
