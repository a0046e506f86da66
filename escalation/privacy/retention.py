"""Retention: how long each class of what is kept stays. One gateway of all looks every hour and takes away what is
older, a little at a time; the numbers stay as they were."""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.callbacks import OPEN
from escalation.insight.keeper import Refresher
from escalation.insight.workshop import Workshop
from escalation.privacy.erasure import Erasure, StillTalking
from escalation.privacy.old_words import empty_one
from escalation.privacy.periods import Periods
from escalation.privacy.traces import Person
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import (
    callback,
    conversation,
    customer,
    delivery,
    file,
    journey_event,
    mail,
    profile,
    submission,
    ticket,
    visitor,
)

log = logging.getLogger(__name__)

KEY = ACTOR = "retention"
EVERY = timedelta(hours=1)
BATCH = 500  # rows at a time
PERSONS = 10  # people at a time
BUDGET_S = 20.0
"""The longest that one look may take; what is left waits for the next."""


def refresher(retention: "Retention") -> Refresher:
    """For the keeper, who leads alone."""

    async def work(_: Record, __: Workshop, ___: datetime) -> Wire:
        return {"gone": await retention.run()}

    return Refresher(KEY, EVERY, work)


class Retention:
    """Takes away what is old."""

    def __init__(self, record: Record, erasure: Erasure, periods: Periods) -> None:
        self._record = record
        self._erasure = erasure
        self._periods = periods

    async def run(self, budget_s: float = BUDGET_S) -> dict[str, int]:
        """Until nothing is old or the time is up: how much of each class went. Raises what the stores raise."""
        classes: dict[str, Callable[[datetime], Awaitable[int]]] = {
            "words": self._words,
            "files": self._files,
            "addresses": self._addresses,
            "deliveries": self._deliveries,
            "browsers": self._browsers,
            "customers": self._customers,
        }
        until, gone = time.monotonic() + budget_s, {}
        for name, step in classes.items():
            if days := getattr(self._periods, name):
                gone[name] = await _repeated(step, self._record.clock() - timedelta(days=days), until)
        await self._erasure.sweep()
        return gone

    async def _words(self, before: datetime) -> int:
        return int(await empty_one(self._record.engine, before, self._record.clock()))

    async def _files(self, before: datetime) -> int:
        return await self._delete(file, file.c.created_at < before)

    async def _addresses(self, before: datetime) -> int:
        still = exists().where(ticket.c.id == callback.c.ticket_id, OPEN)
        letters = await self._letters(before)
        forms = await self._delete(submission, submission.c.created_at < before)
        return letters + forms + await self._delete(callback, and_(callback.c.created_at < before, ~still))

    async def _letters(self, before: datetime) -> int:
        over = and_(mail.c.created_at < before, mail.c.state != "waiting")
        async with self._record.engine.begin() as connection:
            old = (await connection.scalars(select(mail.c.id).where(over).limit(BATCH))).all()
            self._erasure.remove_letters(old)
            await connection.execute(delete(mail).where(mail.c.id.in_(old)))
        return len(old)

    async def _deliveries(self, before: datetime) -> int:
        return await self._delete(delivery, and_(delivery.c.created_at < before, delivery.c.state != "waiting"))

    async def _delete(self, table: Table, old: ColumnElement[bool]) -> int:
        some = select(table.c.id).where(old).limit(BATCH)
        async with self._record.engine.begin() as connection:
            return (await connection.execute(delete(table).where(table.c.id.in_(some)))).rowcount

    async def _browsers(self, before: datetime) -> int:
        async with self._record.read() as connection:
            old = await _silent_browsers(connection, before)
        silent = visitor.c.seen_at < before
        unused = ~exists().where(conversation.c.visitor_id == visitor.c.id)
        unlinked = ~exists().where(callback.c.resumed_by == visitor.c.id)
        never_spoke = await self._delete(visitor, and_(silent, unused, unlinked))
        return never_spoke + await self._erase(old, None)

    async def _customers(self, before: datetime) -> int:
        async with self._record.read() as connection:
            old = await _silent_customers(connection, before)
        return await self._erase(old, ACTOR)

    async def _erase(self, persons: list[Person], actor: str | None) -> int:
        gone = 0
        for person in persons:
            try:
                await self._erasure.erase(person, actor=actor)
            except StillTalking as error:
                log.info("somebody old stays: %s", error)
            else:
                gone += 1
        return gone


async def _repeated(step: Callable[[datetime], Awaitable[int]], before: datetime, until: float) -> int:
    gone = 0
    while time.monotonic() < until:
        more = await step(before)
        gone += more
        if not more:
            break
    return gone


def _open_ticket(place: ColumnElement[bool]) -> ColumnElement[bool]:
    """In a conversation of which this is true a person of ours is with them, or will be."""
    waits = select(ticket.c.conversation_id).where(OPEN)
    return exists().select_from(conversation).where(place, conversation.c.id.in_(waits)).correlate_except(conversation)


async def _silent_browsers(connection: AsyncConnection, before: datetime) -> list[Person]:
    """Those that said something, and with which nobody ever logged in. The longest silent first."""
    theirs = conversation.c.visitor_id == visitor.c.id
    said = exists().where(theirs, conversation.c.customer_id.is_(None))
    logged_in = exists().where(theirs, conversation.c.customer_id.is_not(None))
    talking = exists().where(theirs, conversation.c.owner != "closed")
    silent = visitor.c.seen_at < before, said, ~logged_in, ~talking, ~_open_ticket(theirs)
    wanted = select(visitor.c.id).where(*silent).order_by(visitor.c.seen_at, visitor.c.id).limit(PERSONS)
    return [Person(visitor_id=id_) for id_ in await connection.scalars(wanted)]


async def _silent_customers(connection: AsyncConnection, before: datetime) -> list[Person]:
    """Customers, and those whom only the shop's tags told of. The longest silent first."""
    known = union_all(
        select(customer.c.id, customer.c.updated_at).where(customer.c.updated_at < before),
        select(profile.c.customer_id, profile.c.updated_at).where(profile.c.updated_at < before),
    ).subquery()
    id_ = known.c.id
    seen = (
        exists().where(customer.c.id == id_, customer.c.updated_at >= before),
        exists().where(profile.c.customer_id == id_, profile.c.updated_at >= before),
        exists().where(journey_event.c.customer_id == id_, journey_event.c.at >= before),
        exists().where(conversation.c.customer_id == id_, conversation.c.active_at >= before),
        exists().where(conversation.c.customer_id == id_, conversation.c.owner != "closed"),
        _open_ticket(conversation.c.customer_id == id_),
        _open_ticket(and_(conversation.c.customer_id.is_(None), conversation.c.visitor_id.in_(_browsers_of(id_)))),
    )
    wanted = select(id_).where(*(~sign for sign in seen)).group_by(id_).order_by(func.max(known.c.updated_at), id_)
    return [Person(customer_id=one) for one in await connection.scalars(wanted.limit(PERSONS))]


def _browsers_of(id_: ColumnElement[str]) -> "Select[UUID]":
    """That nobody else logged in with, as erasing them takes these along."""
    theirs, other = conversation.alias(), conversation.alias()
    others = (
        exists().where(other.c.visitor_id == theirs.c.visitor_id, other.c.customer_id != id_).correlate_except(other)
    )
    wanted = select(theirs.c.visitor_id).where(theirs.c.customer_id == id_, ~others)
    return wanted.correlate_except(theirs)
