"""Something about to be said, before it has a place in the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

TALK_TO_PERSON = "talk_to_person"
KEEP_BOT = "keep_bot"
LEAVE_EMAIL = "leave_email"


@dataclass(frozen=True, slots=True)
class DraftButton:
    """A button: the bot's carries a title and a payload for the assistant, the gateway's own carries a code."""

    title: str | None = None
    code: str | None = None
    payload: str | None = None
    confirms: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without id and seq. `payload` is what the assistant gets instead of the text."""

    sender: str
    kind: str
    text: str | None = None
    code: str | None = None
    params: Mapping[str, Any] | None = None
    card: Mapping[str, Any] | None = None
    payload: str | None = None
    buttons: tuple[DraftButton, ...] = ()
    name: str | None = None
    agent_id: UUID | None = None
    client_id: UUID | None = None
    turn_id: UUID | None = None
    pressed_id: UUID | None = None
    fingerprint: str | None = None

    @property
    def says_something(self) -> bool:
        """Is there anything to see?"""
        return bool(self.text or self.card or self.buttons or self.code)

    def said_by_turn(self, turn_id: UUID) -> "Draft":
        """The same, as part of the answer of a turn."""
        return replace(self, turn_id=turn_id)


def form(kind: str) -> Draft:
    """A card of the system's own that the customer fills in; its words stand in the screen's catalogue."""
    return Draft(sender="system", kind="card", card={"kind": kind})


def notice(code: str, *buttons: str, turn_id: UUID | None = None, **params: Any) -> Draft:
    """A line of the system; the words for `code` and for the buttons' codes stand in the screen's catalogue."""
    return Draft(
        sender="system",
        kind="notice",
        code=code,
        params=params or None,
        buttons=tuple(DraftButton(code=button) for button in buttons),
        turn_id=turn_id,
    )
