"""A customer's rating of a contact: given once; the last repeat of it is the same."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from escalation.customers.states import change_state, tell_state
from escalation.numbers.contacts import contact_rated
from escalation.store.journey import Event
from escalation.store.masking import mask
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.texts import MOST_CHARACTERS, storable
from escalation.tables import contact, rating


@dataclass(frozen=True, slots=True)
class Given:
    """What a customer answered; the comment is masked."""

    score: int
    comment: str | None
    solved: bool | None
    effort: int | None  # 1..7, 7 is easy: "how easy was it to get this handled?" (CES 2.0)


class Ratings:
    """Takes ratings."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def rating_shown(self, *, conversation_id: UUID, contact_id: UUID) -> None:
        """The question has been on an open screen: it is asked once, however many pages are opened after."""
        async with self._record.change() as change:
            await change.connection.execute(
                update(contact)
                .where(contact.c.id == contact_id, contact.c.conversation_id == conversation_id)
                .where(contact.c.ended_at.is_not(None), contact.c.rating_asked_at.is_(None))
                .values(rating_asked_at=change.now)
            )

    async def rate(
        self,
        *,
        conversation_id: UUID,
        client_id: UUID,
        contact_id: UUID,
        score: int,
        comment: str | None = None,
        solved: bool | None = None,
        effort: int | None = None,
    ) -> None:
        """Rate a closed contact, 1 to 5; `solved` answers "was it solved?", `effort` (1 to 7, 7 is easy) "how easy was
        it?". A repeat changes nothing; another rating of the same contact is refused."""
        if not 1 <= score <= 5:
            raise Refused("bad_frame", f"expected a score of 1 to 5, got {score}", field="score")
        if effort is not None and not 1 <= effort <= 7:
            raise Refused("bad_frame", f"expected an effort of 1 to 7, got {effort}", field="effort")
        if comment is not None and len(comment) > MOST_CHARACTERS:
            raise Refused("too_long", f"expected at most {MOST_CHARACTERS} characters", field="comment")
        async with self._record.change() as change:
            await change_state(change, conversation_id)  # first, as everybody locks the conversation before its parts
            rated = await _contact(change, conversation_id, contact_id)
            said = mask(storable(comment or "").strip()) or None
            given = Given(score, said, solved, effort)
            if not await _store(change, rated, client_id, given):
                return
            _log(change, rated, given)
            await change.write_events()
            await contact_rated(change.connection, contact_id=contact_id, at=change.now)
            await tell_state(change, conversation_id)


async def _contact(change: Change, conversation_id: UUID, contact_id: UUID) -> AnyRow:
    found = await change.connection.execute(
        select(contact).where(contact.c.id == contact_id, contact.c.conversation_id == conversation_id)
    )
    row = found.one_or_none()
    if row is None or row.ended_at is None:
        raise Refused("not_found", f"no closed contact {contact_id} in this conversation", field="contact_id")
    return row


async def _store(change: Change, rated: AnyRow, client_id: UUID, given: Given) -> bool:
    """True when it is new."""
    stored = await change.connection.execute(
        insert(rating)
        .values(
            contact_id=rated.id,
            conversation_id=rated.conversation_id,
            client_id=client_id,
            created_at=change.now,
            **asdict(given),
        )
        .on_conflict_do_nothing(index_elements=["contact_id"])
        .returning(rating.c.contact_id)
    )
    if stored.one_or_none() is not None:
        return True
    before = (await change.connection.execute(select(rating).where(rating.c.contact_id == rated.id))).one()
    kept = Given(before.score, before.comment, before.solved, before.effort)
    if (before.client_id, kept) != (client_id, given):
        raise Refused("conflict", "this contact has been rated", field="contact_id")
    return False


def _log(change: Change, rated: AnyRow, given: Given) -> None:
    change.log(
        Event(
            "contact_rated",
            change.now,
            asdict(given),
            contact_id=rated.id,
            customer_id=rated.customer_id,
            anonymous_id=rated.anonymous_id,
        )
    )
