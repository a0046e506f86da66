"""Brings waiting tickets to agents: asks them, assigns at once where a team wants that, and ends offers left alone.

One runs in every gateway. Rows decide, under their locks: agents first, in the order of their ids, then tickets, of
which those that somebody else holds are passed by. So two dispatchers never offer one ticket twice, nor one agent
more than there is room for.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from escalation.queue.claims import Claims, LostRace
from escalation.queue.free_work import Head, candidates, heads, locked
from escalation.queue.lapses import Lapses
from escalation.queue.offering import Pair, match
from escalation.queue.queue import Waiting, WaitingQueue
from escalation.queue.reservations import OFFERS_CHANGED
from escalation.queue.topics import Queue
from escalation.store.keys import DESK_CHANNEL, WORK_CHANNEL
from escalation.store.push import Frame
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused

log = logging.getLogger(__name__)

EVERY_S = 1.0
"""Time alone changes things too: offers lapse, and what everybody let go is offered again."""
REST_S = 0.05
"""Between two looks; in a rush every claim and every arrival would otherwise cause one."""
NEWS = frozenset({"waiting_changed", "staff_changed", "room_freed", "resync"})
OFFERED = {"type": "offered"}

_OFFER = text("""
UPDATE ticket SET offered_to = pair.agent_id, offered_until = pair.until
  FROM jsonb_to_recordset(CAST(:pairs AS jsonb)) AS pair(ticket_id uuid, agent_id uuid, until timestamptz)
 WHERE ticket.id = pair.ticket_id
RETURNING ticket.id, queue, language, respond_by
""")


class Dispatcher:
    """Asks agents to take what waits."""

    def __init__(self, record: Record, queue: WaitingQueue, claims: Claims, *, every_s: float = EVERY_S) -> None:
        self._every_s = every_s
        self._record = record
        self._queue = queue
        self._claims = claims
        self._lapses = Lapses(record, queue)
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Look whenever something changes, and once a second, until cancelled; without the database, wait for it."""
        async with (
            self._record.push.subscribe(DESK_CHANNEL) as desk,
            self._record.push.subscribe(WORK_CHANNEL) as work,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(self._listen(desk))
            tasks.create_task(self._listen(work))
            loop, next_step = asyncio.get_running_loop(), 0.0
            while True:
                self._news.clear()
                try:
                    if loop.time() >= next_step:
                        next_step = loop.time() + self._every_s
                        await self.step()
                    else:
                        await self.dispatch()
                except (SQLAlchemyError, OSError, TimeoutError) as error:
                    log.warning("offering pauses, the database does not answer: %s", error)
                await asyncio.sleep(REST_S)
                with suppress(TimeoutError):
                    async with asyncio.timeout(max(0.0, next_step - loop.time())):
                        await self._news.wait()

    async def _listen(self, frames: AsyncIterable[Frame]) -> None:
        async for frame in frames:
            if frame["type"] in NEWS:
                self._news.set()

    async def step(self) -> int:
        """Everything once: end what is over, begin new rounds, offer; how many offers were made."""
        await self._lapses.end()
        await self._lapses.begin_rounds()
        return await self.dispatch()

    async def dispatch(self) -> int:
        """Offer for as long as somebody with room suits something; how many offers were made."""
        made = 0
        while new := await self._offer():
            made += new
        return made

    async def _offer(self) -> int:
        """Look without locks first: mostly nobody has room, or nothing waits."""
        now = self._record.clock()
        async with self._record.read() as connection:
            free = await candidates(connection, now)
            ahead = await heads(connection, free)
        if not ahead:
            return 0
        async with self._record.change() as change:
            free, ahead = await locked(change.connection, free, ahead, now)
            found = {head.ticket.id: head for head in ahead}
            pairs = match([head.ticket for head in found.values()], free)
            if pairs:
                await self._reserve(change, pairs, found)
        for ticket_id, agent_id in pairs:
            if found[ticket_id].at_once:
                await self._assign(ticket_id, agent_id)
        return len(pairs)

    async def _reserve(self, change: Change, pairs: Sequence[Pair], found: Mapping[UUID, Head]) -> None:
        """Both ends of each pair are locked. What is assigned at once is reserved for that moment as well."""
        until = {ticket_id: change.now + timedelta(seconds=found[ticket_id].offer_s) for ticket_id, _ in pairs}
        packed = [
            {"ticket_id": str(ticket_id), "agent_id": str(agent_id), "until": until[ticket_id].isoformat()}
            for ticket_id, agent_id in pairs
        ]
        rows = await change.connection.execute(_OFFER, {"pairs": json.dumps(packed)})
        places = [Waiting(row.id, Queue(row.queue), row.language, row.respond_by) for row in rows]

        async def leave() -> None:
            for queue in {place.queue for place in places}:
                await self._queue.remove(queue, [place.member for place in places if place.queue is queue])

        change.after_commit(leave)
        change.hint(DESK_CHANNEL, OFFERED)
        for agent_id in {agent_id for ticket_id, agent_id in pairs if not found[ticket_id].at_once}:
            change.hint(f"agent:{agent_id}", OFFERS_CHANGED)

    async def _assign(self, ticket_id: UUID, agent_id: UUID) -> None:
        """In the agent's name, who hears of it. Whatever comes between leaves an offer to be taken or let go."""
        try:
            given = await self._claims.claim(agent_id=agent_id, ticket_id=ticket_id)
        except Refused as refused:
            log.info("ticket %s stays an offer: %s", ticket_id, refused)
            return
        if not isinstance(given, LostRace):
            alert = {"type": "alert", "code": "assigned", "ticket_id": str(ticket_id)}
            params = {"number": given["number"], "queue": given["queue"]}
            await self._record.push.publish(f"agent:{agent_id}", {**alert, "params": params})
