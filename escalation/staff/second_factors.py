"""The second factor of an account: set up, asked for at log-in, replaced, taken away.

`totp_secret` without `totp_since` is one that somebody is setting up. A code works once: its step is written down in
the statement that accepts it.
"""

import logging
from typing import Any
from uuid import UUID

from sqlalchemy import any_, func, literal, select, update

from escalation.staff import one_time_codes as codes
from escalation.staff.agents import end_sessions
from escalation.staff.audit import write_audit
from escalation.staff.seal import Seal, SealBroken
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import agent

log = logging.getLogger(__name__)

NONE: dict[str, Any] = {"totp_secret": None, "totp_since": None, "totp_step": 0, "recovery_hashes": []}


class SecondFactors:
    """Of all accounts."""

    def __init__(self, record: Record, seal: Seal) -> None:
        self._record = record
        self._seal = seal

    async def state(self, *, agent_id: UUID) -> Wire:
        """{since?, recovery_left}."""
        async with self._record.read() as connection:
            columns = agent.c.totp_since, func.cardinality(agent.c.recovery_hashes).label("left")
            row = (await connection.execute(select(*columns).where(agent.c.id == agent_id))).one()
        return present({"since": timestamp(row.totp_since), "recovery_left": row.left})

    async def begin(self, *, of: Agent) -> str:
        """The address that an app reads; nothing is asked for until a code of it was given. Raises Refused conflict
        where one is asked for already."""
        secret = codes.new_secret()
        async with self._record.change() as change:
            row = await _locked(change, of.id)
            if row.totp_since is not None:
                raise Refused("conflict", "expected an account without a second factor")
            kept = self._seal.close(secret, str(of.id))
            await _write(change, of.id, {**NONE, "totp_secret": kept})
        return codes.address_of(secret, of.email)

    async def confirm(self, *, agent_id: UUID, code: str, token: str) -> list[str]:
        """The first code of the app: from now on one is asked for. Answers the recovery codes, this once. Every session
        but that of `token` ends. Raises Refused code_wrong, conflict where nothing was begun, or nothing that
        can still be read."""
        async with self._record.change() as change:
            row = await _locked(change, agent_id)
            if row.totp_secret is None or row.totp_since is not None:
                raise Refused("conflict", "expected a second factor that is being set up")
            step = codes.step_of(self._begun_secret(row), codes.cleaned(code), change.now)
            if step is None:
                raise _wrong()
            made = await self._give_recovery_codes(change, agent_id)
            await _write(change, agent_id, {"totp_since": change.now, "totp_step": step})
            await end_sessions(change, agent_id, but=token)
            await write_audit(change, str(agent_id), "second_factor_on", f"agent:{agent_id}")
        return made

    async def prove(self, *, agent_id: UUID, code: str) -> None:
        """Use up a code, of the app or of the paper. Raises Refused code_wrong."""
        async with self._record.change() as change:
            row = await _locked(change, agent_id)
            typed = codes.cleaned(code)
            used = self._used_step(row, typed, change) if codes.is_app_code(typed) else None
            if used is not None:
                await _write(change, agent_id, {"totp_step": used})
            elif not await _use_recovery_code(change, agent_id, typed):
                raise _wrong()

    async def replace_recovery_codes(self, *, agent_id: UUID) -> list[str]:
        """Ten new ones; the others are worth nothing from now on."""
        async with self._record.change() as change:
            await _locked(change, agent_id)
            made = await self._give_recovery_codes(change, agent_id)
            await write_audit(change, str(agent_id), "recovery_codes_replaced", f"agent:{agent_id}")
        return made

    async def end(self, *, agent_id: UUID, actor: str, token: str | None = None) -> None:
        """No code is asked for any more; every session but that of `token` ends. Raises Refused not_found."""
        await end_second_factor(self._record, agent_id=agent_id, actor=actor, token=token)

    def _begun_secret(self, row: AnyRow) -> str:
        """Raises Refused conflict where SESSION_SECRET is another since."""
        try:
            return self._seal.open(row.totp_secret, str(row.id))
        except SealBroken as error:
            raise Refused("conflict", "begin again: what was begun cannot be read any more") from error

    def _used_step(self, row: AnyRow, code: str, change: Change) -> int | None:
        """The step of a code that is right and later than every one before."""
        if row.totp_since is None or row.totp_secret is None:
            return None
        try:
            secret = self._seal.open(row.totp_secret, str(row.id))
        except SealBroken:
            log.error("SESSION_SECRET is another: second factors made before have to be reset; recovery codes work")
            return None
        step = codes.step_of(secret, code, change.now)
        return step if step is not None and step > row.totp_step else None

    async def _give_recovery_codes(self, change: Change, agent_id: UUID) -> list[str]:
        made = codes.new_recovery_codes()
        await _write(change, agent_id, {"recovery_hashes": [codes.recovery_hash(code) for code in made]})
        return made


async def end_second_factor(record: Record, *, agent_id: UUID, actor: str, token: str | None = None) -> None:
    """As `SecondFactors.end`, which takes no secret to be opened."""
    async with record.change() as change:
        row = await _locked(change, agent_id)
        await _write(change, agent_id, NONE)
        await end_sessions(change, agent_id, but=token)
        if row.totp_since is not None:
            await write_audit(change, actor, "second_factor_off", f"agent:{agent_id}")


async def _locked(change: Change, agent_id: UUID) -> AnyRow:
    found = await change.connection.execute(select(agent).where(agent.c.id == agent_id).with_for_update(key_share=True))
    row = found.one_or_none()
    if row is None:
        raise Refused("not_found", f"expected an agent, got {agent_id}", field="agent_id")
    return row


async def _write(change: Change, agent_id: UUID, values: dict[str, Any]) -> None:
    await change.connection.execute(update(agent).where(agent.c.id == agent_id).values(**values))


async def _use_recovery_code(change: Change, agent_id: UUID, typed: str) -> bool:
    """Take it off the paper. True when it stood there."""
    mark = codes.recovery_hash(typed)
    there = literal(mark) == any_(agent.c.recovery_hashes)
    left = func.array_remove(agent.c.recovery_hashes, mark)
    found = await change.connection.execute(
        update(agent)
        .where(agent.c.id == agent_id, agent.c.totp_since.is_not(None), there)
        .values(recovery_hashes=left)
        .returning(func.cardinality(agent.c.recovery_hashes))
    )
    remaining = found.scalar_one_or_none()
    if remaining is None:
        return False
    await write_audit(change, str(agent_id), "recovery_code_used", f"agent:{agent_id}", None, {"left": remaining})
    return True


def _wrong() -> Refused:
    return Refused("code_wrong", "expected a code of now that was not used before", field="code")
