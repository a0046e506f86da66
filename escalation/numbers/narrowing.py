"""A narrowing as SQL over the table of contacts. What it says of a row, `contact_rows.narrowed` says of a contact."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, cast, exists, func
from sqlalchemy.dialects.postgresql import ARRAY

from escalation.numbers.filter import UNKNOWN, Filter, Narrowing
from escalation.tables import contact, contact_issue

COUNTED = contact.c.ended_at.is_not(None) & contact.c.meaningful
"""Closed, and more than a greeting: the contacts that numbers are about."""


def contact_where(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    """What a row of `contact` must be to count; nothing where the narrowing names nothing."""
    conditions = [_condition(name, values) for name, values in narrowing.values.items()]
    if narrowing.returning is not None:
        conditions.append(contact.c.returning.is_(narrowing.returning))
    return conditions


def within(asked: Filter) -> list[ColumnElement[bool]]:
    """The counted contacts of a filter: its period, by their end, and its narrowing."""
    period = (contact.c.ended_at >= asked.since, contact.c.ended_at < asked.until)
    return [COUNTED, *period, *contact_where(asked.narrowing)]


def _condition(name: str, values: Sequence[str]) -> ColumnElement[bool]:
    match name:
        case "topic":
            of_it = contact_issue.c.contact_id == contact.c.id
            return exists().where(of_it, contact_issue.c.topic.in_(values))
        case "reason":
            return contact.c.escalation_reasons.op("&&", is_comparison=True)(cast(list(values), ARRAY(Text)))
        case _:
            return (
                func.coalesce(contact.c[name], UNKNOWN).in_(values)
                if UNKNOWN in values
                else contact.c[name].in_(values)
            )
