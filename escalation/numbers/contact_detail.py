"""One contact with its masked conversation and its journey events, as ops open it from a number."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.drill_down import wire
from escalation.numbers.metrics import Part
from escalation.numbers.outcomes import Issue
from escalation.store.masking import mask
from escalation.tables import contact, contact_issue, conversation, journey_event, message


async def contact_detail(connection: AsyncConnection, contact_id: UUID) -> dict[str, Any] | None:
    """None when there is no such contact."""
    found = (await connection.execute(select(contact).where(contact.c.id == contact_id))).one_or_none()
    if found is None:
        return None
    events = await connection.execute(
        select(journey_event).where(journey_event.c.contact_id == contact_id).order_by(journey_event.c.position)
    )
    said = await connection.execute(
        select(message)
        .join(conversation, conversation.c.id == message.c.conversation_id)
        .where(message.c.contact_id == contact_id)
        .order_by(message.c.seq)
    )
    theirs = select(contact_issue).where(contact_issue.c.contact_id == contact_id).order_by(contact_issue.c.position)
    issues = [Issue(row.topic, row.reference) for row in await connection.execute(theirs)]
    return {
        "contact": _closed(found, issues) if found.ended_at is not None else _open(found),
        "messages": [_message(row) for row in said],
        "events": [_event(row) for row in events],
    }


def _closed(found: Row[Any], issues: list[Issue]) -> dict[str, Any]:
    return {
        **wire(found, issues, Part.NUMERATOR.value),
        "source": found.source,
        "queue_wait_s": found.queue_wait_s,
        "first_human_response_s": found.first_human_response_s,
    }


def _open(found: Row[Any]) -> dict[str, Any]:
    return {"contact_id": str(found.id), "started_at": found.started_at.isoformat(), "outcome": None}


def _message(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "seq": row.seq,
        "sender": row.sender,
        "kind": row.kind,
        "code": row.code,
        "params": row.params,
        "name": row.name,
        "text": None if row.text is None else mask(row.text),
        "created_at": row.created_at.isoformat(),
    }


def _event(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "at": row.at.isoformat(),
        "type": row.type,
        "stage": row.stage,
        "touchpoint": row.touchpoint,
        "topic": row.topic,
        "emotion": row.emotion,
        "data": row.data,
    }
