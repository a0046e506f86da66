"""Agents: their accounts, their sessions at the desk, and whether they take work."""

import asyncio
import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from escalation.people import Agent
from escalation.record import Record
from escalation.refusals import Refused
from escalation.rows import AnyRow
from escalation.tables import agent, session
from escalation.visitors import token_hash

SESSION_LENGTH = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)  # a session's last use is written down at most so often
HASHES_AT_ONCE = 2  # each takes 64 MiB and a core for a moment: a flood of log-ins must not take them all
SHORTEST_PASSWORD = 8
ROLES = ("agent", "supervisor", "ops", "admin")
STATUSES = ("online", "away")


class Agents:
    """Accounts and sessions."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._hasher = PasswordHasher()
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)
        self._decoy: str | None = None

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
    ) -> Agent:
        """A new account. Raises Refused conflict where the address has one, bad_frame for a short password."""
        if len(password) < SHORTEST_PASSWORD:
            raise Refused("bad_frame", f"expected at least {SHORTEST_PASSWORD} characters", field="password")
        unknown = set(roles) - set(ROLES)
        if unknown:
            raise Refused("bad_frame", f"expected roles of {', '.join(ROLES)}, got {sorted(unknown)}", field="roles")
        made = Agent(uuid.uuid4(), name, email.strip(), tuple(roles), tuple(languages), tuple(skills), capacity, "away")
        values = {**made.wire(), "id": made.id, "password_hash": await self._hash(password)}
        try:
            async with self._record.change() as change:
                await change.connection.execute(insert(agent).values(**values, created_at=change.now))
        except IntegrityError as error:
            raise Refused("conflict", f"an agent with the address {made.email} exists", field="email") from error
        return made

    async def authenticate(self, *, email: str, password: str) -> Agent | None:
        """The agent with this address and password. Takes as long for an unknown address as for a known one."""
        async with self._record.read() as connection:
            found = await connection.execute(
                select(agent).where(func.lower(agent.c.email) == email.strip().lower(), agent.c.disabled_at.is_(None))
            )
            row = found.one_or_none()
        right = await self._verify(row.password_hash if row else await self._decoy_hash(), password)
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

    async def close_session(self, *, token: str) -> None:
        """Sign out."""
        async with self._record.change() as change:
            await change.connection.execute(delete(session).where(session.c.token_hash == token_hash(token)))

    async def set_status(self, *, agent_id: UUID, status: str) -> None:
        """Online takes work, away does not."""
        if status not in STATUSES:
            raise Refused("bad_frame", f"expected one of {', '.join(STATUSES)}, got {status!r}", field="status")
        async with self._record.change() as change:
            await change.connection.execute(
                update(agent).where(agent.c.id == agent_id).values(status=status, seen_at=change.now)
            )

    async def _touch(self, token: str) -> None:
        async with self._record.change() as change:
            await change.connection.execute(
                update(session).where(session.c.token_hash == token_hash(token)).values(seen_at=change.now)
            )

    async def _hash(self, password: str) -> str:
        async with self._hashing:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def _decoy_hash(self) -> str:
        if self._decoy is None:
            self._decoy = await self._hash(secrets.token_urlsafe(16))
        return self._decoy

    async def _verify(self, stored: str, password: str) -> bool:
        async with self._hashing:
            try:
                return await asyncio.to_thread(self._hasher.verify, stored, password)
            except (VerificationError, InvalidHashError):
                return False


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
