"""The assistant as this side knows it: something that answers one turn, or says why it did not."""

from typing import Any, Protocol


class AssistantUnavailable(Exception):
    """No answer for now (no connection, time-out, not loaded). Asking again with the same turn id is safe."""


class AssistantError(Exception):
    """The assistant refused the request or answered nonsense: asking again does not help."""


class Assistant(Protocol):
    """Whoever answers turns. Implemented over HTTP at the edge and by hand in tests."""

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one turn (the turn contract). Raises AssistantUnavailable or AssistantError."""
        ...

    async def health(self) -> str:
        """The id of the model that would answer; raises like `turn`."""
        ...
