"""What becomes of a turn: its replies are stored, a person is offered or called, it is tried again, or it is dropped.

Everything about one turn happens in one transaction, after a new look at who owns the conversation: a reply that
comes after the bot lost it is dropped and logged.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select, update

from escalation.customers.endings import end_contact
from escalation.customers.openings import mark_meaningful
from escalation.queue.handoffs import Handoffs, Told, log_decision
from escalation.routing.decisions import Decision, DecisionKind
from escalation.routing.offers import as_answer
from escalation.routing.policy import Policy
from escalation.routing.router import decide
from escalation.store.conversation import Owner
from escalation.store.drafts import KEEP_BOT, TALK_TO_PERSON, notice
from escalation.store.record import Change, Record
from escalation.store.thread import Thread
from escalation.store.wire import present
from escalation.tables import turn
from escalation.turns.answers import UNAVAILABLE, Answer
from escalation.turns.turn_requests import ClaimedTurn, words_of

OUTAGE_WINDOW = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(seconds=10)


def pause_before(attempt: int) -> timedelta:
    """How long to wait after the n-th failed attempt: 1, 2, 4, 8, 10, 10 ... seconds."""
    return min(LONGEST_PAUSE, timedelta(seconds=2.0 ** min(attempt - 1, 10)))


class Settling:
    """Ends turns."""

    def __init__(self, record: Record, handoffs: Handoffs, policy: Policy, window: timedelta = OUTAGE_WINDOW) -> None:
        self._record = record
        self._handoffs = handoffs
        self._window = window
        self._policy = policy

    async def answered(self, claimed: ClaimedTurn, answer: Answer, latency_ms: float) -> None:
        """The assistant answered, with words or with an error that asking again would not cure."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, claimed.conversation_id)
            failed = not answer.replies and answer.facts.failed
            answer = replace(answer, facts=replace(answer.facts, words=words_of(claimed.request)))
            kept = _kept(answer, thread.tier)
            if await _is_ours(thread, claimed, "failed" if failed else "answered", facts=kept):
                answer = replace(answer, facts=as_answer(answer.facts, thread.memory))
                thread.outage_since = None
                _log_answer(thread, claimed, answer, latency_ms)
                await self._decide(thread, claimed, answer)
            await thread.save_last()

    async def unavailable(self, claimed: ClaimedTurn, code: str) -> None:
        """No answer: again in a moment, until the window has passed; then a person is called."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, claimed.conversation_id)
            first = claimed.first_failed_at or change.now
            if change.now >= first + self._window:
                await self._give_up(thread, claimed, code)
            else:
                await self._retry(thread, claimed, code, first)
            await thread.save()

    async def put_back(self, claimed: list[ClaimedTurn]) -> None:
        """This gateway stops: whoever comes next may take its turns at once."""
        async with self._record.change() as change:
            for one in claimed:
                await _settle(change, one, "retrying", retry_at=change.now)

    async def _retry(self, thread: Thread, claimed: ClaimedTurn, code: str, first: datetime) -> None:
        now = thread.change.now
        at = min(now + pause_before(claimed.attempt), first + self._window)
        if not await _is_ours(thread, claimed, "retrying", retry_at=at, first_failed_at=first):
            return
        thread.log("turn_failed", turn_id=str(claimed.id), code=code, attempt=claimed.attempt)
        if thread.outage_since is None:
            thread.outage_since = now
            thread.post(notice("bot_unavailable", TALK_TO_PERSON, turn_id=claimed.id))

    async def _give_up(self, thread: Thread, claimed: ClaimedTurn, code: str) -> None:
        if await _is_ours(thread, claimed, "failed", facts=_kept(UNAVAILABLE, thread.tier)):
            thread.log("turn_failed", turn_id=str(claimed.id), code=code, attempt=claimed.attempt)
            told = replace(UNAVAILABLE.facts, words=words_of(claimed.request))
            await self._decide(thread, claimed, replace(UNAVAILABLE, facts=told))

    async def _decide(self, thread: Thread, claimed: ClaimedTurn, answer: Answer) -> None:
        """Ask the router and do what it says."""
        thread.memory = thread.memory.after(answer.facts, self._policy)
        decision = decide(answer.facts, thread.memory, thread.tier, self._policy)
        log_decision(thread, decision, claimed.id)
        if answer.meaningful:
            await mark_meaningful(thread)
        if decision.kind is DecisionKind.HANDOFF:
            _say(thread, claimed, answer, only_factual=True)
            handoff = answer.facts.handoff
            told = Told(claimed.id, answer.facts.language, handoff.summary if handoff else None)
            await self._handoffs.hand_off(thread, decision, told)
            return
        await self._go_on(thread, claimed, answer, decision)
        if answer.facts.solved is True and not await _more_waits(thread):
            thread.post(notice("contact_closed"))
            await end_contact(thread, "solved")

    async def _go_on(self, thread: Thread, claimed: ClaimedTurn, answer: Answer, decision: Decision) -> None:
        """The bot keeps the conversation. It never leaves a message without any answer."""
        asks = decision.kind is DecisionKind.OFFER_PERSON
        if decision.points:
            # What was written before the offer could be read does not answer it.
            asking = asks and not await _more_waits(thread)
            thread.memory = thread.memory.with_offer(decision.points, asking=asking)
        _say(thread, claimed, answer)
        if asks:
            thread.post(notice("offer_person", TALK_TO_PERSON, KEEP_BOT, turn_id=claimed.id))
        elif not answer.replies:
            thread.post(notice("bot_failed", TALK_TO_PERSON, turn_id=claimed.id))


def _kept(answer: Answer, tier: str | None) -> dict[str, Any]:
    """What stays in the turn's row: what was understood, and all that the router was shown, so that another policy can
    be tried on it."""
    return {**answer.record, "router": answer.facts.wire() | present({"tier": tier})}


def _say(thread: Thread, claimed: ClaimedTurn, answer: Answer, *, only_factual: bool = False) -> None:
    for reply in answer.replies:
        if reply.factual or not only_factual:
            thread.post(reply.draft.said_by_turn(claimed.id))


async def _is_ours(thread: Thread, claimed: ClaimedTurn, state: str, **values: Any) -> bool:
    """Settle the turn's row, unless the bot lost the conversation or another gateway took the turn: then the
    reply is dropped, and the log says so."""
    if thread.owner is not Owner.BOT:
        reason, state, values = f"owner_{thread.owner}", "dropped", {}
    elif thread.dialogue_id != claimed.dialogue_id:
        reason, state, values = "other_dialogue", "dropped", {}
    else:
        reason = ""
    if not await _settle(thread.change, claimed, state, **values):
        reason = reason or "taken_over"
    if reason:
        thread.log("reply_dropped", turn_id=str(claimed.id), reason=reason)
    return not reason


async def _settle(change: Change, claimed: ClaimedTurn, state: str, **values: Any) -> bool:
    """Move the turn on if this attempt still runs it."""
    over = {} if state == "retrying" else {"finished_at": change.now}
    found = await change.connection.execute(
        update(turn)
        .where(turn.c.id == claimed.id, turn.c.state == "running", turn.c.attempt == claimed.attempt)
        .values(state=state, lease_until=None, **over, **values)
        .returning(turn.c.id)
    )
    return found.one_or_none() is not None


async def _more_waits(thread: Thread) -> bool:
    """Has the customer written on meanwhile?"""
    waiting = exists().where(turn.c.conversation_id == thread.id, turn.c.state == "waiting")
    return bool(await thread.change.connection.scalar(select(waiting)))


def _log_answer(thread: Thread, claimed: ClaimedTurn, answer: Answer, latency_ms: float) -> None:
    facts = answer.facts
    if facts.failed:
        thread.log("turn_failed", turn_id=str(claimed.id), code=facts.failures[0], attempt=claimed.attempt)
    if answer.replies or not facts.failed:
        data = {"turn_id": str(claimed.id), **answer.record, "latency_ms": round(latency_ms, 1)}
        thread.log_about("turn_answered", answer.topic, answer.record.get("emotion"), data)
    if facts.solved is not None:
        thread.log("solved_answered", solved=facts.solved)
