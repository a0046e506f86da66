"""What telling customers of late orders before they ask saved, beside those who by lot were not told."""

from datetime import datetime

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter
from escalation.numbers.persons import persons_with
from escalation.numbers.savings import Group, contacts_saved
from escalation.numbers.touchpoint_contacts import FOLLOWS_WITHIN
from escalation.tables import contact, outreach

LATE_ORDER_NOTICE = "late_order_notice"
"""The touchpoint at which customers are told."""


async def read_saved(
    connection: AsyncConnection, asked: Filter, now: datetime
) -> tuple[float, float, float, int, int] | None:
    """Contacts saved with their interval, and how many were told and held back, of those chosen in the period whose
    seven days are over. A contact that the notice's own button opened is none that it failed to save. None without
    both groups."""
    over = outreach.c.created_at + FOLLOWS_WITHIN <= now
    counts = select(outreach.c.held_back, func.count(), func.count().filter(_asked())).where(
        outreach.c.kind == "late_order",
        outreach.c.created_at >= asked.since,
        outreach.c.created_at < asked.until,
        over,
    )
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since)
    if among is not None:
        counts = counts.where(outreach.c.customer_id.in_(among))
    rows = await connection.execute(counts.group_by(outreach.c.held_back))
    groups = {row[0]: Group(row[1], row[2]) for row in rows}
    told, held_back = (groups.get(group, Group(0, 0)) for group in (False, True))
    saved = contacts_saved(told, held_back)
    return None if saved is None else (saved.value, saved.low, saved.high, told.customers, held_back.customers)


def _asked() -> ColumnElement[bool]:
    """Whether the customer began a contact of their own accord within the days after."""
    same = or_(
        contact.c.customer_id == outreach.c.customer_id,
        and_(contact.c.customer_id.is_(None), contact.c.anonymous_id == outreach.c.anonymous_id),
    )
    opened_by_it = func.coalesce(outreach.c.data["contact_id"].astext, "")
    return exists().where(
        same,
        contact.c.meaningful,
        contact.c.started_at > outreach.c.created_at,
        contact.c.started_at <= outreach.c.created_at + FOLLOWS_WITHIN,
        cast(contact.c.id, Text) != opened_by_it,
    )
