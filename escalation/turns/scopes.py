"""What a running turn may do at the shop: whose orders it may read, and what the customer has said yes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.store.conversation import Owner
from escalation.store.journey import Event
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.tables import action_run, button, conversation, message, ownership_proof, submission, turn


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A yes to one action on one order, given by a button that an earlier turn made."""

    action: str
    reference: str
    submission: UUID | None
    created_turn_id: UUID


@dataclass(frozen=True, slots=True)
class TurnScope:
    """`open`: the turn still runs and the bot still owns, so it may write."""

    conversation_id: UUID
    customer_id: str | None
    proven_orders: frozenset[str]
    open: bool
    confirmation: Confirmation | None


class Scopes:
    """Answers the internal shop interface about turns."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def turn_scope(self, turn_id: UUID) -> TurnScope:
        """Raises Refused not_found for a turn that never was."""
        async with self._record.read() as connection:
            row = await _turn(connection, turn_id)
            proven = await connection.scalars(
                select(ownership_proof.c.reference).where(
                    ownership_proof.c.contact_id == row.contact_id, ownership_proof.c.owned
                )
            )
            running = row.state == "running" and row.owner == Owner.BOT and row.dialogue_id == row.current_dialogue_id
            return TurnScope(
                conversation_id=row.conversation_id,
                customer_id=row.customer_id,
                proven_orders=frozenset(reference for reference in proven if reference is not None),
                open=running,
                confirmation=await _confirmation(connection, row),
            )

    async def submission(self, submission_id: UUID, *, conversation_id: UUID | None = None) -> dict[str, str]:
        """The values of a form. Raises Refused not_found, also for one of another conversation."""
        wanted = select(submission.c["values"]).where(submission.c.id == submission_id)
        if conversation_id is not None:
            wanted = wanted.where(submission.c.conversation_id == conversation_id)
        async with self._record.read() as connection:
            values = await connection.scalar(wanted)
        if values is None:
            raise Refused("not_found", f"no submission {submission_id}")
        return dict(values)

    async def action_result(self, key: str) -> dict[str, Any] | None:
        """The stored result of an action at the shop, None when it has not been recorded."""
        async with self._record.read() as connection:
            return await _result(connection, key)

    async def record_action(
        self,
        key: str,
        *,
        turn_id: UUID,
        action: str,
        reference: str,
        ok: bool,
        code: str | None = None,
        result: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Store what an action at the shop brought; the first result of a key stays and is the answer."""
        async with self._record.change() as change:
            row = await _turn(change.connection, turn_id)
            values = {"key": key, "turn_id": turn_id, "action": action, "reference": reference, "ok": ok, "code": code}
            stored = await change.connection.execute(
                insert(action_run)
                .values(**values, result=dict(result), conversation_id=row.conversation_id, created_at=change.now)
                .on_conflict_do_nothing(index_elements=["key"])
                .returning(action_run.c.key)
            )
            if stored.one_or_none() is not None:
                _log(change, row, {"action": action, "reference": reference, "ok": ok, "code": code})
                return dict(result)
            return await _result(change.connection, key) or {}


async def _turn(connection: AsyncConnection, turn_id: UUID) -> AnyRow:
    found = await connection.execute(
        select(turn)
        .add_columns(
            conversation.c.owner,
            conversation.c.customer_id,
            conversation.c.visitor_id,
            conversation.c.dialogue_id.label("current_dialogue_id"),
        )
        .join(conversation, conversation.c.id == turn.c.conversation_id)
        .where(turn.c.id == turn_id)
    )
    row = found.one_or_none()
    if row is None:
        raise Refused("not_found", f"no turn {turn_id}")
    return row


async def _confirmation(connection: AsyncConnection, row: AnyRow) -> Confirmation | None:
    """The first press in the turn of a confirming button of this dialogue that another turn made."""
    found = await connection.execute(
        select(button.c.confirms, button.c.turn_id)
        .join(message, message.c.pressed_id == button.c.id)
        .where(
            message.c.conversation_id == row.conversation_id,
            message.c.seq.between(row.first_seq, row.last_seq),
            message.c.sender == "customer",
            button.c.confirms.is_not(None),
            button.c.dialogue_id == row.dialogue_id,
            button.c.turn_id != row.id,
        )
        .order_by(message.c.seq)
        .limit(1)
    )
    pressed = found.one_or_none()
    if pressed is None:
        return None
    told = pressed.confirms
    given = UUID(told["submission"]) if told.get("submission") else None
    return Confirmation(told["action"], told["reference"], given, pressed.turn_id)


async def _result(connection: AsyncConnection, key: str) -> dict[str, Any] | None:
    stored = await connection.scalar(select(action_run.c.result).where(action_run.c.key == key))
    return None if stored is None else dict(stored)


def _log(change: Change, row: AnyRow, data: Mapping[str, Any]) -> None:
    change.log(
        Event(
            "shop_action_done",
            change.now,
            {name: value for name, value in data.items() if value is not None},
            contact_id=row.contact_id,
            customer_id=row.customer_id,
            anonymous_id=None if row.visitor_id is None else str(row.visitor_id),
        )
    )
