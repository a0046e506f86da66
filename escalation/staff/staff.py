"""The accounts at the desk: added, changed, disabled; every change is in the audit log. Admins look after them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy import any_, func, insert, literal, select, text, update
from sqlalchemy.exc import IntegrityError

from escalation.customers.receiving import Once
from escalation.desk.desk import Desk
from escalation.queue.attendance import is_connected
from escalation.queue.departures import Departures
from escalation.queue.handoffs import Handoffs
from escalation.queue.lapses import STAFF_CHANGED
from escalation.queue.queue import WaitingQueue
from escalation.staff.accounts import checked_account
from escalation.staff.agents import end_sessions
from escalation.staff.audit import SETUP, write_audit
from escalation.staff.passwords import Passwords
from escalation.staff.second_factors import end_second_factor
from escalation.store.keys import DESK_CHANNEL
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import agent

STAFF_LOCK = 0x46490004  # advisory lock: accounts change one after the other, so that two cannot be the last admin
CHANGEABLE = ("name", "roles", "languages", "skills", "capacity", "password", "disabled")
SHOWN = ("roles", "languages", "skills", "capacity")
"""What the audit log tells of an account; names, addresses and passwords are nobody's who reads it."""


class Staff:
    """Looks after accounts. `actor` is who does it: an agent's id or a program."""

    def __init__(self, record: Record, passwords: Passwords, departures: Departures) -> None:
        self._record = record
        self._passwords = passwords
        self._departures = departures

    async def add_agent(
        self,
        *,
        name: str,
        email: str,
        password: str,
        roles: Sequence[str] = ("agent",),
        languages: Sequence[str] = (),
        skills: Sequence[str] = (),
        capacity: int = 4,
        actor: str = SETUP,
    ) -> Agent:
        """A new account. Raises Refused conflict where the address has one, bad_frame naming a wrong field."""
        asked = {"name": name, "email": email, "password": password, "roles": roles, "capacity": capacity}
        kept = checked_account({**asked, "languages": languages, "skills": skills})
        made = Agent(uuid.uuid4(), status="away", **{name: _fixed(value) for name, value in kept.items()})
        values = {**kept, "id": made.id, "status": made.status, "password_hash": await self._passwords.hashed(password)}
        try:
            async with self._record.change() as change:
                await change.connection.execute(insert(agent).values(**values, created_at=change.now))
                change.hint(DESK_CHANNEL, STAFF_CHANGED)
                shown = {name: kept[name] for name in SHOWN}
                await write_audit(change, actor, "agent_added", f"agent:{made.id}", None, shown)
        except IntegrityError as error:
            got = f"expected an address that nobody has, got {made.email}, which an agent has"
            raise Refused("conflict", got, field="email") from error
        return made

    async def accounts(self) -> list[Wire]:
        """All of them, disabled ones last."""
        async with self._record.read() as connection:
            rows = await connection.execute(
                select(agent).order_by(agent.c.disabled_at.is_not(None), func.lower(agent.c.name), agent.c.id)
            )
            return [self._wire(row) for row in rows]

    async def account(self, *, agent_id: UUID) -> Wire:
        """One of them. Raises Refused not_found."""
        async with self._record.read() as connection:
            row = (await connection.execute(select(agent).where(agent.c.id == agent_id))).one_or_none()
        if row is None:
            raise _unknown(agent_id)
        return self._wire(row)

    async def id_of(self, *, email: str) -> UUID:
        """Whose address this is. Raises Refused not_found."""
        async with self._record.read() as connection:
            same = func.lower(agent.c.email) == email.strip().lower()
            found: UUID | None = await connection.scalar(select(agent.c.id).where(same))
        if found is None:
            raise Refused("not_found", f"expected the address of an agent, got {email}", field="email")
        return found

    async def change_agent(self, *, actor: str, agent_id: UUID, fields: Mapping[str, Any]) -> Wire:
        """Change the fields that are given. Whoever is disabled, gets another password or other roles is signed out
        everywhere; the chats of a disabled one wait again where they waited.

        Raises Refused: not_found, bad_frame naming a wrong field, conflict for the last admin.
        """
        if strangers := sorted(set(fields) - set(CHANGEABLE)):
            raise Refused("bad_frame", f"expected {', '.join(CHANGEABLE)}, got {strangers[0]}", field=strangers[0])
        kept = checked_account({name: value for name, value in fields.items() if name != "disabled"})
        if "password" in fields:
            kept["password_hash"] = await self._passwords.hashed(fields["password"])
        async with self._record.change() as change:
            await change.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STAFF_LOCK})
            row = await _locked(change, agent_id)
            values = {**kept, **_presence(row, fields.get("disabled"), change)}
            await _refuse_last_admin(change, row, values)
            await _write(change, actor, row, values)
        if values.get("disabled_at") is not None:
            await self._departures.leave(agent_id, "agent_disabled")
        return await self.account(agent_id=agent_id)

    async def end_second_factor(self, *, actor: str, agent_id: UUID) -> None:
        """Of whoever lost it. Raises Refused not_found."""
        await end_second_factor(self._record, agent_id=agent_id, actor=actor)

    def _wire(self, row: AnyRow) -> Wire:
        return present(
            {
                "id": str(row.id),
                "name": row.name,
                "email": row.email,
                "roles": row.roles,
                "languages": row.languages,
                "skills": row.skills,
                "capacity": row.capacity,
                "status": row.status,
                "connected": row.disabled_at is None and is_connected(row.seen_at, self._record.clock()),
                "created_at": timestamp(row.created_at),
                "seen_at": timestamp(row.seen_at),
                "disabled_at": timestamp(row.disabled_at),
                "second_factor_since": timestamp(row.totp_since),
            }
        )


def open_staff(record: Record, redis: "Redis | None") -> Staff:
    """For programs beside the gateways."""
    queue = WaitingQueue(redis)
    return Staff(record, Passwords(), Departures(record, Desk(record, Once(record), Handoffs(queue)), queue))


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _unknown(agent_id: UUID) -> Refused:
    return Refused("not_found", f"expected an agent, got {agent_id}", field="agent_id")


async def _locked(change: Change, agent_id: UUID) -> AnyRow:
    """The account, held against claims: who is being disabled takes nothing more."""
    found = await change.connection.execute(select(agent).where(agent.c.id == agent_id).with_for_update(key_share=True))
    row = found.one_or_none()
    if row is None:
        raise _unknown(agent_id)
    return row


def _presence(row: AnyRow, disabled: bool | None, change: Change) -> dict[str, Any]:
    """What `disabled` changes of the row."""
    if disabled is None or disabled is (row.disabled_at is not None):
        return {}
    return {"disabled_at": change.now, "status": "away"} if disabled else {"disabled_at": None}


async def _refuse_last_admin(change: Change, row: AnyRow, values: Mapping[str, Any]) -> None:
    """Somebody has to be able to let the others in again."""
    was = "admin" in row.roles and row.disabled_at is None
    field = "disabled" if values.get("disabled_at") is not None else "roles"
    stays = "admin" in values.get("roles", row.roles) and field != "disabled"
    if not was or stays:
        return
    others = (
        select(func.count())
        .select_from(agent)
        .where(literal("admin") == any_(agent.c.roles), agent.c.disabled_at.is_(None), agent.c.id != row.id)
    )
    if not await change.connection.scalar(others):
        raise Refused("conflict", "expected another admin who is not disabled, got the last one", field=field)


async def _write(change: Change, actor: str, row: AnyRow, values: Mapping[str, Any]) -> None:
    """The row, its sessions and the log; nothing where nothing is different."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return
    await change.connection.execute(update(agent).where(agent.c.id == row.id).values(**new))
    if new.get("disabled_at") or "password_hash" in new or set(row.roles) != set(new.get("roles", row.roles)):
        await end_sessions(change, row.id)
    change.hint(DESK_CHANNEL, STAFF_CHANGED)
    subject = f"agent:{row.id}"
    if "disabled_at" in new:
        await write_audit(change, actor, "agent_disabled" if new["disabled_at"] else "agent_enabled", subject)
    replaced = [name for name, column in (("name", "name"), ("password", "password_hash")) if column in new]
    shown = {name: new[name] for name in SHOWN if name in new}
    if shown or replaced:
        before = {name: getattr(row, name) for name in shown}
        after = {**shown, **({"replaced": replaced} if replaced else {})}
        await write_audit(change, actor, "agent_changed", subject, before, after)
