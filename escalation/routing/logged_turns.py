"""The turns of a period, read back from the record for a replay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Float, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.routing.decisions import DecisionKind
from escalation.routing.facts import TurnFacts
from escalation.routing.replay import LoggedTurn, Step
from escalation.store.drafts import KEEP_BOT
from escalation.store.masking import mask
from escalation.store.rows import AnyRow
from escalation.tables import journey_event, message, ticket, turn

_HANDLE_S = func.avg(cast(func.extract("epoch", ticket.c.ended_at - ticket.c.assigned_at), Float))


async def logged_dialogues(connection: AsyncConnection, since: datetime, until: datetime) -> list[list[LoggedTurn]]:
    """The dialogues whose first turn began in [since, until), each with its turns in order.

    Turns from before the router's facts were kept are left out, and with them the rest of their dialogue.
    """
    began = (
        select(turn.c.dialogue_id)
        .group_by(turn.c.dialogue_id)
        .having(and_(func.min(turn.c.created_at) >= since, func.min(turn.c.created_at) < until))
    )
    settled = turn.c.state.in_(("answered", "failed"))
    rows = (
        await connection.execute(
            select(turn).where(turn.c.dialogue_id.in_(began), settled).order_by(turn.c.dialogue_id, turn.c.first_seq)
        )
    ).all()
    said = await _said(connection, rows)
    decided = await _decided(connection, rows)
    dialogues = [list(group) for _, group in groupby(rows, key=attrgetter("dialogue_id"))]
    complete = [group for group in dialogues if all("router" in (row.facts or {}) for row in group)]
    return [_turns(group, said, decided) for group in complete]


async def mean_handle_s(connection: AsyncConnection) -> float | None:
    """Seconds from a person's claim to the end, over all tickets on record; None where nobody has ended one."""
    ended = and_(ticket.c.state.in_(("resolved", "returned")), ticket.c.assigned_at.is_not(None))
    found = await connection.scalar(select(_HANDLE_S).where(ended))
    return None if found is None else float(found)


async def _said(connection: AsyncConnection, rows: Sequence[AnyRow]) -> Mapping[UUID, list[AnyRow]]:
    """What customers typed, and where they went on with the bot, by conversation."""
    found = await connection.execute(
        select(message.c.conversation_id, message.c.seq, message.c.kind, message.c.text, message.c.code)
        .add_columns(message.c.payload, message.c.created_at)
        .where(
            message.c.conversation_id.in_({row.conversation_id for row in rows}),
            message.c.sender == "customer",
            or_(message.c.kind == "text", message.c.code == KEEP_BOT),
        )
        .order_by(message.c.seq)
    )
    by_conversation: dict[UUID, list[AnyRow]] = defaultdict(list)
    for row in found:
        by_conversation[row.conversation_id].append(row)
    return by_conversation


async def _decided(connection: AsyncConnection, rows: Sequence[AnyRow]) -> Mapping[str, Mapping[str, Any]]:
    """The router's logged decisions, by turn."""
    found = await connection.scalars(
        select(journey_event.c.data).where(
            journey_event.c.type == "decision_made", journey_event.c.contact_id.in_({row.contact_id for row in rows})
        )
    )
    return {data["turn_id"]: data for data in found if "turn_id" in data}


def _turns(
    rows: list[AnyRow], said: Mapping[UUID, list[AnyRow]], decided: Mapping[str, Mapping[str, Any]]
) -> list[LoggedTurn]:
    followed = [*pairwise(rows), (rows[-1], None)]
    return [_turn(row, after, said.get(row.conversation_id, []), decided.get(str(row.id))) for row, after in followed]


def _turn(row: AnyRow, after: AnyRow | None, said: list[AnyRow], decided: Mapping[str, Any] | None) -> LoggedTurn:
    words = [one for one in said if row.first_seq <= one.seq <= row.last_seq and one.kind == "text"]
    typed = tuple(mask(one.text) for one in words if one.payload is None and one.text is not None)
    last = after.first_seq if after is not None else None
    pressed = [one for one in said if one.code == KEEP_BOT and one.seq > row.last_seq]
    kept = row.facts["router"]
    return LoggedTurn(
        id=row.id,
        dialogue_id=row.dialogue_id,
        facts=TurnFacts.read(kept, typed),
        tier=kept.get("tier"),
        logged=_step(decided),
        declined=last is not None and any(one.seq < last for one in pressed),
        more_waited=after is not None and row.finished_at is not None and after.created_at < row.finished_at,
    )


def _step(decided: Mapping[str, Any] | None) -> Step:
    if decided is None:
        return Step(DecisionKind.CONTINUE)
    codes = tuple(reason["code"] for reason in decided.get("reasons", ()))
    return Step(DecisionKind(decided["decision"]), decided.get("queue"), decided.get("priority"), codes)
