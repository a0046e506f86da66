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
) -> tuple[float, float, float, int, int, int] | None:
    """Contacts saved with their interval, how many were told and held back, and how many of those told asked by the
    notice's own button; of those chosen in the period whose seven days are over. Such a contact counts as any other:
    nobody knows which of the held back would have pressed it. None without both groups."""
    over = outreach.c.created_at + FOLLOWS_WITHIN <= now
    by_its_button = cast(contact.c.id, Text) == outreach.c.data["contact_id"].astext
    asked_after = func.count().filter(_asked()), func.count().filter(_asked(by_its_button))
    counts = select(outreach.c.held_back, func.count(), *asked_after).where(
        outreach.c.kind == "late_order",
        outreach.c.created_at >= asked.since,
        outreach.c.created_at < asked.until,
        over,
    )
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since)
    if among is not None:
        counts = counts.where(outreach.c.customer_id.in_(among))
    rows = await connection.execute(counts.group_by(outreach.c.held_back))
    by_group = {row[0]: (row[1], row[2], row[3]) for row in rows}
    (*told, through), (*held_back, _) = (by_group.get(group, (0, 0, 0)) for group in (False, True))
    saved = contacts_saved(Group(*told), Group(*held_back))
    return None if saved is None else (saved.value, saved.low, saved.high, told[0], held_back[0], through)


def _asked(*such: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the customer began a contact within the days after, however they came to it; one that is `such`."""
    same = or_(
        contact.c.customer_id == outreach.c.customer_id,
        and_(contact.c.customer_id.is_(None), contact.c.anonymous_id == outreach.c.anonymous_id),
    )
    return exists().where(
        same,
        contact.c.meaningful,
        contact.c.started_at > outreach.c.created_at,
        contact.c.started_at <= outreach.c.created_at + FOLLOWS_WITHIN,
        *such,
    )
