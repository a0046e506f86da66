"""Anything that customers, agents, time and a lost Redis may do to the queue, in any order; after each step what was
promised still holds."""

import redis as blocking_redis
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from escalation.queue.topics import Queue
from tests.faults.queue import promises
from tests.faults.queue.agents import AgentSteps
from tests.faults.queue.customers import CustomerSteps

SECONDS = st.sampled_from([-3600.0, -5.0, 0.5, 5.0, 12.0, 31.0, 120.0, 1801.0, 3600.0])


class QueueMachine(CustomerSteps, AgentSteps):
    """Everybody's steps, and the world's."""

    # What the world does.

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: float) -> None:
        self.world.clock.pass_(seconds)

    @rule()
    def redis_forgets_everything(self) -> None:
        with blocking_redis.Redis.from_url(self.redis_url) as client:
            client.flushall()
        self.flushed = True

    @rule()
    def everybody_comes_to_work(self) -> None:
        for agent in self.agents:
            self.do(self.world.service.set_status(agent_id=agent.id, status="online"))
            self.do(self.world.service.renew(agent_id=agent.id))
        self.offers_are_made()

    @rule()
    def offers_are_made(self) -> None:
        """Whoever got a chat by other ways meanwhile is not asked for more than there is room for."""
        self.do(self.world.service.dispatcher.step())
        self.do(promises.capacity(self.world, offers=True))

    @rule(to=st.sampled_from(["offer", "auto", "pull"]), queue=st.sampled_from(list(Queue)))
    def a_team_works_otherwise(self, to: str, queue: Queue) -> None:
        self.do(promises.set_assignment(self.world, queue, to))

    @rule()
    def reconciles(self) -> None:
        self.do(self.world.reconciler.step())
        self.flushed = self.raced = False

    # What always holds.

    @invariant()
    def one_owner_at_a_time(self) -> None:
        type(self).steps += 1
        self.do(promises.one_owner(self.world))
        self.held = self.do(promises.held(self.world))
        self.offered = self.do(promises.offered(self.world))

    @invariant()
    def nobody_waits_outside_the_queue(self) -> None:
        if not self.flushed:
            self.do(promises.places(self.world, exactly=not self.raced))

    @invariant()
    def nothing_said_is_lost(self) -> None:
        self.do(promises.nothing_lost(self.world, self.customer_said, self.agents_said))

    @invariant()
    def nobody_has_more_than_they_can(self) -> None:
        self.do(promises.capacity(self.world, offers=False))

    @invariant()
    def places_are_kept(self) -> None:
        """However often a ticket comes back."""
        now = self.do(promises.due(self.world))
        assert now == {ticket_id: self.due.get(ticket_id, due) for ticket_id, due in now.items()}
        self.due = now
