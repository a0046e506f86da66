"""Keeps the table of contacts: what the one classifier reads out of the journey log, written when a contact closes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from escalation.numbers import unit_rows
from escalation.numbers.contact_events import JourneyEvent
from escalation.numbers.contact_rows import Promised
from escalation.numbers.desk_knowledge import Ended, desks, event_of, kept_promises
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import ContactFacts, Issue, classify
from escalation.store import journey
from escalation.tables import contact, contact_issue, journey_event, promise, unit

Reason = Literal["solved", "idle", "agent_resolved", "customer_left"]
BATCH = 100  # contacts read anew at once: chats of their customers cannot close meanwhile
SIGNS = (
    *("asked_bot", "answered_by_bot", "bot_turns", "fallback_turns", "csat", "solved", "effort", "not_first"),
    "negative",
)


_UPDATE = update(contact).where(contact.c.id == bindparam("contact_id"))


async def close_contact(connection: AsyncConnection, *, contact_id: UUID, at: datetime, reason: Reason) -> None:
    """End a contact: classify its events, keep what they say, append `contact_closed`. In the caller's transaction."""
    found = await _classified(connection, {contact_id: at})
    if not found:
        raise LookupError(f"contact {contact_id} has no journey events")
    facts = found[contact_id].facts
    await _keep(connection, found)
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
    if ended_at is not None:
        await _keep(connection, await _classified(connection, {contact_id: ended_at}))


async def rebuild(engine: AsyncEngine, batch: int = BATCH) -> int:
    """Classify every closed contact anew from the log; returns how many. What it writes equals what it found.

    Each batch is a transaction of its own, which leaves all numbers whole, and in which no other contact of its
    customers is closed.
    """
    closed = select(contact.c.id, contact.c.ended_at).where(contact.c.ended_at.is_not(None))
    async with engine.connect() as connection:
        every = [(row.id, row.ended_at) for row in await connection.execute(closed.order_by(contact.c.ended_at))]
    for start in range(0, len(every), batch):
        async with engine.begin() as connection:
            await _reread(connection, dict(every[start : start + batch]))
    return len(every)


async def _reread(connection: AsyncConnection, contacts: Mapping[UUID, datetime]) -> None:
    """Classify contacts anew. Their customers are held before anything is read: a rating that comes in between waits,
    and is not written over by what was so before it."""
    customers = {
        who
        for column in (journey_event.c, unit.c)
        for who in await connection.scalars(
            select(column.customer_id).where(column.contact_id.in_(contacts)).distinct()
        )
    }
    await unit_rows.hold(connection, customers)
    found = await _classified(connection, contacts)
    await _write(connection, found)
    await unit_rows.renew(connection, list(found), customers)


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
        customers = {past.customer_id for past in fresh}
        await unit_rows.hold(connection, customers)
        await unit_rows.renew(connection, [past.id for past in fresh], customers)
    return len(fresh)


def joined(contacts: Iterable[PastContact]) -> list[PastContact]:
    """One contact for all lines with the same id: their issues together, everything else from the first."""
    first: dict[str, PastContact] = {}
    issues: dict[str, dict[Issue, None]] = defaultdict(dict)
    for past in contacts:
        first.setdefault(past.external_id, past)
        issues[past.external_id] |= dict.fromkeys(past.issues)
    return [past.with_issues(tuple(issues[name])) for name, past in first.items()]


@dataclass(frozen=True, slots=True)
class _Classified:
    facts: ContactFacts
    promises: Sequence[Promised]


async def _classified(connection: AsyncConnection, contacts: Mapping[UUID, datetime]) -> dict[UUID, _Classified]:
    """What contacts were that ended at these times; those without events are left out."""
    rows = await connection.execute(
        select(journey_event).where(journey_event.c.contact_id.in_(contacts)).order_by(journey_event.c.position)
    )
    events: dict[UUID, list[JourneyEvent]] = defaultdict(list)
    for row in rows:
        events[row.contact_id].append(event_of(row))
    ended = [Ended(id_, mine, contacts[id_]) for id_, mine in events.items()]
    known, promises = await desks(connection, ended), await kept_promises(connection, ended)
    found = {one.id: classify(one.events, one.ended_at, known[one.id]) for one in ended}
    return {id_: _Classified(facts, promises.get(id_, ())) for id_, facts in found.items() if facts is not None}


async def _keep(connection: AsyncConnection, found: Mapping[UUID, _Classified]) -> None:
    """Write what contacts were, and what that changes for their customers' other contacts."""
    before = select(unit.c.customer_id).where(unit.c.contact_id.in_(found)).distinct()
    customers = {*await connection.scalars(before), *(one.facts.customer_id for one in found.values())}
    await unit_rows.hold(connection, customers)
    await _write(connection, found)
    await unit_rows.renew(connection, list(found), customers)


async def _write(connection: AsyncConnection, found: Mapping[UUID, _Classified]) -> None:
    if not found:
        return
    values = [{"contact_id": id_, **_row(one.facts)} for id_, one in found.items()]
    await connection.execute(_UPDATE, values)
    for table in (contact_issue, promise):
        await connection.execute(delete(table).where(table.c.contact_id.in_(found)))
    if issues := [row for id_, one in found.items() for row in _issue_rows(id_, one.facts.issues)]:
        await connection.execute(insert(contact_issue), issues)
    if kept := [row for id_, one in found.items() for row in _promise_rows(id_, one.promises)]:
        await connection.execute(insert(promise), kept)


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
        **{name: getattr(facts, name) for name in SIGNS},
        **asdict(facts.times),
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


def _promise_rows(contact_id: UUID, promises: Sequence[Promised]) -> list[dict[str, Any]]:
    return [{"contact_id": contact_id, **asdict(one), "ticket_id": UUID(one.ticket_id)} for one in promises]


def _past_row(past: PastContact) -> dict[str, Any]:
    facts = classify([_pure(event) for event in _past_events(past)], past.ended_at)
    assert facts is not None
    more = {"id": past.id, "external_id": past.external_id, "channel": past.channel, "source": "import"}
    who = {"language": past.language, "device": past.device, "tier": past.tier}
    return {**_row(facts), **more, **who, "last_activity_at": past.ended_at}


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
