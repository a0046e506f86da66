"""Contacts that are still open with a person, or wait for one: what waits and promises say of them now.

They belong to the period in which `now` lies, as if they ended now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row as SqlRow
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.contact_rows import ContactRow, History, Row, Waits, Window, narrowed
from escalation.numbers.filter import Filter
from escalation.numbers.metrics import Metric, Over, Part, parts_of
from escalation.numbers.outcomes import HandledBy, Issue
from escalation.numbers.promise_runs import ClockEvent, promised
from escalation.promises.hours import Hours
from escalation.promises.teams import all_teams
from escalation.queue.tickets import TicketState
from escalation.store.rows import inline
from escalation.tables import contact, sla_event, ticket

WAITS = ("queue_wait", "queue_wait_open", "first_human_response", "first_human_response_open", "service_level")
OPEN = ticket.c.state.in_([inline(state) for state in TicketState if state.open])
_OPEN = (
    select(contact, ticket.c.id.label("ticket_id"), ticket.c.queue, ticket.c.state, ticket.c.requeued)
    .add_columns(ticket.c.topic, ticket.c.reasons, ticket.c.created_at.label("handed_at"), ticket.c.first_reply_at)
    .join(ticket, ticket.c.contact_id == contact.c.id)
    .where(OPEN, contact.c.ended_at.is_(None), contact.c.meaningful)
    .order_by(contact.c.started_at, contact.c.id)
)


def asks(metric: Metric) -> bool:
    """Whether the metric says something of open contacts."""
    return metric.id in WAITS or metric.over is Over.PROMISES


async def read(connection: AsyncConnection, asked: Filter, now: datetime) -> list[ContactRow]:
    """The open contacts that a filter asks for."""
    if not asked.since <= now < asked.until:
        return []
    rows = (await connection.execute(_OPEN)).all()
    hours = {str(queue): team.hours for queue, team in (await all_teams(connection, now)).items()} if rows else {}
    clocks = await _clocks(connection, rows)
    every = (_row(row, hours[row.queue], clocks[row.ticket_id], now) for row in rows)
    return [cut for one in every if (cut := narrowed(one, asked.narrowing)) is not None]


def placed(metric: Metric, contacts: list[ContactRow], asked: Filter, now: datetime) -> list[tuple[Row, Part]]:
    """Where they stand in a metric."""
    return parts_of(metric, contacts, History(()), Window(asked.window, now))


async def _clocks(connection: AsyncConnection, rows: Iterable[SqlRow[Any]]) -> Mapping[UUID, list[ClockEvent]]:
    since = {row.ticket_id: row.started_at for row in rows}
    found: dict[UUID, list[ClockEvent]] = defaultdict(list)
    if not since:
        return found
    events = select(sla_event).where(sla_event.c.ticket_id.in_(since)).order_by(sla_event.c.id)
    for event in await connection.execute(events):
        if event.at >= since[event.ticket_id]:
            found[event.ticket_id].append(ClockEvent(str(event.ticket_id), event.clock, event.kind, event.due))
    return found


def _row(row: SqlRow[Any], hours: Hours, clocks: list[ClockEvent], now: datetime) -> ContactRow:
    return ContactRow(
        id=str(row.id),
        customer_id=row.customer_id,
        started_at=row.started_at,
        ended_at=now,
        outcome=None,
        handled_by=HandledBy.BOT,
        issues=(Issue(row.topic or "support"),),
        escalation_reasons=tuple(dict.fromkeys(reason["code"] for reason in row.reasons)),
        channel=row.channel,
        language=row.language,
        tier=row.tier,
        device=row.device,
        returning=row.returning,
        promises=tuple(promised(clocks, now)),
        waits=_waits(row, hours, now),
    )


def _waits(row: SqlRow[Any], hours: Hours, now: datetime) -> Waits:
    """Nobody has come yet, or nobody has said anything yet."""
    whole, in_hours = (now - row.handed_at).total_seconds(), hours.open_seconds(row.handed_at, now)
    untaken = row.state == TicketState.WAITING and row.requeued == 0
    unanswered = row.first_reply_at is None
    return Waits(
        whole if untaken else None,
        in_hours if untaken else None,
        whole if unanswered else None,
        in_hours if unanswered else None,
    )
