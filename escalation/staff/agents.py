"""Agents at the desk: who they are, their sessions, and whether they take work. Their accounts are in `staff.py`."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, update

from escalation.customers.visitors import token_hash
from escalation.staff.passwords import Passwords
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.rows import AnyRow
from escalation.tables import agent, session

SESSION_LENGTH = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)  # a session's last use is written down at most so often


class Agents:
    """Sessions and statuses."""

    def __init__(self, record: Record, passwords: Passwords) -> None:
        self._record = record
        self._passwords = passwords

    async def authenticate(self, *, email: str, password: str) -> Agent | None:
        """The agent with this address and password. Takes as long for an unknown address as for a known one."""
        async with self._record.read() as connection:
            found = await connection.execute(
                select(agent).where(func.lower(agent.c.email) == email.strip().lower(), agent.c.disabled_at.is_(None))
            )
            row = found.one_or_none()
        right = await self._passwords.fits(row.password_hash if row else None, password)
        return _agent(row) if row is not None and right else None

    async def open_session(self, *, agent_id: UUID) -> str:
        """A new session; its token goes into the cookie and nowhere else."""
        token = secrets.token_urlsafe(32)
        async with self._record.change() as change:
            await change.connection.execute(
                insert(session).values(
                    token_hash=token_hash(token),
                    agent_id=agent_id,
                    created_at=change.now,
                    seen_at=change.now,
                    expires_at=change.now + SESSION_LENGTH,
                )
            )
        return token

    async def session(self, *, token: str) -> Agent | None:
        """Whose session this is; None when it is over, idle for too long, or its agent is disabled."""
        now = self._record.clock()
        async with self._record.read() as connection:
            found = await connection.execute(
                select(agent)
                .add_columns(session.c.seen_at.label("used_at"))
                .join(session, session.c.agent_id == agent.c.id)
                .where(
                    session.c.token_hash == token_hash(token),
                    session.c.expires_at > now,
                    session.c.seen_at > now - SESSION_IDLE,
                    agent.c.disabled_at.is_(None),
                )
            )
            row = found.one_or_none()
        if row is None:
            return None
        if row.used_at < now - SEEN_STEP:
            await self._touch(token)
        return _agent(row)

    async def _touch(self, token: str) -> None:
        async with self._record.change() as change:
            await change.connection.execute(
                update(session).where(session.c.token_hash == token_hash(token)).values(seen_at=change.now)
            )


def _agent(row: AnyRow) -> Agent:
    return Agent(
        row.id,
        row.name,
        row.email,
        tuple(row.roles),
        tuple(row.languages),
        tuple(row.skills),
        row.capacity,
        row.status,
    )
