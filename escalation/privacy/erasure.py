"""Erasure: a person goes out of everything that is kept, in one transaction, and every number stays as it was.

Redis and files come last before the commit: a run that breaks off there leaves the record as it was, and the next one
does all of it again. While the transaction runs, the person's conversations are held, so nothing is added to them.
"""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy import ARRAY, Text, bindparam, delete, select, text, update

from escalation.customers.endings import end_contact
from escalation.numbers import unit_rows
from escalation.privacy.papers import Called, Struck, remove_letters, strike_out
from escalation.privacy.remembered import Remembered, forget
from escalation.privacy.stores import LISTED, Fate, Store
from escalation.privacy.traces import Person, Traces, find_traces
from escalation.staff.audit import write_audit
from escalation.store.conversation import Owner
from escalation.store.record import Change, Record
from escalation.store.thread import Thread
from escalation.tables import agent, conversation, customer, mail, ownership_proof, submission, ticket
from escalation.tables.columns import metadata

ERASED = {"type": "erased"}
"""Tells screens that their conversation is no more."""
TRACKER_LIFE = timedelta(days=1)
MARKS = ("phone", "address", "line1")
"""Fields of a form that lead to somebody where they hold a number; a city or a flat alone does not."""
_DIGIT = re.compile(r"\d")

_ERASE_PERSON = text("SELECT erase_person(:customer, :anonymous, :browsers, :contacts)").bindparams(
    bindparam("browsers", type_=ARRAY(Text)), bindparam("contacts", type_=ARRAY(metadata.tables["contact"].c.id.type))
)
_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 0))")


class StillTalking(Exception):
    """A person of ours talks with them, or they wait for one: `tickets` are the numbers of what has to end first."""

    def __init__(self, tickets: Sequence[int]) -> None:
        named = ", ".join(f"#{number}" for number in tickets)
        super().__init__(f"expected no open ticket, got {named}: resolve it, then erase")
        self.tickets = tuple(tickets)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was removed: rows by table (of those that stay, emptied ones), keys of Redis, letters, files struck out."""

    rows: Mapping[str, int] = field(default_factory=dict)
    keys: int = 0
    letters: int = 0
    struck: tuple[Struck, ...] = ()
    proof: UUID | None = None  # of the entry in the audit log

    @property
    def anything(self) -> bool:
        return bool(sum(self.rows.values()) or self.keys or self.letters or self.struck)


class Erasure:
    """Erases. `letters` are folders with kept letters, `papers` folders whose files are looked through."""

    def __init__(
        self, record: Record, redis: Redis, *, letters: Sequence[Path] = (), papers: Sequence[Path] = ()
    ) -> None:
        self._record = record
        self._redis = redis
        self._letters = letters
        self._papers = papers

    async def erase(self, person: Person, *, actor: str | None) -> Erased:
        """All of them; without an actor the audit log says nothing of it. Raises StillTalking; RedisError and OSError
        where a store cannot be reached: then nothing in the record has changed."""
        async with self._record.change() as change:
            await _keep_out(change, person)
            traces = await find_traces(change.connection, person, hold=True)
            called = await _called(change, traces)
            await _end_contacts(change, traces)
            letters = await _letters(change, traces)
            rows = await _empty(change, traces)
            erased = Erased(
                rows,
                await forget(self._redis, Remembered(traces.dialogues, called.all)),
                self.remove_letters(letters),
                tuple(strike_out([*self._letters, *self._papers], called)),
                uuid.uuid4(),
            )
            if not erased.anything:
                return Erased()
            if actor is not None:
                await write_audit(change, actor, "person_erased", f"person:{erased.proof}", None, {"rows": rows})
        return erased

    def remove_letters(self, letters: Collection[UUID]) -> int:
        """Where they are kept as files; how many there were."""
        return remove_letters(self._letters, letters)

    async def sweep(self) -> int:
        """Forget dialogues of the erased once more: a turn that ran meanwhile may have written one down."""
        since = self._record.clock() - TRACKER_LIFE
        async with self._record.read() as connection:
            wanted = select(conversation.c.dialogue_id).where(conversation.c.erased_at >= since)
            dialogues = (await connection.scalars(wanted)).all()
        return await forget(self._redis, Remembered(dialogues))


async def _keep_out(change: Change, person: Person) -> None:
    """Nobody opens another conversation of theirs meanwhile."""
    who = f"visitor:{person.visitor_id}" if person.customer_id is None else f"customer:{person.customer_id}"
    await change.connection.execute(_HOLD, {"who": who})


async def _end_contacts(change: Change, traces: Traces) -> None:
    """What is open with the bot ends as it would by silence. Raises StillTalking."""
    of_theirs = conversation.c.id.in_(traces.conversations)
    talking = select(ticket.c.number).where(
        ticket.c.conversation_id.in_(traces.conversations), ticket.c.state.in_(("waiting", "assigned"))
    )
    if numbers := (await change.connection.scalars(talking.order_by(ticket.c.number))).all():
        raise StillTalking(numbers)
    still_open = select(conversation.c.id).where(of_theirs, conversation.c.owner != Owner.CLOSED)
    for conversation_id in (await change.connection.scalars(still_open.order_by(conversation.c.id))).all():
        thread = await Thread.lock(change, conversation_id)
        await end_contact(thread, "idle")
        await thread.save()
    for conversation_id in traces.conversations:
        change.whisper(f"conversation:{conversation_id}", ERASED)


async def _called(change: Change, traces: Traces) -> Called:
    """What they are called in files and in Redis: ids, addresses, orders that they proved to be theirs, their name.
    Whatever else stands in a form may be anybody's, as an address of somebody who works here is."""
    connection, here = change.connection, submission.c.conversation_id.in_(traces.conversations)
    called = await connection.scalars(select(customer.c.name).where(customer.c.id == traces.person.customer_id))
    forms = (await connection.scalars(select(submission.c["values"]).where(here))).all()
    proven = select(ownership_proof.c.reference).where(
        ownership_proof.c.conversation_id.in_(traces.conversations), ownership_proof.c.owned
    )
    written = (form.get(field) for form in forms for field in MARKS if _DIGIT.search(form.get(field, "")))
    left = (form.get("email") for form in forms)
    known = {traces.person.customer_id, *written, *left, *await connection.scalars(proven), *map(str, traces.visitors)}
    staff = {email.casefold() for email in await connection.scalars(select(agent.c.email))}
    marks = _words(known | traces.browsers | traces.addresses)
    names = _words([*called, *(form.get("recipient") for form in forms)])
    return Called(frozenset(mark for mark in marks if mark.casefold() not in staff), names)


def _words(found: Iterable[str | None]) -> frozenset[str]:
    return frozenset(word.strip() for word in found if word and word.strip())


async def _letters(change: Change, traces: Traces) -> Collection[UUID]:
    store = next(store for store in LISTED if store.table is mail)
    assert store.whose is not None
    return (await change.connection.scalars(select(mail.c.id).where(store.whose(traces)))).all()


async def _empty(change: Change, traces: Traces) -> dict[str, int]:
    """Every table in the order of the list; rows by table, where there were any."""
    await change.write_events()
    await unit_rows.hold(change.connection, [traces.person.customer_id])
    rows = {}
    for store in LISTED:
        if store.fate is Fate.LOGGED and "journey_event" not in rows:
            rows["journey_event"] = await _journey(change, traces)
        elif store.fate in (Fate.GONE, Fate.EMPTIED):
            rows[store.table.name] = await _emptied(change, store, traces)
    mine = conversation.c.id.in_(traces.conversations)
    await change.connection.execute(update(conversation).where(mine).values(erased_at=change.now))
    return {name: count for name, count in rows.items() if count}


async def _journey(change: Change, traces: Traces) -> int:
    person = traces.person
    values: dict[str, Any] = {
        "customer": person.customer_id,
        "anonymous": None if person.visitor_id is None else str(person.visitor_id),
        "browsers": sorted(traces.browsers),
        "contacts": sorted(traces.contacts),
    }
    return int(await change.connection.scalar(_ERASE_PERSON, values) or 0)


async def _emptied(change: Change, store: Store, traces: Traces) -> int:
    assert store.whose is not None
    theirs = store.whose(traces)
    if store.fate is Fate.GONE:
        return (await change.connection.execute(delete(store.table).where(theirs))).rowcount
    return (await change.connection.execute(update(store.table).where(theirs).values(store.emptied))).rowcount
