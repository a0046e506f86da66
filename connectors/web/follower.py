"""Follower: one conversation on one screen, every message once, in order, without a gap.

It listens first and reads the record second, so nothing falls between the two. A push is only a hint: what it
leaves out is fetched, and what is older than the screen is left out.
"""

from typing import Any, Protocol
from uuid import UUID

from escalation.store.push import Push


class Screen(Protocol):
    """Where the conversation is shown. None of these may wait: a slow reader is its line's affair."""

    def started(self, snapshot: dict[str, Any]) -> None:
        """Everything as it stands now; whatever was shown before is replaced."""

    def added(self, messages: list[dict[str, Any]]) -> None:
        """The next messages."""

    def changed(self, state: dict[str, Any]) -> None:
        """Another owner, place in the queue, rating."""

    def heard(self, frame: dict[str, Any]) -> None:
        """Something that passes and is not kept: somebody types."""


class Snapshots(Protocol):
    """The part of the service that a follower reads."""

    async def snapshot(self, *, conversation_id: UUID, after_seq: int) -> dict[str, Any]: ...


class Follower:
    """Feeds one screen from pushes and the record."""

    def __init__(self, service: Snapshots, push: Push, conversation_id: UUID, screen: Screen) -> None:
        self._service = service
        self._push = push
        self._conversation_id = conversation_id
        self._screen = screen
        self._seen = 0
        self._version = -1

    async def run(self, after_seq: int) -> None:
        """Follow until cancelled. Raises what the record raises: the socket then ends and its client comes again."""
        async with self._push.subscribe(f"conversation:{self._conversation_id}") as frames:
            snapshot = await self._snapshot(after_seq)
            self._start(snapshot)
            async for frame in frames:
                await self._hear(frame)

    async def _hear(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "message":
                await self._take(frame["message"])
            case "state":
                self._change(frame["state"])
            case "resync":
                await self._catch_up()
            case _:
                self._screen.heard(frame)

    def _start(self, snapshot: dict[str, Any]) -> None:
        self._seen = snapshot["last_seq"]
        self._version = snapshot["state"]["version"]
        self._screen.started(snapshot)

    def _change(self, state: dict[str, Any]) -> None:
        """A push may come late: from another gateway, or from before the record was read."""
        if state["version"] > self._version:
            self._version = state["version"]
            self._screen.changed(state)

    async def _take(self, message: dict[str, Any]) -> None:
        if message["seq"] > self._seen + 1:
            await self._catch_up()
        elif message["seq"] == self._seen + 1:
            self._seen += 1
            self._screen.added([message])

    async def _catch_up(self) -> None:
        """Fetch what the pushes left out, the state too: its loss leaves no gap. What is read now is not older than
        anything that was pushed before."""
        snapshot = await self._snapshot(self._seen)
        if snapshot["reset"]:
            return self._start(snapshot)
        missed = [message for message in snapshot["messages"] if message["seq"] > self._seen]
        self._seen = max(self._seen, snapshot["last_seq"])
        if missed:
            self._screen.added(missed)
        self._version = snapshot["state"]["version"]
        return self._screen.changed(snapshot["state"])

    async def _snapshot(self, after_seq: int) -> dict[str, Any]:
        """Whose conversation it is comes with it: that may have been said while nobody here listened."""
        snapshot = await self._service.snapshot(conversation_id=self._conversation_id, after_seq=after_seq)
        if snapshot["customer"]["verified"]:
            self._screen.heard({"type": "verified"})
        return snapshot
