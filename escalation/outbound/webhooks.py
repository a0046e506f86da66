"""The shop's webhooks: who hears what, and what could not be delivered to them."""

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update

from escalation.outbound.outbound import NAMES
from escalation.staff.audit import CLI, write_audit
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.tables import delivery, webhook

SECRET_BYTES = 32
MOST_DEAD = 100  # shown at a time, the newest first


class Webhooks:
    """Kept and looked after here; what is sent to them is in the connectors' `outbound`.

    `actor` is who does it: an agent's id or a program. The audit log tells the host of an address, not the rest of it:
    many a receiver takes its path for a password.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    async def add(self, url: str, events: Sequence[str] = (), *, actor: str = CLI) -> tuple[UUID, str]:
        """A new one: (id, secret to check signatures with). No events are all of them. Raises Refused bad_frame."""
        webhook_id, secret = uuid.uuid4(), f"whsec_{secrets.token_urlsafe(SECRET_BYTES)}"
        values: dict[str, Any] = {"url": url, "events": checked_events(events)}
        async with self._record.change() as change:
            moments = {"created_at": change.now, "updated_at": change.now}
            await change.connection.execute(insert(webhook).values(**values, **moments, id=webhook_id, secret=secret))
            after = {"host": _host(url), "events": values["events"], "enabled": True}
            await write_audit(change, actor, "webhook_added", f"webhook:{webhook_id}", None, after)
        return webhook_id, secret

    async def all(self) -> list[AnyRow]:
        """In the order they were added, disabled ones too, each with how many deliveries are waiting and dead."""
        async with self._record.read() as connection:
            kept = _with_counts().where(webhook.c.archived_at.is_(None)).order_by(webhook.c.created_at)
            return list((await connection.execute(kept)).all())

    async def change(self, webhook_id: UUID, fields: Mapping[str, Any], *, actor: str = CLI) -> AnyRow:
        """Change url, events or enabled, as given. What waits for one that is disabled is given up. Raises Refused."""
        kept = {name: checked_events(value) if name == "events" else value for name, value in fields.items()}
        async with self._record.change() as change:
            row = await _locked(change, webhook_id)
            new = {name: value for name, value in kept.items() if getattr(row, name) != value}
            mine = webhook.c.id == webhook_id
            await change.connection.execute(update(webhook).where(mine).values(**new, updated_at=change.now))
            if new.get("enabled") is False:
                await _give_up(change, webhook_id)
            if new:
                before, after = _told(row._asdict(), new), _told(new, new)
                await write_audit(change, actor, "webhook_changed", f"webhook:{webhook_id}", before, after)
            return (await change.connection.execute(_with_counts().where(mine))).one()

    async def disable(self, webhook_id: UUID) -> None:
        """It hears nothing more; what waits for it is given up. Raises Refused not_found."""
        await self.change(webhook_id, {"enabled": False})

    async def archive(self, webhook_id: UUID, *, actor: str = CLI) -> None:
        """It is shown no more and hears nothing more. Raises Refused not_found."""
        async with self._record.change() as change:
            row = await _locked(change, webhook_id)
            gone = update(webhook).where(webhook.c.id == webhook_id).values(enabled=False, archived_at=change.now)
            await change.connection.execute(gone)
            await _give_up(change, webhook_id)
            before = {"host": _host(row.url), "events": row.events, "enabled": row.enabled}
            await write_audit(change, actor, "webhook_archived", f"webhook:{webhook_id}", before)

    async def dead(self) -> list[AnyRow]:
        """Deliveries that were given up, with the address they were for."""
        async with self._record.read() as connection:
            found = await connection.execute(
                select(delivery, webhook.c.url)
                .join(webhook, webhook.c.id == delivery.c.webhook_id)
                .where(delivery.c.state == "dead", webhook.c.archived_at.is_(None))
                .order_by(delivery.c.created_at.desc(), delivery.c.id)
                .limit(MOST_DEAD)
            )
            return list(found.all())

    async def retry(self, delivery_id: UUID) -> None:
        """Try a given-up one again from the start, under the same id. Raises Refused not_found or conflict."""
        async with self._record.change() as change:
            row = await _dead(change, delivery_id)
            if not row.enabled or row.archived_at is not None:
                raise Refused("conflict", "expected a webhook that is enabled, got a disabled one", field="delivery")
            again = {"state": "waiting", "attempt": 0, "due_at": change.now}
            await change.connection.execute(update(delivery).where(delivery.c.id == delivery_id).values(again))


def checked_events(events: Sequence[str]) -> list[str]:
    """Names of events, each once; none are all. Raises Refused bad_frame."""
    if unknown := [name for name in events if name not in NAMES]:
        raise wrong("events", f"some of {', '.join(NAMES)}", ", ".join(unknown))
    return list(dict.fromkeys(events))


def _with_counts() -> "Select[*tuple[Any, ...]]":
    """Webhooks without their secrets."""
    shown = [column for column in webhook.c if column.name != "secret"]
    counts = [
        select(func.count())
        .where(delivery.c.webhook_id == webhook.c.id, delivery.c.state == state)
        .scalar_subquery()
        .label(state)
        for state in ("waiting", "dead")
    ]
    return select(*shown, *counts)


async def _locked(change: Change, webhook_id: UUID) -> AnyRow:
    mine = (webhook.c.id == webhook_id) & webhook.c.archived_at.is_(None)
    row = (await change.connection.execute(select(webhook).where(mine).with_for_update(key_share=True))).one_or_none()
    if row is None:
        raise Refused("not_found", f"no webhook {webhook_id}", field="webhook")
    return row


async def _give_up(change: Change, webhook_id: UUID) -> None:
    waiting = (delivery.c.webhook_id == webhook_id) & (delivery.c.state == "waiting")
    given_up = update(delivery).where(waiting).values(state="dead", last_error="the webhook was disabled")
    await change.connection.execute(given_up)


def _told(values: Mapping[str, Any], changed: Collection[str]) -> dict[str, Any]:
    """What the audit log tells of the changed fields."""
    told = {name: values[name] for name in changed if name != "url"}
    return {**told, **({"host": _host(values["url"])} if "url" in changed else {})}


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


async def _dead(change: Change, delivery_id: UUID) -> AnyRow:
    found = await change.connection.execute(
        select(webhook.c.enabled, webhook.c.archived_at)
        .join(delivery, delivery.c.webhook_id == webhook.c.id)
        .where(delivery.c.id == delivery_id, delivery.c.state == "dead")
        .with_for_update(of=delivery)
    )
    row = found.one_or_none()
    if row is None:
        raise Refused("not_found", f"no delivery {delivery_id} that was given up", field="delivery")
    return row
