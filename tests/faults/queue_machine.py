"""Anything that customers, agents, time and a lost Redis may do to the queue, in any order; after each step what was
promised still holds. A model remembers only what cannot be read back: what was acknowledged, and which writes are old.
"""

import asyncio
import uuid
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import redis as blocking_redis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from connectors.supervisor.engines import Postgres, Redis
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.store.people import Agent
from escalation.store.refusals import Refused
from tests.faults import queue_promises as promises
from tests.faults.holding import Holding
from tests.integration.escalation.world import World, open_world, said

TOPICS = ("billing", "orders", "complaints")
AGENTS: tuple[dict[str, Any], ...] = (
    {"capacity": 1},
    {"capacity": 2, "skills": ["billing", "orders"]},
    {"capacity": 3, "languages": ["ko"]},
    {"capacity": 2, "roles": ["supervisor"]},
)
SECONDS = st.sampled_from([-3600.0, -5.0, 0.5, 5.0, 12.0, 31.0, 120.0, 1801.0, 3600.0])
BOSS = 3  # of the agents, who may assign what others hold
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


class QueueMachine(RuleBasedStateMachine):
    """Steps on one gateway. `engines` is set by whoever runs it."""

    engines: ClassVar[tuple[Postgres, str, Redis]]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        postgres, template, redis = self.engines
        self._runner = asyncio.Runner()
        self._name = f"m{uuid.uuid4().hex[:12]}"
        self._redis_url = redis.url()
        postgres.psql(f'CREATE DATABASE "{self._name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        with blocking_redis.Redis.from_url(self._redis_url) as client:
            client.flushall()
        self._context = open_world(postgres.url(self._name), self._redis_url)
        self.world: World = self._do(self._context.__aenter__())
        self.agents: list[Agent] = [self._do(self.world.agent(f"a{n}", **kind)) for n, kind in enumerate(AGENTS)]
        self.conversations: list[UUID] = []
        self.held: list[Holding] = []
        self.offered: list[tuple[UUID, UUID]] = []
        self.past: list[Holding] = []
        self.customer_said = 0
        self.agents_said = 0
        self.flushed = False
        self.raced = False
        self.due: dict[UUID, datetime] = {}

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def _try(self, work: Coroutine[Any, Any, Any]) -> Any:
        """An expected refusal is an answer; anything else that is raised is a fault."""
        try:
            return self._do(work)
        except Refused as refused:
            if refused.code not in EXPECTED:
                raise
            return refused

    def teardown(self) -> None:
        self._do(self._context.__aexit__(None, None, None))
        self._runner.close()
        self.engines[0].psql(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def _one(self, which: int) -> UUID:
        return self.conversations[which % len(self.conversations)]

    def _hold(self, which: int) -> Holding:
        """One of the chats that are held at this moment."""
        holding = self.held[which % len(self.held)]
        self.past.append(holding)
        return holding

    @initialize(topics=st.lists(st.sampled_from(TOPICS), min_size=3, max_size=3))
    def some_wait(self, topics: list[str]) -> None:
        for topic in topics:
            self.asks_for_a_person(topic, "ko")

    # What customers do.

    @rule(topic=st.sampled_from(TOPICS), locale=st.sampled_from(["ko", "en"]))
    def asks_for_a_person(self, topic: str, locale: str) -> None:
        if len(self.conversations) < 12:
            conversation_id = self._do(self.world.conversation(locale=locale))
            self.conversations.append(conversation_id)
            self._ask_for_a_person(conversation_id, topic, locale)

    @precondition(lambda self: self.conversations)
    @rule(which=some, topic=st.sampled_from(TOPICS))
    def asks_again(self, which: int, topic: str) -> None:
        self._ask_for_a_person(self._one(which), topic, "ko")

    def _ask_for_a_person(self, conversation_id: UUID, topic: str, language: str) -> None:
        answer = said("연결해 드릴게요", language=language, handoff={"reason": "policy", "topic": topic})
        self.world.assistant.orders[:] = [answer]
        self._do(self.world.ask(conversation_id, "상담원 연결해 주세요"))
        self.world.assistant.orders.clear()
        self.customer_said += 1

    @precondition(lambda self: self.conversations)
    @rule(which=some)
    def writes(self, which: int) -> None:
        self._do(self.world.say(self._one(which), "아직이에요?"))
        self.customer_said += 1

    @rule()
    def bot_answers(self) -> None:
        self._do(self.world.runner.run_due())

    @precondition(lambda self: self.conversations)
    @rule(which=some)
    def goes_on_with_the_bot(self, which: int) -> None:
        conversation_id = self._one(which)
        state = self._do(self.world.state(conversation_id))
        if state["owner"] == "queue" and not isinstance(
            self._try(self.world.press(conversation_id, "keep_bot")), Refused
        ):
            self.customer_said += 1

    # What agents do.

    @rule(who=anybody)
    def takes_the_next(self, who: int) -> None:
        self._try(self.world.service.claim(agent_id=self.agents[who].id, client_id=uuid.uuid4()))

    @rule(who=anybody, which=some)
    def takes_a_certain_one(self, who: int, which: int) -> None:
        waiting = self._do(self.world.service.waiting(agent_id=self.agents[who].id))
        if waiting:
            ticket_id = UUID(waiting[which % len(waiting)]["id"])
            self._try(self.world.service.claim(agent_id=self.agents[who].id, ticket_id=ticket_id))

    @rule(which=some)
    def all_reach_for_one(self, which: int) -> None:
        """At the same time; at most one has it then."""
        waiting = self._do(self.world.service.waiting(agent_id=self.agents[0].id))
        if waiting:
            self._do(self._reach(UUID(waiting[which % len(waiting)]["id"])))
            self.raced = True

    async def _reach(self, ticket_id: UUID) -> None:
        claims = [self.world.service.claim(agent_id=agent.id, ticket_id=ticket_id) for agent in self.agents]
        answers = await asyncio.gather(*claims, return_exceptions=True)
        assert sum(isinstance(answer, dict) for answer in answers) <= 1
        broken = [one for one in answers if isinstance(one, BaseException) and not isinstance(one, Refused)]
        assert not broken, broken

    @precondition(lambda self: self.held)
    @rule(which=some)
    def answers(self, which: int) -> None:
        self._do(self._write(self._hold(which)))
        self.agents_said += 1

    async def _write(self, holding: Holding) -> None:
        await self.world.service.send_as_agent(
            agent_id=holding.agent_id,
            conversation_id=holding.conversation_id,
            epoch=holding.epoch,
            client_id=uuid.uuid4(),
            text="확인해 드릴게요",
        )

    @precondition(lambda self: self.past)
    @rule(which=some)
    def writes_late(self, which: int) -> None:
        """Under an epoch of the past: refused, unless that is still how it stands."""
        holding = self.past[which % len(self.past)]
        now = self._do(promises.ownership(self.world, holding.conversation_id))
        answer = self._try(self._write(holding))
        if now == ("agent", holding.agent_id, holding.epoch):
            assert not isinstance(answer, Refused), answer
            self.agents_said += 1
        else:
            assert isinstance(answer, Refused)
            assert answer.code in ("not_owner", "stale_epoch")

    @precondition(lambda self: self.held)
    @rule(which=some, how=st.sampled_from(["resolve", "return_to_bot", "release"]))
    def lets_go(self, which: int, how: str) -> None:
        holding, act = self._hold(which), getattr(self.world.service, how)
        self._do(act(agent_id=holding.agent_id, ticket_id=holding.ticket_id, epoch=holding.epoch))

    @precondition(lambda self: self.held)
    @rule(which=some, who=anybody)
    def passes_on_to_an_agent(self, which: int, who: int) -> None:
        holding = self._hold(which)
        self._try(
            self.world.service.transfer_to_agent(
                by=self._agent(holding.agent_id),
                ticket_id=holding.ticket_id,
                epoch=holding.epoch,
                to=self.agents[who].id,
                client_id=uuid.uuid4(),
            )
        )

    @precondition(lambda self: self.held)
    @rule(which=some, queue=st.sampled_from(list(Queue)))
    def passes_on_to_a_queue(self, which: int, queue: Queue) -> None:
        """Never to a later place than it had."""
        holding = self._hold(which)
        before = self.due[holding.ticket_id]
        answer = self._try(
            self.world.service.transfer_to_queue(
                by=self._agent(holding.agent_id),
                ticket_id=holding.ticket_id,
                epoch=holding.epoch,
                queue=queue,
                client_id=uuid.uuid4(),
            )
        )
        if not isinstance(answer, Refused):
            self.due |= self._do(promises.respond_by(self.world, holding.ticket_id))
            assert self.due[holding.ticket_id] <= before

    @precondition(lambda self: self.due)
    @rule(which=some, priority=st.sampled_from(list(Priority)))
    def sets_a_priority(self, which: int, priority: Priority) -> None:
        ticket_id = list(self.due)[which % len(self.due)]
        boss = self.agents[BOSS]
        self._try(self.world.service.set_priority(by=boss, ticket_id=ticket_id, priority=priority))
        self.due |= self._do(promises.respond_by(self.world, ticket_id))

    @precondition(lambda self: self.due)
    @rule(which=some, who=anybody)
    def is_assigned_by_a_supervisor(self, which: int, who: int) -> None:
        ticket_id = list(self.due)[which % len(self.due)]
        to = self.agents[who].id
        self._try(self.world.service.assign(by=self.agents[BOSS], ticket_id=ticket_id, to=to))

    @precondition(lambda self: self.past)
    @rule(which=some)
    def reopens(self, which: int) -> None:
        holding = self.past[which % len(self.past)]
        by = self._agent(holding.agent_id)
        self._try(self.world.service.reopen(by=by, ticket_id=holding.ticket_id, client_id=uuid.uuid4()))

    @precondition(lambda self: self.offered)
    @rule(which=some, accepts=st.booleans())
    def answers_an_offer(self, which: int, accepts: bool) -> None:
        ticket_id, agent_id = self.offered[which % len(self.offered)]
        act = self.world.service.accept_offer if accepts else self.world.service.decline_offer
        self._try(act(agent_id=agent_id, ticket_id=ticket_id))

    def _agent(self, agent_id: UUID) -> Agent:
        return next(agent for agent in self.agents if agent.id == agent_id)

    @rule(who=anybody)
    def is_there(self, who: int) -> None:
        """A sign of life of the desk: every lease is renewed."""
        self._do(self.world.service.renew(agent_id=self.agents[who].id))

    @rule()
    def everybody_comes_to_work(self) -> None:
        for agent in self.agents:
            self._do(self.world.service.set_status(agent_id=agent.id, status="online"))
            self._do(self.world.service.renew(agent_id=agent.id))
        self.offers_are_made()

    @rule(who=anybody, status=st.sampled_from(["online", "busy", "away"]))
    def changes_status(self, who: int, status: str) -> None:
        self._do(self.world.service.set_status(agent_id=self.agents[who].id, status=status))

    # What the world does.

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: float) -> None:
        self.world.clock.pass_(seconds)

    @rule()
    def redis_forgets_everything(self) -> None:
        with blocking_redis.Redis.from_url(self._redis_url) as client:
            client.flushall()
        self.flushed = True

    @rule()
    def offers_are_made(self) -> None:
        """Whoever got a chat by other ways meanwhile is not asked for more than there is room for."""
        self._do(self.world.service.dispatcher.step())
        self._do(promises.capacity(self.world, offers=True))

    @rule(to=st.sampled_from(["offer", "auto", "pull"]), queue=st.sampled_from(list(Queue)))
    def a_team_works_otherwise(self, to: str, queue: Queue) -> None:
        self._do(promises.set_assignment(self.world, queue, to))

    @rule()
    def reconciles(self) -> None:
        self._do(self.world.reconciler.step())
        self.flushed = self.raced = False

    # What always holds.

    @invariant()
    def one_owner_at_a_time(self) -> None:
        type(self).steps += 1
        self._do(promises.one_owner(self.world))
        self.held = self._do(promises.held(self.world))
        self.offered = self._do(promises.offered(self.world))

    @invariant()
    def nobody_waits_outside_the_queue(self) -> None:
        if not self.flushed:
            self._do(promises.places(self.world, exactly=not self.raced))

    @invariant()
    def nothing_said_is_lost(self) -> None:
        self._do(promises.nothing_lost(self.world, self.customer_said, self.agents_said))

    @invariant()
    def nobody_has_more_than_they_can(self) -> None:
        self._do(promises.capacity(self.world, offers=False))

    @invariant()
    def places_are_kept(self) -> None:
        """However often a ticket comes back."""
        now = self._do(promises.due(self.world))
        assert now == {ticket_id: self.due.get(ticket_id, due) for ticket_id, due in now.items()}
        self.due = now
