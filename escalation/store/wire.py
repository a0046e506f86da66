"""The shapes in which messages, acknowledgements and tickets travel. Fields without a value are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ack:
    """The message is committed under `seq`. A repeat gets the same one."""

    client_id: UUID
    message_id: UUID
    seq: int
    created_at: datetime

    def wire(self) -> Wire:
        """The fields of the `ack` frame."""
        return {
            "client_id": str(self.client_id),
            "message_id": str(self.message_id),
            "seq": self.seq,
            "created_at": self.created_at.isoformat(),
        }


def present(fields: Wire) -> Wire:
    """Without the fields that have no value."""
    return {name: value for name, value in fields.items() if value is not None}


def timestamp(value: datetime | None) -> str | None:
    """ISO 8601 with an offset."""
    return None if value is None else value.isoformat()


def identifier(value: UUID | None) -> str | None:
    """An id as text."""
    return None if value is None else str(value)


def message_wire(row: Any, buttons: Sequence[Any]) -> Wire:
    """A message with its buttons; `row` has the columns of the table `message`, each button those of `button`."""
    return present(
        {
            "id": str(row.id),
            "seq": row.seq,
            "sender": row.sender,
            "name": row.name,
            "kind": row.kind,
            "text": row.text,
            "code": row.code,
            "params": None if row.kind == "file" else row.params,
            "file": row.params if row.kind == "file" else None,
            "buttons": [button_wire(button) for button in buttons] or None,
            "card": row.card,
            "client_id": identifier(row.client_id),
            "created_at": row.created_at.isoformat(),
        }
    )


def button_wire(row: Any) -> Wire:
    """A button: its payload never leaves the gateway."""
    return present({"id": str(row.id), "title": row.title, "code": row.code, "used": row.used_at is not None})
