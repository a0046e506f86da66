"""The shop's webhooks: who hears what, and what could not be delivered to them."""

import secrets
import uuid
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, select, update

from escalation.outbound import NAMES
from escalation.record import Change, Record
from escalation.refusals import Refused
from escalation.rows import AnyRow
from escalation.tables import delivery, webhook

SECRET_BYTES = 32
MOST_DEAD = 100  # shown at a time, the newest first


class Webhooks:
    """Kept and looked after here; what is sent to them is in the connectors' `outbound`."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def add(self, url: str, events: Sequence[str] = ()) -> tuple[UUID, str]:
        """A new one: (id, secret to check signatures with). No events are all of them. Raises Refused bad_frame."""
        if unknown := [name for name in events if name not in NAMES]:
            raise Refused("bad_frame", f"expected some of {', '.join(NAMES)}, got {', '.join(unknown)}", field="events")
        webhook_id, secret = uuid.uuid4(), f"whsec_{secrets.token_urlsafe(SECRET_BYTES)}"
        async with self._record.change() as change:
            values = {"id": webhook_id, "url": url, "secret": secret, "events": list(dict.fromkeys(events))}
            moments = {"created_at": change.now, "updated_at": change.now}
            await change.connection.execute(insert(webhook).values({**values, **moments}))
        return webhook_id, secret

    async def all(self) -> list[AnyRow]:
        """In the order they were added, disabled ones too."""
        async with self._record.read() as connection:
            kept = select(webhook).where(webhook.c.archived_at.is_(None)).order_by(webhook.c.created_at)
            return list((await connection.execute(kept)).all())

    async def disable(self, webhook_id: UUID) -> None:
        """It hears nothing more; what waits for it is given up. Raises Refused not_found."""
        async with self._record.change() as change:
            mine = (webhook.c.id == webhook_id) & webhook.c.archived_at.is_(None)
            off = update(webhook).where(mine).values(enabled=False, updated_at=change.now).returning(webhook.c.id)
            if await change.connection.scalar(off) is None:
                raise Refused("not_found", f"no webhook {webhook_id}", field="webhook")
            waiting = (delivery.c.webhook_id == webhook_id) & (delivery.c.state == "waiting")
            given_up = update(delivery).where(waiting).values(state="dead", last_error="the webhook was disabled")
            await change.connection.execute(given_up)

    async def dead(self) -> list[AnyRow]:
        """Deliveries that were given up, with the address they were for."""
        async with self._record.read() as connection:
            found = await connection.execute(
                select(delivery, webhook.c.url)
                .join(webhook, webhook.c.id == delivery.c.webhook_id)
                .where(delivery.c.state == "dead")
                .order_by(delivery.c.created_at.desc(), delivery.c.id)
                .limit(MOST_DEAD)
            )
            return list(found.all())

    async def retry(self, delivery_id: UUID) -> None:
        """Try a given-up one again from the start, under the same id. Raises Refused not_found or conflict."""
        async with self._record.change() as change:
            row = await _dead(change, delivery_id)
            if not row.enabled or row.archived_at is not None:
                raise Refused("conflict", "its webhook is disabled", field="delivery")
            again = {"state": "waiting", "attempt": 0, "due_at": change.now}
            await change.connection.execute(update(delivery).where(delivery.c.id == delivery_id).values(again))


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
