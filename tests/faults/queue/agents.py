"""What agents may do to the queue."""

import asyncio
import uuid
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.store.refusals import Refused
from tests.faults.queue import promises
from tests.faults.queue.holding import Holding
from tests.faults.queue.play import QueuePlay, anybody, needs, some

BOSS = 3  # of the agents, who may assign what others hold


class AgentSteps(QueuePlay):
    """Claiming, answering, letting go, passing on, coming and going."""

    @rule(who=anybody)
    def takes_the_next(self, who: int) -> None:
        self.attempt(self.world.service.claim(agent_id=self.agents[who].id, client_id=uuid.uuid4()))

    @rule(who=anybody, which=some)
    def takes_a_certain_one(self, who: int, which: int) -> None:
        waiting = self.do(self.world.service.waiting(agent_id=self.agents[who].id))
        if waiting:
            ticket_id = UUID(waiting[which % len(waiting)]["id"])
            self.attempt(self.world.service.claim(agent_id=self.agents[who].id, ticket_id=ticket_id))

    @rule(which=some)
    def all_reach_for_one(self, which: int) -> None:
        """At the same time; at most one has it then."""
        waiting = self.do(self.world.service.waiting(agent_id=self.agents[0].id))
        if waiting:
            self.do(self._reach(UUID(waiting[which % len(waiting)]["id"])))
            self.raced = True

    async def _reach(self, ticket_id: UUID) -> None:
        claims = [self.world.service.claim(agent_id=agent.id, ticket_id=ticket_id) for agent in self.agents]
        answers = await asyncio.gather(*claims, return_exceptions=True)
        assert sum(isinstance(answer, dict) for answer in answers) <= 1
        broken = [one for one in answers if isinstance(one, BaseException) and not isinstance(one, Refused)]
        assert not broken, broken

    @rule(which=some)
    @needs("held")
    def answers(self, which: int) -> None:
        self.do(self._write(self.hold(which)))
        self.agents_said += 1

    async def _write(self, holding: Holding) -> None:
        await self.world.service.send_as_agent(
            agent_id=holding.agent_id,
            conversation_id=holding.conversation_id,
            epoch=holding.epoch,
            client_id=uuid.uuid4(),
            text="확인해 드릴게요",
        )

    @rule(which=some)
    @needs("past")
    def writes_late(self, which: int) -> None:
        """Under an epoch of the past: refused, unless that is still how it stands."""
        holding = self.past[which % len(self.past)]
        now = self.do(promises.ownership(self.world, holding.conversation_id))
        answer = self.attempt(self._write(holding))
        if now == ("agent", holding.agent_id, holding.epoch):
            assert not isinstance(answer, Refused), answer
            self.agents_said += 1
        else:
            assert isinstance(answer, Refused)
            assert answer.code in ("not_owner", "stale_epoch")

    @rule(which=some, how=st.sampled_from(["resolve", "return_to_bot", "release"]))
    @needs("held")
    def lets_go(self, which: int, how: str) -> None:
        holding, act = self.hold(which), getattr(self.world.service, how)
        self.do(act(agent_id=holding.agent_id, ticket_id=holding.ticket_id, epoch=holding.epoch))

    @rule(which=some, who=anybody)
    @needs("held")
    def passes_on_to_an_agent(self, which: int, who: int) -> None:
        holding = self.hold(which)
        self.attempt(
            self.world.service.transfer_to_agent(
                by=self.agent(holding.agent_id),
                ticket_id=holding.ticket_id,
                epoch=holding.epoch,
                to=self.agents[who].id,
                client_id=uuid.uuid4(),
            )
        )

    @rule(which=some, queue=st.sampled_from(list(Queue)))
    @needs("held")
    def passes_on_to_a_queue(self, which: int, queue: Queue) -> None:
        """Never to a later place than it had."""
        holding = self.hold(which)
        before = self.due[holding.ticket_id]
        answer = self.attempt(
            self.world.service.transfer_to_queue(
                by=self.agent(holding.agent_id),
                ticket_id=holding.ticket_id,
                epoch=holding.epoch,
                queue=queue,
                client_id=uuid.uuid4(),
            )
        )
        if not isinstance(answer, Refused):
            self.due |= self.do(promises.respond_by(self.world, holding.ticket_id))
            assert self.due[holding.ticket_id] <= before

    @rule(which=some, priority=st.sampled_from(list(Priority)))
    @needs("due")
    def sets_a_priority(self, which: int, priority: Priority) -> None:
        ticket_id = list(self.due)[which % len(self.due)]
        boss = self.agents[BOSS]
        self.attempt(self.world.service.set_priority(by=boss, ticket_id=ticket_id, priority=priority))
        self.due |= self.do(promises.respond_by(self.world, ticket_id))

    @rule(which=some, who=anybody)
    @needs("due")
    def is_assigned_by_a_supervisor(self, which: int, who: int) -> None:
        ticket_id = list(self.due)[which % len(self.due)]
        to = self.agents[who].id
        self.attempt(self.world.service.assign(by=self.agents[BOSS], ticket_id=ticket_id, to=to))

    @rule(which=some)
    @needs("past")
    def reopens(self, which: int) -> None:
        holding = self.past[which % len(self.past)]
        by = self.agent(holding.agent_id)
        self.attempt(self.world.service.reopen(by=by, ticket_id=holding.ticket_id, client_id=uuid.uuid4()))

    @rule(which=some, accepts=st.booleans())
    @needs("offered")
    def answers_an_offer(self, which: int, accepts: bool) -> None:
        ticket_id, agent_id = self.offered[which % len(self.offered)]
        act = self.world.service.accept_offer if accepts else self.world.service.decline_offer
        self.attempt(act(agent_id=agent_id, ticket_id=ticket_id))

    @rule(who=anybody)
    def is_there(self, who: int) -> None:
        """A sign of life of the desk: every lease is renewed."""
        self.do(self.world.service.renew(agent_id=self.agents[who].id))

    @rule(who=anybody, status=st.sampled_from(["online", "busy", "away"]))
    def changes_status(self, who: int, status: str) -> None:
        self.do(self.world.service.set_status(agent_id=self.agents[who].id, status=status))
