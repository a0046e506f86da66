"""A queue that is played on: one gateway over real PostgreSQL and Redis, and a model that remembers only what cannot be
read back: what was acknowledged, and which writes are old."""

import asyncio
import functools
import uuid
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import redis as blocking_redis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from connectors.supervisor.engines import Postgres, Redis
from escalation.store.people import Agent
from escalation.store.refusals import Refused
from tests.faults.queue.holding import Holding
from tests.integration.escalation.world import World, open_world

AGENTS: tuple[dict[str, Any], ...] = (
    {"capacity": 1},
    {"capacity": 2, "skills": ["billing", "orders"]},
    {"capacity": 3, "languages": ["ko"]},
    {"capacity": 2, "roles": ["supervisor"]},
)
EXPECTED = (
    "forbidden",
    "not_owner",
    "stale_epoch",
    "conflict",
    "not_found",
    "too_late",
    "agent_away",
    "agent_full",
    "agent_unsuited",
)
anybody = st.integers(0, len(AGENTS) - 1)
some = st.integers(0, 10**6)
Step = Callable[..., None]


def needs(what: str) -> Callable[[Step], Step]:
    """A step that is none, and not counted, where there is nothing of `what`. A precondition would let hypothesis see
    whether there is, and that a race may decide: it wants the same choices to be there each time it goes back."""

    def of(step: Step) -> Step:
        @functools.wraps(step)
        def taken(self: "QueuePlay", **chosen: Any) -> None:
            if getattr(self, what):
                step(self, **chosen)
            else:
                type(self).steps -= 1

        return taken

    return of


class QueuePlay(RuleBasedStateMachine):
    """`engines` is set by whoever runs it."""

    engines: ClassVar[tuple[Postgres, str, Redis]]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        postgres, template, redis = self.engines
        self._runner = asyncio.Runner()
        self._name = f"m{uuid.uuid4().hex[:12]}"
        self.redis_url = redis.url()
        postgres.psql(f'CREATE DATABASE "{self._name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        with blocking_redis.Redis.from_url(self.redis_url) as client:
            client.flushall()
        self._context = open_world(postgres.url(self._name), self.redis_url)
        self.world: World = self.do(self._context.__aenter__())
        self.agents: list[Agent] = [self.do(self.world.agent(f"a{n}", **kind)) for n, kind in enumerate(AGENTS)]
        self.conversations: list[UUID] = []
        self.held: list[Holding] = []
        self.offered: list[tuple[UUID, UUID]] = []
        self.past: list[Holding] = []
        self.customer_said = 0
        self.agents_said = 0
        self.flushed = False
        self.raced = False
        self.due: dict[UUID, datetime] = {}

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def attempt(self, work: Coroutine[Any, Any, Any]) -> Any:
        """An expected refusal is an answer; anything else that is raised is a fault."""
        try:
            return self.do(work)
        except Refused as refused:
            if refused.code not in EXPECTED:
                raise
            return refused

    def teardown(self) -> None:
        self.do(self._context.__aexit__(None, None, None))
        self._runner.close()
        self.engines[0].psql(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def one(self, which: int) -> UUID:
        return self.conversations[which % len(self.conversations)]

    def hold(self, which: int) -> Holding:
        """One of the chats that are held at this moment."""
        holding = self.held[which % len(self.held)]
        self.past.append(holding)
        return holding

    def agent(self, agent_id: UUID) -> Agent:
        return next(agent for agent in self.agents if agent.id == agent_id)
