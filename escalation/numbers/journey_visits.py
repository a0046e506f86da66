"""The journey as visits: who was at which touchpoint when, and which contacts stand behind each.

A contact is one visit of its support touchpoint, whatever was said in it; every other event of the log is a visit of
its own. People are those of `persons`, a place is a stage with a touchpoint; between CTEs both go by a 64-bit hash,
which sorts, groups and joins twice as fast, and is the same for two of a million people once in thirty million logs.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Label,
    Select,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    select,
    union_all,
)

from escalation.numbers.filter import Filter
from escalation.numbers.narrowing import within
from escalation.numbers.persons import CONTACTS, EVENTS, PERSON_OF_CONTACT, PERSON_OF_EVENT, persons_with
from escalation.numbers.touchpoint_contacts import FOLLOWS_WITHIN, SUPPORT
from escalation.tables import contact, journey_event

SUPPORT_STAGE = "post_purchase"


def earliest_start(asked: Filter) -> Select[datetime | None]:
    """When the first contact began that ended in the period."""
    return select(func.min(contact.c.started_at)).where(*within(asked))


def visits(asked: Filter, first_contact: datetime | None) -> CTE:
    """A row a visit, with all before and after the period that says what followed what.

    person, place, stage, touchpoint, at, contact_id (of a contact), and `here`: whether it counts. A narrowed map is
    that of the people who had a contact that fits, and of those contacts.
    """
    first = min(asked.since, first_contact or asked.since) - FOLLOWS_WITHIN
    last = asked.until + timedelta(days=asked.window)
    return union_all(_events(asked, first, last), _contacts(asked, first, last)).cte("visit")


def _events(asked: Filter, first: datetime, last: datetime) -> Select[Any]:
    event = journey_event.c
    found = select(
        _hashed(PERSON_OF_EVENT).label("person"),
        _place(event.stage, event.touchpoint),
        event.stage,
        event.touchpoint,
        event.at,
        event.contact_id,
        and_(event.at >= asked.since, event.at < asked.until).label("here"),
    ).select_from(EVENTS)
    outside = event.contact_id.is_(None), ~event.touchpoint.startswith(SUPPORT, autoescape=True)
    found = found.where(*outside, event.at >= first, event.at < last, PERSON_OF_EVENT.is_not(None))
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since, contact.c.ended_at < asked.until)
    return found if among is None else found.where(PERSON_OF_EVENT.in_(among))


def _contacts(asked: Filter, first: datetime, last: datetime) -> Select[Any]:
    """Also those still open or of a greeting only: they do not count, but somebody was there."""
    touchpoint = SUPPORT + contact.c.channel
    nobody = cast(contact.c.id, Text)  # an imported contact may name no customer: it is somebody's all the same
    return (
        select(
            _hashed(func.coalesce(PERSON_OF_CONTACT, nobody)).label("person"),
            _place(literal(SUPPORT_STAGE), touchpoint),
            literal(SUPPORT_STAGE).label("stage"),
            touchpoint.label("touchpoint"),
            contact.c.started_at.label("at"),
            contact.c.id.label("contact_id"),
            func.coalesce(and_(*within(asked)), false()).label("here"),
        )
        .select_from(CONTACTS)
        .where(contact.c.started_at >= first, contact.c.started_at < last)
    )


def _hashed(person: ColumnElement[Any]) -> ColumnElement[int]:
    return func.hashtextextended(person, 0)


def _place(stage: ColumnElement[Any], touchpoint: ColumnElement[Any]) -> Label[int]:
    return func.hashtextextended(touchpoint, func.hashtext(stage)).label("place")


def places(visit: CTE) -> CTE:
    """What each place is called: place, stage, touchpoint."""
    names = func.min(visit.c.stage).label("stage"), func.min(visit.c.touchpoint).label("touchpoint")
    return select(visit.c.place, *names).group_by(visit.c.place).cte("named")


def contacts_behind(visit: CTE) -> CTE:
    """contact_id and place: as `touchpoint_contacts` has it, for all places at once."""
    before = visit.alias("before")
    earliest = (visit.c.at - FOLLOWS_WITHIN).label("earliest")
    contacts = select(visit.c.contact_id, visit.c.person, visit.c.at, earliest)
    begun = contacts.where(visit.c.contact_id.is_not(None), visit.c.here).cte("begun")
    own = select(visit.c.contact_id, visit.c.place)
    own = own.where(visit.c.contact_id.is_not(None), visit.c.here)
    followed = and_(
        before.c.person == begun.c.person,
        before.c.contact_id.is_(None),
        before.c.at <= begun.c.at,
        before.c.at > begun.c.earliest,
    )
    following = select(begun.c.contact_id, before.c.place).select_from(begun.join(before, followed)).distinct()
    return union_all(own, following).cte("behind")
