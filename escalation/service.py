"""The one door to the use cases. Each lives in a file of its own noun; here they are put together.

All are async and take keyword-only arguments; ids are UUIDs, times aware UTC. What is understood and not granted
raises Refused.
"""

import asyncio
from collections.abc import Awaitable
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from escalation.customers.files import Files
from escalation.customers.outreach import Outreach
from escalation.customers.page_context import PageContexts
from escalation.customers.presses import Presses
from escalation.customers.ratings import Ratings
from escalation.customers.receiving import Once, Receiving
from escalation.customers.resumptions import Resumptions
from escalation.customers.snapshots import Snapshots
from escalation.customers.submissions import Prove, Submissions
from escalation.customers.transcripts import Transcripts
from escalation.customers.viewers import Viewers
from escalation.customers.visitors import Visitors
from escalation.desk.counts import Counts
from escalation.desk.customer_views import CustomerViews
from escalation.desk.desk import Desk
from escalation.desk.desk_files import DeskFiles
from escalation.desk.live_view import LiveView
from escalation.desk.notes import Notes
from escalation.desk.reveals import Reveals
from escalation.desk.search import Search
from escalation.desk.team_view import TeamView
from escalation.desk.ticket_changes import TicketChanges
from escalation.desk.ticket_views import TicketViews
from escalation.outbound.webhooks import Webhooks
from escalation.queue.agent_offers import AgentOffers
from escalation.queue.assignments import Assignments
from escalation.queue.claims import Claims
from escalation.queue.departures import Departures
from escalation.queue.dispatcher import Dispatcher
from escalation.queue.handoffs import Handoffs
from escalation.queue.queue import WaitingQueue
from escalation.queue.reopening import Reopening
from escalation.queue.shifts import Shifts
from escalation.queue.taking import Taking
from escalation.queue.transfers import Transfers
from escalation.routing.policy import Policy
from escalation.routing.policy_file import shipped_policy
from escalation.staff.agents import Agents
from escalation.staff.audit import AuditLog
from escalation.staff.known_labels import KnownLabels
from escalation.staff.macros import Macros
from escalation.staff.passwords import Passwords
from escalation.staff.staff import Staff
from escalation.staff.team_settings import TeamSettings
from escalation.store.clock import Clock, utc_now
from escalation.store.commands import Commands
from escalation.store.push import Push
from escalation.store.record import Record
from escalation.suggestions.suggestions import Suggestions
from escalation.turns.asking import Asking
from escalation.turns.assistant import Assistant, AssistantError, AssistantUnavailable
from escalation.turns.scopes import Scopes

HEALTH_LIMIT_S = 2.0


async def nothing_proven(reference: str, contact: str) -> bool:
    """Where no shop is connected, nobody can prove an order."""
    return False


class Service:
    """What the edges may do. `push` may be shared with them; `prove` asks the shop whose an order is; without a
    `policy` the shipped one holds; without `letters` nobody is asked for an address that no letter would reach; a share
    `held_back` (0..1) of what customers could be told before they ask is not told."""

    def __init__(
        self,
        engine: AsyncEngine,
        redis: "Redis | None",
        assistant: Assistant,
        clock: Clock = utc_now,
        *,
        push: Push | None = None,
        prove: Prove = nothing_proven,
        policy: Policy | None = None,
        letters: bool = True,
        held_back: float = 0.0,
    ) -> None:
        self.assistant = assistant
        self.policy = policy or shipped_policy()
        self.push = push or Push(redis)
        self.record = Record(engine, self.push, clock)
        self.queue = WaitingQueue(redis)
        self.letters = letters
        self.handoffs = Handoffs(self.queue, letters=letters)
        self.asking = Asking()
        once = Once(self.record)
        self._for_customers(once, prove, held_back)
        self._for_agents(once)

    def _for_customers(self, once: Once, prove: Prove, held_back: float) -> None:
        visitors = Visitors(self.record)
        self.open_visitor = visitors.open_visitor
        self.open_conversation = visitors.open_conversation
        self.note_device = visitors.note_device
        self.note_context = PageContexts(self.record).note_context
        self.set_locale = visitors.set_locale
        self.mark_read = visitors.mark_read
        self.snapshot = Snapshots(self.record).snapshot
        self.receive_text = Receiving(self.record, once, self.asking).receive_text
        presses = Presses(self.record, once, self.asking, self.handoffs, self.policy)
        self.receive_press = presses.receive_press
        self.outreach = Outreach(self.record, once, self.asking, presses, held_back)
        submissions = Submissions(self.record, once, self.asking, self.handoffs, self.policy, prove)
        self.receive_submit = submissions.receive_submit
        ratings = Ratings(self.record)
        self.rate, self.rating_shown = ratings.rate, ratings.rating_shown
        resumptions = Resumptions(self.record)
        self.resume = resumptions.resume
        viewers = Viewers(self.record, resumptions)
        self.first_shown = viewers.first_shown
        files = Files(self.record, once, viewers)
        self.expect_file, self.receive_file = files.expect_file, files.receive_file
        self.file_of_viewer, self.file_content = files.file_of_viewer, files.file_content
        transcripts = Transcripts(self.record)
        self.transcript, self.mail_transcript = transcripts.transcript, transcripts.mail_transcript
        scopes = Scopes(self.record)
        self.turn_scope = scopes.turn_scope
        self.submission = scopes.submission
        self.action_result = scopes.action_result
        self.record_action = scopes.record_action

    def _for_agents(self, once: Once) -> None:
        passwords = Passwords()
        agents = Agents(self.record, passwords)
        self.authenticate, self.recognise = agents.authenticate, agents.recognise
        self.open_session = agents.open_session
        self.session = agents.session
        views = TicketViews(self.record)
        self.waiting = views.waiting
        self.mine = views.mine
        self.offers = views.offers
        self.open_ticket = views.open_ticket
        self.tickets_of, self.holder_of = views.tickets_of, views.holder_of
        self.counts = Counts(self.record).counts
        self.search = Search(self.record).search
        self.reveal = Reveals(self.record).reveal
        self.about_customer = CustomerViews(self.record).about_customer
        self.suggestions = Suggestions(self.record, self.assistant).suggestions
        self.desk = Desk(self.record, once, self.handoffs)
        self.send_as_agent = self.desk.send_as_agent
        files = DeskFiles(self.record, once)
        self.send_file_as_agent, self.file_of_agent = files.send_file_as_agent, files.file_of_agent
        self.resolve = self.desk.resolve
        self.return_to_bot = self.desk.return_to_bot
        self.release = self.desk.release
        departures = Departures(self.record, self.desk, self.queue)
        shifts = Shifts(self.record, self.queue, departures)
        self.close_session = shifts.close_session
        self.set_status = shifts.set_status
        self.renew = shifts.renew
        self._for_work()
        self._for_tickets()
        self.staff = Staff(self.record, passwords, departures)
        self.add_agent = self.staff.add_agent
        self._for_supervisors()

    def _for_work(self) -> None:
        """How tickets come to agents."""
        claims = Claims(self.record, self.queue, Taking(self.record, self.queue))
        self.claim = claims.claim
        offers = AgentOffers(self.record, self.queue, claims)
        self.accept_offer = offers.accept_offer
        self.decline_offer = offers.decline_offer
        self.dispatcher = Dispatcher(self.record, self.queue, claims)

    def _for_tickets(self) -> None:
        notes = Notes(self.record)
        self.add_note, self.notes = notes.add_note, notes.notes
        parts = self.record, Commands(self.record), self.handoffs
        changes = TicketChanges(*parts)
        self.set_priority, self.set_labels = changes.set_priority, changes.set_labels
        transfers = Transfers(*parts)
        self.transfer_to_queue, self.transfer_to_agent = transfers.transfer_to_queue, transfers.transfer_to_agent
        self.assign = Assignments(*parts).assign
        self.reopen = Reopening(*parts).reopen

    def _for_supervisors(self) -> None:
        """What is looked after beside the conversations, and how the team does."""
        self.audit = AuditLog(self.record)
        self.macros = Macros(self.record)
        self.known_labels = KnownLabels(self.record)
        self.team_settings = TeamSettings(self.record)
        self.webhooks = Webhooks(self.record)
        self.team_view = TeamView(self.record)
        self.live = LiveView(self.record).live

    async def typing(self, *, conversation_id: UUID, who: str, on: bool, name: str | None = None) -> None:
        """Somebody types (`bot`, `agent`, `customer`). Not kept."""
        frame = {"type": "typing", "who": who, "on": on}
        if name is not None:
            frame["name"] = name
        await self.push.publish(f"conversation:{conversation_id}", frame)

    async def readiness(self) -> dict[str, bool]:
        """Which parts answer: database, redis, assistant."""
        database, redis, assistant = await asyncio.gather(
            self._database_answers(), self.queue.ping(), self._assistant_answers()
        )
        return {"database": database, "redis": redis, "assistant": assistant}

    async def _database_answers(self) -> bool:
        async def ask() -> None:
            async with self.record.read() as connection:
                await connection.execute(text("SELECT 1"))

        return await _answers(ask(), (SQLAlchemyError, OSError))

    async def _assistant_answers(self) -> bool:
        async def ask() -> None:
            await self.assistant.health()

        return await _answers(ask(), (AssistantUnavailable, AssistantError))


async def _answers(asked: Awaitable[None], failures: tuple[type[Exception], ...]) -> bool:
    expected: tuple[type[Exception], ...] = (TimeoutError, *failures)
    try:
        async with asyncio.timeout(HEALTH_LIMIT_S):
            await asked
    except expected:
        return False
    return True
