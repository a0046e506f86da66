"""From the bot to the queue: one ticket with everything that is known, one notice to the customer, one transaction."""

import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from escalation.customers.openings import mark_meaningful
from escalation.promises.hours import Hours
from escalation.promises.sla import Promise
from escalation.promises.teams import Team, team_of
from escalation.promises.ticket_clocks import open_clocks
from escalation.queue.queue import Waiting, WaitingQueue
from escalation.queue.topics import topic_of
from escalation.routing.decisions import Decision
from escalation.store.drafts import KEEP_BOT, LEAVE_EMAIL, notice
from escalation.store.keys import DESK_CHANNEL
from escalation.store.masking import mask
from escalation.store.thread import Thread
from escalation.store.wire import identifier, present, timestamp
from escalation.tables import message, ticket
from escalation.turns.turn_rows import drop_turns

SUMMARY_MESSAGES = 3
SUMMARY_CHARACTERS = 400
WAITING_CHANGED = {"type": "waiting_changed"}
ORDER_FACTS = ("number", "status", "late_days", "promised_at", "total", "currency", "carrier", "tracking_number")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told with a handoff: by which turn, in which language, and the bot's own summary."""

    turn_id: UUID | None = None
    language: str | None = None
    summary: str | None = None


def log_decision(thread: Thread, decision: Decision, turn_id: UUID | None) -> None:
    """Every decision of the router is on the log, with its reasons."""
    data = {
        "turn_id": identifier(turn_id),
        "decision": decision.kind,
        "queue": decision.queue,
        "priority": decision.priority,
        "reasons": [reason.wire() for reason in decision.reasons],
    }
    thread.log("decision_made", **present(data))


class Handoffs:
    """Opens tickets."""

    def __init__(self, queue: WaitingQueue, *, letters: bool = True) -> None:
        """Without `letters` nobody is asked for an address."""
        self.queue = queue
        self._letters = letters

    async def hand_off(self, thread: Thread, decision: Decision, told: Told) -> UUID:
        """Give the conversation to the queue as decided; the ticket's id. The caller saves the thread."""
        assert decision.queue is not None
        assert decision.priority is not None
        thread.pass_to(thread.ownership.hand_off())
        thread.outage_since = None
        await thread.write_messages()
        await drop_turns(thread, but=told.turn_id)
        await mark_meaningful(thread)
        team = await team_of(thread.change.connection, decision.queue, thread.change.now)
        promise = team.promise(decision.priority)
        row = await self._row(thread, decision, told, promise)
        await thread.change.connection.execute(insert(ticket).values(row))
        await open_clocks(thread.change, row["id"], promise)
        self.tell_of_waiting(thread, "handed_off", team, told.turn_id)
        data = {"queue": decision.queue, "priority": decision.priority, "reasons": row["reasons"]}
        told_of = present({"ticket_id": str(row["id"]), **data, "reference": thread.memory.reference})
        thread.log_about("handoff_requested", row["topic"], row["emotion"], told_of)
        self.announce(thread, Waiting(row["id"], decision.queue, row["language"], row["respond_by"]))
        return UUID(str(row["id"]))

    def tell_of_waiting(
        self, thread: Thread, code: str, team: Team, turn_id: UUID | None = None, *, reachable: bool = False
    ) -> None:
        """The customer may stay with the bot; where nobody is there, they hear when, and may leave an address unless
        they are `reachable` at one already."""
        if team.hours.is_open(thread.change.now):
            thread.post(notice(code, KEEP_BOT, turn_id=turn_id, queue=team.queue))
            return
        thread.post(notice(code, turn_id=turn_id, queue=team.queue))
        self.tell_closed(thread, team.hours, turn_id, reachable=reachable)

    def tell_closed(
        self, thread: Thread, hours: Hours, turn_id: UUID | None = None, *, reachable: bool = False
    ) -> None:
        """Whoever waits hears when somebody is back."""
        opens_at = timestamp(hours.opens_at(thread.change.now))
        buttons = (LEAVE_EMAIL, KEEP_BOT) if self._letters and not reachable else (KEEP_BOT,)
        thread.post(notice("out_of_hours", *buttons, turn_id=turn_id, opens_at=opens_at))

    def announce(self, thread: Thread, waiting: Waiting) -> None:
        """A ticket waits from now on: into the live queue, and onto the desks."""

        async def enter() -> None:
            await self.queue.add([waiting])

        thread.change.after_commit(enter)
        thread.change.hint(DESK_CHANNEL, WAITING_CHANGED)

    def withdraw(self, thread: Thread, waiting: Waiting) -> None:
        """A ticket waits no longer: out of the live queue, and off the desks."""

        async def leave() -> None:
            await self.queue.remove(waiting.queue, [waiting.member])

        thread.change.after_commit(leave)
        thread.change.hint(DESK_CHANNEL, WAITING_CHANGED)

    async def _row(self, thread: Thread, decision: Decision, told: Told, promise: Promise) -> dict[str, Any]:
        assert decision.priority is not None
        memory, now = thread.memory, thread.change.now
        return {
            "id": uuid.uuid4(),
            "conversation_id": thread.id,
            "contact_id": thread.contact_id,
            "queue": decision.queue,
            "priority": decision.priority,
            "state": "waiting",
            "epoch": thread.ownership.epoch,
            "respond_by": promise.respond_by(now),
            "reasons": [reason.wire() for reason in decision.reasons],
            "summary": mask(told.summary) if told.summary else await _last_words(thread),
            "topic": topic_of(decision.topic) if decision.topic else None,
            "language": told.language or thread.locale,
            "emotion": None if memory.emotion is None else memory.emotion.wire(),
            "facts": await _facts(thread),
            "created_at": now,
        }


async def _last_words(thread: Thread) -> str:
    """The customer's own last messages, masked, where the bot has no summary."""
    found = await thread.change.connection.scalars(
        select(message.c.text)
        .where(
            message.c.contact_id == thread.contact_id,
            message.c.conversation_id == thread.id,
            message.c.sender == "customer",
            message.c.text.is_not(None),
        )
        .order_by(message.c.seq.desc())
        .limit(SUMMARY_MESSAGES)
    )
    said = [mask(text) for text in found if text is not None]
    return " / ".join(reversed(said))[:SUMMARY_CHARACTERS]


async def _facts(thread: Thread) -> dict[str, Any]:
    """What the shop told about the order in question, as last shown to the customer."""
    shown = await thread.change.connection.scalar(
        select(message.c.card)
        .where(
            message.c.conversation_id == thread.id,
            message.c.contact_id == thread.contact_id,
            message.c.card["kind"].astext == "order",
        )
        .order_by(message.c.seq.desc())
        .limit(1)
    )
    if shown is not None:
        return {"order": {name: shown[name] for name in ORDER_FACTS if name in shown}}
    reference = thread.memory.reference
    return {} if reference is None else {"order": {"number": reference}}
