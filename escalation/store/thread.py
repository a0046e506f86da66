"""Thread: one conversation, locked for the length of a transaction, with all that is said and changed in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from escalation.customers.states import state_of
from escalation.routing.memory import Memory
from escalation.store import saying
from escalation.store.conversation import Owner, Ownership
from escalation.store.drafts import Draft
from escalation.store.journey import Event
from escalation.store.keys import WAITING_CHANNEL
from escalation.store.record import Change
from escalation.store.refusals import Refused
from escalation.store.saying import Row
from escalation.store.wire import message_wire
from escalation.tables import conversation, customer

_LOCK = (
    select(conversation, customer.c.tier, customer.c.name.label("customer_name"))
    .outerjoin(customer, customer.c.id == conversation.c.customer_id)
    .where(conversation.c.id == bindparam("conversation_id"))
    .with_for_update(of=conversation)
)
_SAVE = update(conversation).where(conversation.c.id == bindparam("thread_id"))
WAITING_SAID = {"type": "waiting_said"}
"""Tells desks that somebody who waits wrote again."""


@dataclass(slots=True)
class Posted:
    """A message with its place. Its attributes are the columns of the table `message`."""

    id: UUID
    seq: int
    conversation_id: UUID
    contact_id: UUID | None
    turn_id: UUID | None
    sender: str
    agent_id: UUID | None
    name: str | None
    kind: str
    text: str | None
    code: str | None
    params: dict[str, Any] | None
    card: dict[str, Any] | None
    payload: str | None
    pressed_id: UUID | None
    client_id: UUID | None
    fingerprint: str | None
    created_at: datetime

    def row(self) -> dict[str, Any]:
        """The values of its row."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class PostedButton:
    """A button with its message. Its attributes are the columns of the table `button`."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    position: int
    title: str | None
    code: str | None
    payload: str | None
    confirms: dict[str, Any] | None
    turn_id: UUID | None
    dialogue_id: UUID
    created_at: datetime
    used_at: datetime | None = None

    def row(self) -> dict[str, Any]:
        """The values of its row."""
        return {name: getattr(self, name) for name in self.__slots__}


class Thread:
    """Change its attributes, `post` messages, then `save` once."""

    def __init__(self, change: Change, row: Any) -> None:
        self.change = change
        self.id: UUID = row.id
        self.visitor_id: UUID | None = row.visitor_id
        self.customer_id: str | None = row.customer_id
        self.tier: str | None = row.tier
        self.customer_name: str | None = row.customer_name
        self.last_seq: int = row.last_seq
        self.version: int = row.version
        self.read_seq: int = row.read_seq
        self.ownership = Ownership(Owner(row.owner), row.epoch, row.agent_id)
        self.contact_id: UUID | None = row.contact_id
        self.dialogue_id: UUID = row.dialogue_id
        self.memory = Memory.read(row.memory)
        self.outage_since: datetime | None = row.outage_since
        self.locale: str = row.locale
        self.device: str | None = row.device
        self.active_at: datetime = row.active_at
        self.read_at: datetime | None = row.read_at
        self.state_changed = False
        self._posted: list[Posted] = []
        self._buttons: dict[UUID, list[PostedButton]] = {}

    @staticmethod
    async def lock(change: Change, conversation_id: UUID) -> "Thread":
        """Wait for the conversation and hold it until the transaction ends. Raises Refused not_found, also of one that
        was erased."""
        found = await change.connection.execute(_LOCK, {"conversation_id": conversation_id})
        row = found.one_or_none()
        if row is None or row.erased_at is not None:
            raise Refused("not_found", f"no conversation {conversation_id}")
        return Thread(change, row)

    @property
    def owner(self) -> Owner:
        return self.ownership.owner

    @property
    def last_sign(self) -> datetime:
        """When somebody of the conversation last wrote, or its customer last read."""
        return max(self.active_at, self.read_at or self.active_at)

    @property
    def channel(self) -> str:
        return f"conversation:{self.id}"

    def pass_to(self, ownership: Ownership) -> None:
        """Another owner; every screen learns of it."""
        self.ownership = ownership
        if not self.state_changed:
            self.version += 1
        self.state_changed = True

    def start_dialogue(self) -> None:
        """The assistant begins afresh: nothing said before counts for it."""
        self.dialogue_id = uuid.uuid4()
        self.memory = Memory()
        self.outage_since = None

    def post(self, draft: Draft) -> Posted:
        """Say something: it gets the next seq."""
        self.last_seq += 1
        posted = Posted(
            id=uuid.uuid4(),
            seq=self.last_seq,
            conversation_id=self.id,
            contact_id=self.contact_id,
            turn_id=draft.turn_id,
            sender=draft.sender,
            agent_id=draft.agent_id,
            name=draft.name,
            kind=draft.kind,
            text=draft.text,
            code=draft.code,
            params=_plain(draft.params),
            card=_plain(draft.card),
            payload=draft.payload,
            pressed_id=draft.pressed_id,
            client_id=draft.client_id,
            fingerprint=draft.fingerprint,
            created_at=self.change.now,
        )
        self._posted.append(posted)
        self._buttons[posted.id] = [self._button(posted, position, draft) for position in range(len(draft.buttons))]
        return posted

    def _button(self, posted: Posted, position: int, draft: Draft) -> PostedButton:
        wanted = draft.buttons[position]
        return PostedButton(
            id=uuid.uuid4(),
            message_id=posted.id,
            conversation_id=self.id,
            position=position,
            title=wanted.title,
            code=wanted.code,
            payload=wanted.payload,
            confirms=_plain(wanted.confirms),
            turn_id=draft.turn_id,
            dialogue_id=self.dialogue_id,
            created_at=self.change.now,
        )

    def log(self, type_: str, /, **data: Any) -> None:
        """Append to the journey log about the open contact."""
        self.log_about(type_, None, None, data)

    def log_about(
        self, type_: str, topic: str | None, emotion: Mapping[str, Any] | None, data: Mapping[str, Any]
    ) -> None:
        """The same, of an event that has a topic group or an emotion."""
        self.change.log(
            Event(
                type=type_,
                at=self.change.now,
                data=data,
                contact_id=self.contact_id,
                customer_id=self.customer_id,
                anonymous_id=None if self.visitor_id is None else str(self.visitor_id),
                topic=topic,
                emotion=emotion,
            )
        )

    async def write_messages(self) -> None:
        """Write what was said so far, for whoever reads it in this transaction."""
        await saying.write(self.change.connection, *self._said())
        self._tell_messages()

    def _said(self) -> tuple[list[Row], list[Row]]:
        """The rows of the messages, and of their buttons."""
        buttons: list[Row] = [made.row() for made_for in self._buttons.values() for made in made_for]
        return [posted.row() for posted in self._posted], buttons

    def _tell_messages(self) -> None:
        if self.owner is Owner.QUEUE and any(_is_said(posted) for posted in self._posted):
            self.change.hint(WAITING_CHANNEL, WAITING_SAID)
        for posted in self._posted:
            shown = message_wire(posted, self._buttons[posted.id])
            self.change.hint(self.channel, {"type": "message", "message": shown})
        self._posted, self._buttons = [], {}

    async def save_last(self) -> None:
        """`save` where nothing in this transaction reads what was written: with its end, in one trip."""
        if self.state_changed:
            return await self.save()
        messages, buttons = self._said()
        self._tell_messages()
        return self.change.write_last({"id": self.id, **self._columns()}, messages, buttons)

    async def save(self) -> None:
        """Write everything said and changed, and prepare the hints for the screens."""
        await self.write_messages()
        connection = self.change.connection
        await connection.execute(_SAVE, {"thread_id": self.id, **self._columns()})
        if self.state_changed:
            state = await state_of(connection, self.id, self.change.now)
            self.change.hint(self.channel, {"type": "state", "state": state})

    def _columns(self) -> dict[str, Any]:
        return {
            "customer_id": self.customer_id,
            "last_seq": self.last_seq,
            "version": self.version,
            "read_seq": self.read_seq,
            "owner": self.ownership.owner,
            "epoch": self.ownership.epoch,
            "agent_id": self.ownership.agent_id,
            "contact_id": self.contact_id,
            "dialogue_id": self.dialogue_id,
            "memory": self.memory.wire(),
            "outage_since": self.outage_since,
            "locale": self.locale,
            "active_at": self.active_at,
        }


def _is_said(posted: Posted) -> bool:
    """Something of the customer's that the queue's lists show."""
    return posted.sender == "customer" and (bool(posted.text) or posted.kind == "file")


def _plain(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if value is None else dict(value)
