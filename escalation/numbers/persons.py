"""Whose step of a journey a row is: the customer's, also from before they logged in, else the browser's."""

from sqlalchemy import ColumnElement, FromClause, Select, func, select

from escalation.numbers.filter import Narrowing
from escalation.numbers.narrowing import COUNTED, contact_where
from escalation.tables import alias, contact, journey_event

_of_event = alias.alias("alias_of_event")
_of_contact = alias.alias("alias_of_contact")

EVENTS: FromClause = journey_event.outerjoin(_of_event, _of_event.c.anonymous_id == journey_event.c.anonymous_id)
CONTACTS: FromClause = contact.outerjoin(_of_contact, _of_contact.c.anonymous_id == contact.c.anonymous_id)
"""What PERSON_OF_EVENT and PERSON_OF_CONTACT are read from."""

CUSTOMER_OF_EVENT: ColumnElement[str | None] = func.coalesce(journey_event.c.customer_id, _of_event.c.customer_id)
CUSTOMER_OF_CONTACT: ColumnElement[str | None] = func.coalesce(contact.c.customer_id, _of_contact.c.customer_id)
PERSON_OF_EVENT: ColumnElement[str | None] = func.coalesce(CUSTOMER_OF_EVENT, journey_event.c.anonymous_id)
PERSON_OF_CONTACT: ColumnElement[str | None] = func.coalesce(CUSTOMER_OF_CONTACT, contact.c.anonymous_id)


def persons_with(narrowing: Narrowing, *period: ColumnElement[bool]) -> Select[str | None] | None:
    """Who had a counted contact that fits a narrowing, in a period; None where it names nothing: then it is everybody,
    those too who never wrote to support."""
    conditions = contact_where(narrowing)
    if not conditions:
        return None
    return select(PERSON_OF_CONTACT).select_from(CONTACTS).where(COUNTED, *period, *conditions)
