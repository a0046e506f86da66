"""The contacts behind a touchpoint, as conditions on the table of contacts.

Those of a support touchpoint (`support_chat`) came by its channel. Those of any other are the contacts that the same
people began within seven days after they had been there.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from escalation.tables import alias, contact, journey_event

SUPPORT = "support_"
FOLLOWS_WITHIN = timedelta(days=7)


def touchpoint_where(touchpoint: str, stage: str | None = None) -> ColumnElement[bool]:
    """What a row of `contact` must be to stand behind a touchpoint, of one stage or of any."""
    if touchpoint.startswith(SUPPORT):
        return contact.c.channel == touchpoint.removeprefix(SUPPORT)
    there = journey_event.alias("there")
    visited = and_(
        there.c.touchpoint == touchpoint,
        there.c.contact_id.is_(None),
        there.c.at <= contact.c.started_at,
        there.c.at > contact.c.started_at - FOLLOWS_WITHIN,
        *(() if stage is None else (there.c.stage == stage,)),
    )
    # Three probes of an index each: by the customer, by a browser that nobody logged in with, by one that they did.
    person, theirs, anybodys = _person(), alias.alias("theirs"), alias.alias("anybodys")
    unknown = ~exists().where(anybodys.c.anonymous_id == there.c.anonymous_id)
    logged_in = and_(theirs.c.anonymous_id == there.c.anonymous_id, theirs.c.customer_id == person)
    nameless = there.c.customer_id.is_(None)
    return or_(
        exists().where(visited, there.c.customer_id == person).correlate(contact),
        exists().where(visited, nameless, there.c.anonymous_id == person, unknown).correlate(contact),
        exists().where(visited, nameless, logged_in).correlate(contact),
    )


def _person() -> ColumnElement[str | None]:
    known = alias.alias("known")
    logged_in = select(known.c.customer_id).where(known.c.anonymous_id == contact.c.anonymous_id).correlate(contact)
    return func.coalesce(contact.c.customer_id, logged_in.scalar_subquery(), contact.c.anonymous_id)
