"""Keeps the table of contacts: what the one classifier reads out of the journey log, written when a contact closes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import ContactFacts, Issue, JourneyEvent, classify
from escalation.store import journey
from escalation.tables import contact, contact_issue, journey_event

Reason = Literal["solved", "idle", "agent_resolved", "customer_left"]
BATCH = 1000  # contacts a statement


async def close_contact(connection: AsyncConnection, *, contact_id: UUID, at: datetime, reason: Reason) -> None:
    """End a contact: classify its events, keep what they say, append `contact_closed`. In the caller's transaction."""
    events = await _events(connection, [contact_id])
    facts = classify(events[contact_id], at)
    if facts is None:
        raise LookupError(f"contact {contact_id} has no journey events")
    await _keep(connection, contact_id, facts)
    closed = journey.Event(
        "contact_closed",
        at,
        {**_said(facts), "source": "live", "ended_by": reason},
        contact_id,
        facts.customer_id,
        facts.anonymous_id,
        facts.issues[0].topic if facts.issues else None,
    )
    await journey.append(connection, [closed])


async def contact_rated(connection: AsyncConnection, *, contact_id: UUID, at: datetime) -> None:
    """Read a closed contact's events again after a rating, which may change its outcome. Open ones wait for the end."""
    ended_at = (await connection.execute(select(contact.c.ended_at).where(contact.c.id == contact_id))).scalar()
    if ended_at is None:
        return
    facts = classify((await _events(connection, [contact_id]))[contact_id], ended_at)
    if facts is not None:
        await _keep(connection, contact_id, facts)


async def rebuild(connection: AsyncConnection) -> int:
    """Classify every closed contact anew from the log; returns how many. What it writes equals what it found."""
    closed = [
        (row.id, row.ended_at)
        for row in await connection.execute(
            select(contact.c.id, contact.c.ended_at).where(contact.c.ended_at.is_not(None)).order_by(contact.c.id)
        )
    ]
    for start in range(0, len(closed), BATCH):
        batch = closed[start : start + BATCH]
        events = await _events(connection, [contact_id for contact_id, _ in batch])
        for contact_id, ended_at in batch:
            facts = classify(events[contact_id], ended_at)
            if facts is not None:
                await _keep(connection, contact_id, facts)
    return len(closed)


async def import_contacts(connection: AsyncConnection, contacts: Sequence[PastContact]) -> int:
    """Write contacts from elsewhere into the log and the table; returns how many were new.

    A contact that was imported before is left as it is. Several lines of one contact must have been joined.
    """
    known = {
        row.id
        for row in await connection.execute(
            select(contact.c.id).where(contact.c.id.in_([past.id for past in contacts]))
        )
    }
    fresh = [past for past in contacts if past.id not in known]
    await journey.append(connection, [event for past in fresh for event in _past_events(past)])
    if fresh:
        await connection.execute(insert(contact), [_past_row(past) for past in fresh])
        rows = [row for past in fresh for row in _issue_rows(past.id, past.issues)]
        await connection.execute(insert(contact_issue), rows)
    return len(fresh)


def joined(contacts: Iterable[PastContact]) -> list[PastContact]:
    """One contact for all lines with the same id: their issues together, everything else from the first."""
    first: dict[str, PastContact] = {}
    issues: dict[str, dict[Issue, None]] = defaultdict(dict)
    for past in contacts:
        first.setdefault(past.external_id, past)
        issues[past.external_id] |= dict.fromkeys(past.issues)
    return [past.with_issues(tuple(issues[name])) for name, past in first.items()]


async def _events(connection: AsyncConnection, ids: Sequence[UUID]) -> Mapping[UUID, list[JourneyEvent]]:
    rows = await connection.execute(
        select(journey_event).where(journey_event.c.contact_id.in_(ids)).order_by(journey_event.c.position)
    )
    events: dict[UUID, list[JourneyEvent]] = defaultdict(list)
    for row in rows:
        events[row.contact_id].append(_event(row))
    return events


def _event(row: Row[Any]) -> JourneyEvent:
    negative = (row.emotion or {}).get("negative")
    return JourneyEvent(row.type, row.at, row.data, row.topic, row.customer_id, row.anonymous_id, negative)


async def _keep(connection: AsyncConnection, contact_id: UUID, facts: ContactFacts) -> None:
    await connection.execute(update(contact).where(contact.c.id == contact_id).values(_row(facts)))
    await connection.execute(delete(contact_issue).where(contact_issue.c.contact_id == contact_id))
    if facts.issues:
        await connection.execute(insert(contact_issue), _issue_rows(contact_id, facts.issues))


def _row(facts: ContactFacts) -> dict[str, Any]:
    return {
        "started_at": facts.started_at,
        "ended_at": facts.ended_at,
        "meaningful": facts.counts,
        "customer_id": facts.customer_id,
        "anonymous_id": facts.anonymous_id,
        "outcome": facts.outcome.value,
        "handled_by": facts.handled_by.value,
        "escalation_reasons": list(facts.escalation_reasons),
        "csat": facts.csat,
        "first_human_response_s": facts.first_human_response_s,
        "queue_wait_s": facts.queue_wait_s,
        "abandoned_after_s": facts.abandoned_after_s,
    }


def _said(facts: ContactFacts) -> dict[str, Any]:
    return {
        "started_at": facts.started_at.isoformat(),
        "outcome": facts.outcome.value,
        "handled_by": facts.handled_by.value,
        "issues": [{"topic": issue.topic, "reference": issue.reference or None} for issue in facts.issues],
        "escalation_reasons": list(facts.escalation_reasons),
        "csat": facts.csat,
        "counts": facts.counts,
    }


def _issue_rows(contact_id: UUID, issues: Sequence[Issue]) -> list[dict[str, Any]]:
    return [
        {"contact_id": contact_id, "topic": issue.topic, "reference": issue.reference, "position": position}
        for position, issue in enumerate(issues)
    ]


def _past_row(past: PastContact) -> dict[str, Any]:
    facts = classify([_pure(event) for event in _past_events(past)], past.ended_at)
    assert facts is not None
    more = {"id": past.id, "external_id": past.external_id, "channel": past.channel, "source": "import"}
    return {**_row(facts), **more, "last_activity_at": past.ended_at}


def _pure(event: journey.Event) -> JourneyEvent:
    return JourneyEvent(event.type, event.at, event.data, event.topic, event.customer_id, event.anonymous_id)


def _past_events(past: PastContact) -> list[journey.Event]:
    topic = past.issues[0].topic
    started = journey.Event("contact_started", past.started_at, {"source": "import"})
    closed = journey.Event("contact_closed", past.ended_at, past.said())
    return [
        journey.Event(
            event.type,
            event.at,
            event.data,
            past.id,
            past.customer_id,
            topic=topic,
            touchpoint=f"support_{past.channel}",
            channel=past.channel,
            source_id=f"import:{past.external_id}:{event.type}",
        )
        for event in (started, closed)
    ]
