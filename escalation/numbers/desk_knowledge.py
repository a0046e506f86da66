"""What the record knows beside contacts' own events: the hours of teams, what their agents held meanwhile, and how the
clocks of their tickets ran."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.contact_events import BEGIN_A_TICKET, HOLDING, JourneyEvent
from escalation.numbers.contact_rows import Promised
from escalation.numbers.durations import EMPTY_DESK, Desk, Hold, holds_of
from escalation.numbers.promise_runs import ClockEvent, promised
from escalation.promises.hours import Hours
from escalation.promises.teams import all_teams
from escalation.tables import journey_event, sla_event

LONGEST_HOLD = timedelta(days=2)  # a chat held longer than this shares no time with those that came after


@dataclass(frozen=True, slots=True)
class Ended:
    """A contact that is over, with its events."""

    id: UUID
    events: Sequence[JourneyEvent]
    ended_at: datetime


def event_of(row: Row[Any]) -> JourneyEvent:
    """A row of the journey log, as the classifier reads it."""
    negative = (row.emotion or {}).get("negative")
    return JourneyEvent(row.type, row.at, row.data, row.topic, row.customer_id, row.anonymous_id, negative)


async def desks(connection: AsyncConnection, contacts: Sequence[Ended]) -> Mapping[UUID, Desk]:
    """What is known of the desk around each contact that met a person; nothing for the others."""
    met = [one for one in contacts if any(event.type in BEGIN_A_TICKET for event in one.events)]
    if not met:
        return defaultdict(lambda: EMPTY_DESK)
    hours = {year: await _hours(connection, one) for year, one in {one.ended_at.year: one for one in met}.items()}
    holds = await _holds(connection, met)
    return defaultdict(
        lambda: EMPTY_DESK,
        {
            one.id: Desk(hours[one.ended_at.year], [hold for hold in holds if hold.contact_id != str(one.id)])
            for one in met
        },
    )


async def _hours(connection: AsyncConnection, one: Ended) -> Mapping[str, Hours]:
    return {str(queue): team.hours for queue, team in (await all_teams(connection, one.ended_at)).items()}


async def _holds(connection: AsyncConnection, contacts: Sequence[Ended]) -> list[Hold]:
    """All that the contacts' agents held while they held these."""
    own = [hold for one in contacts for hold in holds_of(one.events, one.ended_at)]
    if not own:
        return []
    agents = {hold.agent_id for hold in own}
    since, until = min(hold.since for hold in own), max(one.ended_at for one in contacts)
    claimed = select(journey_event.c.contact_id).where(
        journey_event.c.type == "ticket_claimed",
        journey_event.c.at.between(since - LONGEST_HOLD, until),
        journey_event.c.data["agent_id"].as_string().in_(agents),
    )
    steps = (
        select(journey_event)
        .where(journey_event.c.contact_id.in_(claimed), journey_event.c.type.in_(HOLDING))
        .order_by(journey_event.c.position)
    )
    events: dict[UUID, list[JourneyEvent]] = defaultdict(list)
    for row in await connection.execute(steps):
        events[row.contact_id].append(event_of(row))
    return [hold for id_, mine in events.items() for hold in holds_of(mine, None, str(id_)) if hold.agent_id in agents]


async def kept_promises(connection: AsyncConnection, contacts: Sequence[Ended]) -> Mapping[UUID, list[Promised]]:
    """The promises of each contact that are over: what the clocks of its tickets did between its begin and its end."""
    tickets = {one.id: _tickets(one.events) for one in contacts}
    ids = {ticket_id for mine in tickets.values() for ticket_id in mine}
    if not ids:
        return {}
    entries: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in await connection.execute(
        select(sla_event).where(sla_event.c.ticket_id.in_(ids)).order_by(sla_event.c.id)
    ):
        entries[row.ticket_id].append(row)
    return {
        one.id: [run for id_ in tickets[one.id] for run in _runs(entries[id_], one) if run.kept is not None]
        for one in contacts
    }


def _tickets(events: Iterable[JourneyEvent]) -> list[UUID]:
    named = (str(event.data["ticket_id"]) for event in events if event.type in BEGIN_A_TICKET)
    return [UUID(ticket_id) for ticket_id in dict.fromkeys(named)]


def _runs(entries: Sequence[Row[Any]], one: Ended) -> list[Promised]:
    inside = [row for row in entries if one.events[0].at <= row.at <= one.ended_at]
    return promised([ClockEvent(str(row.ticket_id), row.clock, row.kind, row.due) for row in inside], one.ended_at)
