"""The assistant as this side knows it: something that answers one turn, or says why it did not."""

from typing import Any, Protocol

PARSE_LIMIT_S = 8.0


class AssistantUnavailable(Exception):
    """No answer for now (no connection, time-out, not loaded). Asking again with the same turn id is safe."""


class AssistantTimeout(AssistantUnavailable):
    """No answer within the time it has."""


class AssistantError(Exception):
    """The assistant refused the request or answered nonsense: asking again does not help."""


class Assistant(Protocol):
    """Whoever answers turns. Implemented over HTTP at the edge and by hand in tests."""

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one turn (the turn contract). Raises AssistantUnavailable or AssistantError."""
        ...

    async def parse(
        self, texts: list[str], *, vectors: bool = False, passages: int = 0, limit_s: float = PARSE_LIMIT_S
    ) -> list[dict[str, Any]]:
        """Understanding of texts outside any dialogue, one for one; with sentence vectors, and with as many of the
        nearest passages of the help centre. Raises like `turn`."""
        ...

    async def health(self) -> str:
        """The id of the model that would answer; raises like `turn`."""
        ...
