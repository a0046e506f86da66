"""Pane: one conversation on a desk: what is said in it, and what goes on among the agents behind it."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

from connectors.web.desk_presence import Presence
from connectors.web.follower import Follower
from connectors.web.line import Line
from escalation.desk.reveals import covered
from escalation.service import Service
from escalation.store.keys import backstage
from escalation.store.push import Push


class Pane:
    """Follows one conversation until cancelled. `quiet` at first: what was said before is not told.

    `touched` hears that its ticket has changed, `said` that somebody wrote.
    """

    def __init__(
        self,
        service: Service,
        push: Push,
        line: Line,
        presence: Presence,
        conversation_id: UUID,
        *,
        quiet: bool,
        touched: Callable[[], None],
        said: Callable[[], None],
    ) -> None:
        self._service = service
        self._push = push
        self._line = line
        self._presence = presence
        self._conversation_id = conversation_id
        self._quiet = quiet
        self._touched = touched
        self._said = said
        self._telling_notes = asyncio.Lock()

    async def run(self, after_seq: int) -> None:
        """Both sides of the stage."""
        async with asyncio.TaskGroup() as both:
            both.create_task(Follower(self._service, self._push, self._conversation_id, self).run(after_seq))
            both.create_task(self._listen_behind())

    async def tell_notes(self) -> None:
        """All of them; never an older reading after a newer one."""
        async with self._telling_notes:
            notes = await self._service.notes(conversation_id=self._conversation_id)
            self._line.put({"type": "notes", "conversation_id": self._conversation_id, "notes": notes})

    async def _listen_behind(self) -> None:
        """Listen first, then say that this desk is here: so nothing falls between the two."""
        async with self._push.subscribe(backstage(self._conversation_id)) as frames:
            try:
                await self._presence.follows(self._conversation_id)
                async for frame in frames:
                    await self._hear_behind(frame)
            finally:
                await self._presence.leaves(self._conversation_id)

    async def _hear_behind(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "notes_changed":
                await self.tell_notes()
            case "ticket_changed":
                self._touched()
            case "feelings_read" | "page_told":
                self._tell_card()
            case "resync":
                await self.tell_notes()
                self._tell_card()
                self._touched()
                await self._presence.hear(self._conversation_id, frame)
            case _:
                await self._presence.hear(self._conversation_id, frame)

    def _tell_card(self) -> None:
        """Only that it is another: what stands in it also comes from the shop."""
        self._line.put({"type": "card_changed", "conversation_id": self._conversation_id})

    def started(self, snapshot: dict[str, Any]) -> None:
        if (snapshot["messages"] or snapshot["reset"]) and not self._quiet:
            said = {part: snapshot[part] for part in ("last_seq", "reset")}
            messages = [covered(message) for message in snapshot["messages"]]
            self._line.put({"type": "messages", "conversation_id": self._conversation_id, "messages": messages, **said})
        self._quiet = False

    def added(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            told = {"conversation_id": self._conversation_id, "message": covered(message)}
            self._line.put({"type": "message", **told})
        self._said()

    def changed(self, state: dict[str, Any]) -> None:
        """Somebody else owns it, or the customer is known now; the state itself is the widget's."""
        self._touched()

    def heard(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "typing" and frame["who"] == "customer":
            self._line.put({"type": "typing", "conversation_id": self._conversation_id, "on": frame["on"]})
