"""The turn runner: takes due turns, asks the assistant without holding any connection, and settles what came back."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from escalation.service import Service
from escalation.store.failpoints import reach
from escalation.store.push import Subscription
from escalation.turns.answers import broken_answer, read_answer
from escalation.turns.assistant import AssistantError, AssistantTimeout, AssistantUnavailable
from escalation.turns.overdue import OverdueAnswers
from escalation.turns.renewals import Renewals
from escalation.turns.settling import OUTAGE_WINDOW, Settling
from escalation.turns.turn_claims import claim_turns
from escalation.turns.turn_requests import ClaimedTurn
from escalation.turns.turn_rows import TURNS_CHANNEL

log = logging.getLogger(__name__)

ASSISTANT_LIMIT_S = 9.0  # the assistant's client keeps to 8 s by itself, and so learns who does not answer in time
POLL_S = 1.0  # retries and lost hints are found at the latest after this
AT_ONCE = 32  # turns of one gateway that wait for the assistant at the same time
TYPING_AFTER_S = 0.3  # a faster answer needs no "is typing"
TYPING_RENEWED_S = 3.0  # a screen that hears no more of it takes it back
ASSISTANT_ERROR = "assistant_error"
MOST_ATTEMPTS = 20  # an outage window has room for ten; a turn that takes its gateway down must not do so for ever
BROKEN = (KeyError, TypeError, ValueError, AttributeError)  # an answer outside the contract


class TurnRunner:
    """One a gateway; any number of gateways share the turns."""

    def __init__(
        self,
        service: Service,
        *,
        window: timedelta = OUTAGE_WINDOW,
        limit_s: float = ASSISTANT_LIMIT_S,
        at_once: int = AT_ONCE,
    ) -> None:
        self._service = service
        self._settling = Settling(service.record, service.handoffs, service.policy, window)
        self._overdue = OverdueAnswers(service.record)
        self._renewals = Renewals(service.record, lambda: list(self._running.values()))
        self._limit_s = limit_s
        self._at_once = at_once
        self._wake = asyncio.Event()
        self._running: dict[asyncio.Task[None], ClaimedTurn] = {}

    async def run(self) -> None:
        """Work until cancelled; then give back what is unfinished, so that another gateway may go on at once."""
        async with self._service.push.subscribe(TURNS_CHANNEL) as hints, asyncio.TaskGroup() as beside:
            works = (self._listen(hints), self._overdue.run(), self._renewals.run())
            tasks = [beside.create_task(work) for work in works]
            try:
                with self._service.asking.served_by(self):
                    while True:
                        await self._start_due()
                        await self._sleep()
            finally:
                for task in tasks:
                    task.cancel()
                await self._stop()

    async def run_due(self) -> int:
        """Work off everything that is due now, and return how many turns that were."""
        count = 0
        while claimed := await claim_turns(self._service.record, self._at_once):
            await asyncio.gather(*(self._work(one) for one in claimed))
            count += len(claimed)
        return count

    def has_room(self) -> bool:
        """May a turn begin here at once?"""
        return len(self._running) < self._at_once

    def take(self, claimed: ClaimedTurn) -> None:
        """Work on a turn in the background."""
        task = asyncio.create_task(self._work(claimed))
        self._running[task] = claimed
        task.add_done_callback(self._ended)

    async def _listen(self, hints: Subscription) -> None:
        async for _ in hints:
            self._wake.set()

    async def _sleep(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_S):
                await self._wake.wait()

    async def _start_due(self) -> None:
        """Take as many turns as there is room for. A database that is away is asked again at the next poll."""
        self._wake.clear()
        room = self._at_once - len(self._running)
        if room <= 0:
            return
        try:
            claimed = await claim_turns(self._service.record, room)
        except (SQLAlchemyError, OSError) as error:
            log.warning("no turn can be taken, the database does not answer: %s", error)
            return
        for one in claimed:
            self.take(one)
        if len(claimed) == room:
            self._wake.set()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """A turn is over: there is room again, and its conversation may have another one waiting."""
        self._running.pop(task, None)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a turn could not be settled, its lease brings it back", exc_info=error)

    async def _work(self, claimed: ClaimedTurn) -> None:
        """Ask, then settle."""
        if claimed.attempt > MOST_ATTEMPTS:
            await self._settling.answered(claimed, broken_answer("too_many_attempts"), 0.0)
            return
        async with self._typing(claimed):
            await self._ask(claimed)

    async def _ask(self, claimed: ClaimedTurn) -> None:
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._limit_s):
                response = await self._service.assistant.turn(claimed.request)
            answer = read_answer(response)
            reach("before_settle")
        except (AssistantUnavailable, TimeoutError) as error:
            log.info("turn %s: no answer: %s", claimed.id, error)
            late = isinstance(error, AssistantTimeout | TimeoutError)
            await self._settling.unavailable(claimed, "timeout" if late else "unavailable")
        except (AssistantError, *BROKEN) as error:
            log.warning("turn %s: the assistant failed: %r", claimed.id, error)
            await self._settling.answered(claimed, broken_answer(ASSISTANT_ERROR), _since(started))
        else:
            await self._settling.answered(claimed, answer, _since(started))

    @asynccontextmanager
    async def _typing(self, claimed: ClaimedTurn) -> AsyncIterator[None]:
        """The customer sees that the bot types, where the block takes longer than a moment."""
        shown = asyncio.Event()
        showing = asyncio.create_task(self._show_typing(claimed, shown))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.wait([showing])
            if shown.is_set():
                await self._service.typing(conversation_id=claimed.conversation_id, who="bot", on=False)

    async def _show_typing(self, claimed: ClaimedTurn, shown: asyncio.Event) -> None:
        await asyncio.sleep(TYPING_AFTER_S)
        shown.set()
        while True:
            await self._service.typing(conversation_id=claimed.conversation_id, who="bot", on=True)
            await asyncio.sleep(TYPING_RENEWED_S)

    async def _stop(self) -> None:
        unfinished = dict(self._running)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        left = [claimed for task, claimed in unfinished.items() if task.cancelled()]
        try:
            await self._settling.put_back(left)
        except (DBAPIError, OSError) as error:
            log.warning("%d turns wait for their lease to end: %s", len(left), error)


def _since(started: float) -> float:
    """Milliseconds."""
    return (time.perf_counter() - started) * 1000
