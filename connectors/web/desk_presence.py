"""Presence: what one desk tells the others of its conversations, and what it hears of them."""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from connectors.web.line import Line
from escalation.desk.presence import BEAT_S, WRITING_S, Onlookers, gone_frame, present_frame, who_frame
from escalation.store.keys import backstage
from escalation.store.people import Agent
from escalation.store.push import Push

Clock = Callable[[], float]


class Presence:
    """Of one screen. It looks at what its page says, as far as it may follow that."""

    def __init__(self, push: Push, line: Line, agent: Agent, clock: Clock = time.monotonic) -> None:
        self._push = push
        self._line = line
        self._agent = agent
        self._clock = clock
        self._screen = uuid.uuid4()
        self._wanted: frozenset[UUID] = frozenset()
        self._followed: Counter[UUID] = Counter()
        self._others: dict[UUID, Onlookers] = {}
        self._shown: dict[UUID, list[dict[str, Any]]] = {}
        self._writing: dict[UUID, float] = {}
        self._beat_at = 0.0

    @property
    def wanted(self) -> Collection[UUID]:
        """What its page shows now."""
        return self._wanted

    async def look(self, wanted: Collection[UUID]) -> None:
        """This is on the screen now, and nothing else."""
        self._wanted = frozenset(wanted)
        await self._settle()

    async def follows(self, conversation_id: UUID) -> None:
        """This one may be looked at, and what is said of it is heard."""
        self._followed[conversation_id] += 1
        await self._settle()

    async def leaves(self, conversation_id: UUID) -> None:
        """It is not followed any more, or by one less: it may have been opened again just now."""
        self._followed[conversation_id] -= 1
        await self._settle()

    async def write(self, conversation_id: UUID, on: bool) -> None:
        """A reply is being written, or no longer."""
        was = self._writes(conversation_id)
        self._writing[conversation_id] = self._clock() + WRITING_S if on else 0.0
        if conversation_id in self._others and was != on:
            await self._say([conversation_id])

    async def hear(self, conversation_id: UUID, frame: dict[str, Any]) -> None:
        """Another desk spoke of itself, asked who is there, or something may have been missed."""
        others = self._others.get(conversation_id)
        if others is None or frame.get("screen") == str(self._screen):
            return
        if frame["type"] in ("who", "resync"):
            await self._say([conversation_id])
        if frame["type"] == "resync":
            await self._push.publish(backstage(conversation_id), who_frame(self._screen))
        if frame["type"] in ("present", "gone"):
            others.heard(frame, self._clock())
            self._show(conversation_id)

    async def tick(self) -> None:
        """Now and then: repeat what is looked at, and forget who fell silent."""
        if self._clock() - self._beat_at >= BEAT_S:
            await self._say(list(self._others))
        stopped = [id_ for id_, until in self._writing.items() if 0.0 < until <= self._clock()]
        for conversation_id in stopped:
            self._writing[conversation_id] = 0.0
        await self._say([conversation_id for conversation_id in stopped if conversation_id in self._others])
        for conversation_id in self._others:
            self._show(conversation_id)

    async def _settle(self) -> None:
        looked = {id_ for id_ in self._wanted if self._followed[id_] > 0}
        begun, left = looked - self._others.keys(), self._others.keys() - looked
        for conversation_id in left:
            del self._others[conversation_id]
            self._shown.pop(conversation_id, None)
            self._writing.pop(conversation_id, None)
        for conversation_id in begun:
            self._others[conversation_id] = Onlookers(self._agent.id)
        news = [(id_, gone_frame(self._screen)) for id_ in left]
        news += [(id_, frame) for id_ in begun for frame in (self._present(id_), who_frame(self._screen))]
        await self._tell(news)

    async def _say(self, conversations: Collection[UUID]) -> None:
        """Tell the others of these that this screen looks at them."""
        if set(conversations) == self._others.keys():
            self._beat_at = self._clock()
        await self._tell([(id_, self._present(id_)) for id_ in conversations])

    async def _tell(self, news: list[tuple[UUID, dict[str, Any]]]) -> None:
        if news:
            await self._push.publish_all([(backstage(id_), frame) for id_, frame in news])

    def _present(self, conversation_id: UUID) -> dict[str, Any]:
        return present_frame(self._screen, self._agent.id, self._agent.name, self._writes(conversation_id))

    def _writes(self, conversation_id: UUID) -> bool:
        return self._writing.get(conversation_id, 0.0) > self._clock()

    def _show(self, conversation_id: UUID) -> None:
        """Only what is different from what was shown last; at first nobody."""
        agents = self._others[conversation_id].at(self._clock())
        if agents != self._shown.get(conversation_id, []):
            self._shown[conversation_id] = agents
            self._line.put({"type": "presence", "conversation_id": conversation_id, "agents": agents})
