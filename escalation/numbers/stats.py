"""Reads closed contacts out of the record for the numbers, and one contact with all that happened in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row as SqlRow
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.metrics import ContactRow, Part, Unit
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.readings import Numbers, Question, QuestionError, contact_of
from escalation.numbers.registry import BY_ID
from escalation.store.masking import mask
from escalation.tables import contact, contact_issue, conversation, journey_event, message

ZONE = ZoneInfo("Asia/Seoul")
PAGE = 100  # rows of a drill-down a call


async def load(connection: AsyncConnection, question: Question, now: datetime) -> Numbers:
    """Every counted contact that can matter to `question`: those of the period and one window on either side."""
    window = timedelta(days=question.window)
    closed = contact.c.ended_at.is_not(None) & contact.c.meaningful
    begins = (await connection.execute(select(func.min(contact.c.started_at)).where(closed))).scalar()
    inside = closed & (contact.c.ended_at >= question.since) & (contact.c.ended_at < question.until)
    earliest = (await connection.execute(select(func.min(contact.c.started_at)).where(inside))).scalar()
    looked_back = (earliest or question.since) - window  # a contact looks back from its start, repeats from its end
    wanted = closed & (contact.c.started_at >= looked_back) & (contact.c.started_at < question.until + window)
    issues = await connection.execute(
        select(contact_issue).join(contact, contact.c.id == contact_issue.c.contact_id).where(wanted)
    )
    by_contact: dict[UUID, list[Issue]] = {}
    for row in issues:
        by_contact.setdefault(row.contact_id, []).append(Issue(row.topic, row.reference))
    rows = await connection.execute(select(contact).where(wanted).order_by(contact.c.started_at))
    return Numbers([_contact(row, by_contact) for row in rows], now, begins, ZONE)


def _contact(row: SqlRow[Any], issues: Mapping[UUID, list[Issue]]) -> ContactRow:
    return ContactRow(
        id=str(row.id),
        customer_id=row.customer_id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=Outcome(row.outcome),
        handled_by=HandledBy(row.handled_by),
        issues=tuple(issues.get(row.id, ())),
        escalation_reasons=tuple(row.escalation_reasons),
        csat=row.csat,
        queue_wait_s=row.queue_wait_s,
        first_human_response_s=row.first_human_response_s,
        abandoned_after_s=row.abandoned_after_s,
    )


async def overview(connection: AsyncConnection, question: Question, now: datetime) -> dict[str, Any]:
    """The registry's numbers for a period, as `/ops` and `firsthand stats --json` show them."""
    return (await load(connection, question, now)).overview(question)


async def rows(
    connection: AsyncConnection, question: Question, now: datetime, metric_id: str, part: str | None
) -> list[dict[str, Any]]:
    """The rows behind a metric, oldest first. `part`: one of numerator, denominator, pending; None for all."""
    metric = BY_ID.get(metric_id)
    if metric is None:
        raise QuestionError("metric", f"must be one of {', '.join(BY_ID)}, not {metric_id!r}")
    if part is not None and part not in set(Part):
        raise QuestionError("part", f"must be one of {', '.join(Part)}, not {part!r}")
    wanted = {Part.NUMERATOR, Part.DENOMINATOR} if part == Part.DENOMINATOR else {Part(part)} if part else set(Part)
    placed = (await load(connection, question, now)).placed(metric, question)
    return [_wire(contact_of(row), row, placed_in) for row, placed_in in placed if placed_in in wanted]


def _wire(row: ContactRow, unit: object, part: Part) -> dict[str, Any]:
    issues = (unit.issue,) if isinstance(unit, Unit) else row.issues
    return {
        "contact_id": row.id,
        "part": part.value,
        "customer": row.customer_id,
        "topic": ", ".join(dict.fromkeys(issue.topic for issue in issues)),
        "reference": ", ".join(issue.reference for issue in issues if issue.reference),
        "started_at": row.started_at.isoformat(),
        "ended_at": row.ended_at.isoformat(),
        "outcome": row.outcome.value,
        "handled_by": row.handled_by.value,
        "csat": row.csat,
        "reasons": list(row.escalation_reasons),
    }


async def contact_detail(connection: AsyncConnection, contact_id: UUID) -> dict[str, Any] | None:
    """One contact with its masked conversation and its journey events; None when there is no such contact."""
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
    issues = await connection.execute(select(contact_issue).where(contact_issue.c.contact_id == contact_id))
    return {
        "contact": {
            **_wire(_contact(found, {contact_id: [Issue(i.topic, i.reference) for i in issues]}), None, Part.NUMERATOR),
            "source": found.source,
            "queue_wait_s": found.queue_wait_s,
            "first_human_response_s": found.first_human_response_s,
        }
        if found.ended_at is not None
        else {"contact_id": str(contact_id), "started_at": found.started_at.isoformat(), "outcome": None},
        "messages": [_message(row) for row in said],
        "events": [_event(row) for row in events],
    }


def _message(row: SqlRow[Any]) -> dict[str, Any]:
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


def _event(row: SqlRow[Any]) -> dict[str, Any]:
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
