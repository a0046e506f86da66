"""Agents at the desk: who they are, their sessions, and whether they take work. Their accounts are in `staff.py`."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from escalation.customers.visitors import token_hash
from escalation.staff.passwords import Passwords
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.tables import agent, session

SESSION_LENGTH = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
EVERY_SESSION = "*"
SEEN_STEP = timedelta(minutes=1)  # a session's last use is written down at most so often


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose password was right, and what of the account this rests on."""

    agent: Agent
    password_hash: str = field(repr=False)
    second_factor_since: datetime | None


class Agents:
    """Sessions and statuses."""

    def __init__(self, record: Record, passwords: Passwords) -> None:
        self._record = record
        self._passwords = passwords

    async def authenticate(self, *, email: str, password: str) -> Agent | None:
        """The agent with this address and password."""
        known = await self.recognise(email=email, password=password)
        return None if known is None else known.agent

    async def recognise(self, *, email: str, password: str) -> Known | None:
        """Who has this address and password. Takes as long for an unknown address as for a known one."""
        async with self._record.read() as connection:
            found = await connection.execute(
                select(agent).where(func.lower(agent.c.email) == email.strip().lower(), agent.c.disabled_at.is_(None))
            )
            row = found.one_or_none()
        right = await self._passwords.fits(row.password_hash if row else None, password)
        return Known(_agent(row), row.password_hash, row.totp_since) if row is not None and right else None

    async def open_session(self, *, agent_id: UUID, known: Known | None = None) -> str:
        """A new session; its token goes into the cookie and nowhere else.

        Comparing a password takes a while. What was `known` must still hold when the session begins: else a log-in
        that is under way would outlive the change of the password. Raises Refused unauthenticated.
        """
        token = secrets.token_urlsafe(32)
        async with self._record.change() as change:
            await _refuse_outdated(change, agent_id, known)
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


async def end_sessions(change: Change, agent_id: UUID, but: str | None = None) -> None:
    """All of an agent's, perhaps but that of one token: the cookies are worth nothing, and open desks look at once
    whether theirs is among them."""
    others = session.c.agent_id == agent_id
    if but is not None:
        others &= session.c.token_hash != token_hash(but)
    await change.connection.execute(delete(session).where(others))
    change.hint(f"agent:{agent_id}", {"type": "session_closed", "session": EVERY_SESSION})


async def _refuse_outdated(change: Change, agent_id: UUID, known: Known | None) -> None:
    """The lock keeps whoever changes the account waiting, and then they find this session and end it."""
    columns = agent.c.password_hash, agent.c.totp_since, agent.c.disabled_at
    found = await change.connection.execute(select(*columns).where(agent.c.id == agent_id).with_for_update(read=True))
    row = found.one_or_none()
    same = known is None or (
        row is not None and (row.password_hash, row.totp_since) == (known.password_hash, known.second_factor_since)
    )
    if row is None or row.disabled_at is not None or not same:
        raise Refused("unauthenticated", "expected an account that is as it was a moment ago")


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
        second_factor=row.totp_since is not None,
    )
