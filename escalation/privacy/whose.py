"""Whose a row is: a condition on each table for the traces of one person."""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import ColumnElement, Table, and_, false, or_, select, true

from escalation import tables as t
from escalation.privacy.traces import Traces

Whose: TypeAlias = Callable[[Traces], ColumnElement[bool]]


def by(table: Table, column: str, kind: str) -> Whose:
    """`column` holds one of the person's ids of this kind."""
    return lambda traces: table.c[column].in_(getattr(traces, kind))


def in_conversation(table: Table) -> Whose:
    return by(table, "conversation_id", "conversations")


def of_contact(table: Table) -> Whose:
    return by(table, "contact_id", "contacts")


def of_ticket(table: Table) -> Whose:
    return by(table, "ticket_id", "tickets")


def of_customer(table: Table, column: str = "customer_id") -> Whose:
    def whose(traces: Traces) -> ColumnElement[bool]:
        known = traces.person.customer_id
        return false() if known is None else table.c[column] == known

    return whose


def of_browser(table: Table) -> Whose:
    """The customer's, or the browser's while nobody was logged in."""

    def whose(traces: Traces) -> ColumnElement[bool]:
        here: ColumnElement[bool] = table.c.anonymous_id.in_(traces.browsers)
        if "contact_id" in table.c:
            here = or_(here, table.c.contact_id.in_(traces.contacts))
        return or_(of_customer(table)(traces), and_(table.c.customer_id.is_(None), here))

    return whose


def aliases(traces: Traces) -> ColumnElement[bool]:
    visitor = traces.person.visitor_id
    return of_customer(t.alias)(traces) if visitor is None else t.alias.c.anonymous_id == str(visitor)


def deliveries(traces: Traces) -> ColumnElement[bool]:
    data, customer = t.delivery.c.body["data"], traces.person.customer_id
    theirs = data["contact_id"].astext.in_([str(one) for one in traces.contacts])
    return theirs if customer is None else or_(theirs, data["customer_id"].astext == customer)


def letters(traces: Traces) -> ColumnElement[bool]:
    about: ColumnElement[str] = t.mail.c.params["conversation_id"].astext
    return about.in_([str(one) for one in traces.conversations])


def unused_browsers(traces: Traces) -> ColumnElement[bool]:
    """Not one that somebody else's conversation was begun in, or that opened the link of another's letter."""
    used = select(t.conversation.c.visitor_id).where(t.conversation.c.visitor_id.is_not(None))
    linked = select(t.callback.c.resumed_by).where(t.callback.c.resumed_by.is_not(None))
    return and_(t.visitor.c.id.in_(traces.visitors), t.visitor.c.id.not_in(used), t.visitor.c.id.not_in(linked))


def clusters(traces: Traces) -> ColumnElement[bool]:
    """They quote customers, whoever; the keeper works them out anew at once."""
    return and_(t.insight.c.key.like("clusters:%"), true() if traces.contacts else false())
