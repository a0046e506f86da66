"""A customer sends a form of a card. What stands in it goes to the gateway alone: neither the assistant nor any log
sees an e-mail address or a phone number; the assistant only learns that an order was proven."""

import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from escalation.customers.callbacks import leave_address
from escalation.customers.forms import card_of_form, filled, fingerprint, form_draft, is_form
from escalation.customers.receiving import Once, acknowledged, take_in
from escalation.queue.handoffs import Handoffs, Told, log_decision
from escalation.routing import reasons as why
from escalation.routing.policy import Policy
from escalation.routing.reasons import Reason
from escalation.routing.router import hand_off
from escalation.store.conversation import Owner
from escalation.store.drafts import LEAVE_EMAIL, Draft, notice
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.texts import storable
from escalation.store.thread import Posted, Thread
from escalation.store.wire import Ack
from escalation.tables import ownership_proof, submission
from escalation.turns.asking import Asking

Prove = Callable[[str, str], Awaitable[bool]]
"""Does this contact (e-mail address, or last four digits of the phone) belong to this order at the shop?"""

GUESS_WINDOW = timedelta(hours=24)
RETRY_S = 5.0


class Submissions:
    """Takes forms."""

    def __init__(
        self, record: Record, once: Once, asking: Asking, handoffs: Handoffs, policy: Policy, prove: Prove
    ) -> None:
        self._record = record
        self._once = once
        self._asking = asking
        self._handoffs = handoffs
        self._policy = policy
        self._prove = prove

    async def receive_submit(
        self,
        *,
        conversation_id: UUID,
        client_id: UUID,
        message_id: UUID,
        values: Mapping[str, str],
        by_link: bool = False,
    ) -> Ack:
        """Store the form as a message of the customer and do what it is for. Raises Refused."""
        values = {storable(field): storable(value) for field, value in values.items()}
        card = await card_of_form(self._record, conversation_id, message_id, by_link=by_link)
        mark = fingerprint(message_id, values)
        # First of all, unlike a text: a repeat must not ask the shop again, nor take back the guess it made before.
        if repeat := await self._once.repeated(conversation_id, "customer", client_id, is_form(mark)):
            return repeat

        async def work() -> Ack:
            draft = form_draft(client_id, mark, card["kind"])
            if card["kind"] == "address":
                return await self._address(conversation_id, draft, card, values)
            if card["kind"] == LEAVE_EMAIL:
                return await self._email(conversation_id, draft, values)
            return await self._ownership(conversation_id, draft, values)

        return await self._once.do(conversation_id, "customer", client_id, is_form(mark), work)

    async def _address(
        self, conversation_id: UUID, draft: Draft, card: Mapping[str, Any], values: Mapping[str, str]
    ) -> Ack:
        """Keep the address; the assistant gets the id of the submission."""
        submission_id = uuid.uuid4()
        payload = _payload("address_submitted", reference=card["reference"], submission=str(submission_id))
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            posted = await self._answered(thread, draft, payload)
            await thread.save()
            await change.connection.execute(
                insert(submission).values(
                    id=submission_id,
                    conversation_id=conversation_id,
                    message_id=posted.id,
                    kind="address",
                    values=dict(values),
                    created_at=change.now,
                )
            )
        return acknowledged(posted)

    async def _email(self, conversation_id: UUID, draft: Draft, values: Mapping[str, str]) -> Ack:
        """Keep where the answer is to be written to."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            posted = await take_in(thread, draft)
            await leave_address(thread, filled(values, "email"))
            await thread.save()
        return acknowledged(posted)

    async def _ownership(self, conversation_id: UUID, draft: Draft, values: Mapping[str, str]) -> Ack:
        """Prove an order. The guess is counted before the shop is asked, so that many at once do not slip through."""
        number, contact = filled(values, "order_number"), filled(values, "contact")
        assert draft.client_id is not None
        if not await self._reserve(conversation_id, draft.client_id):
            return await self._blocked(conversation_id, draft)
        owned = await self._asked(draft.client_id, number, contact)
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            payload = _payload("ownership_verified", order_number=number) if owned else None
            posted = await self._answered(thread, draft, payload)
            if owned:
                await _keep_proof(change, draft.client_id, thread, number)
                thread.log("ownership_verified", reference=number)
            else:
                await self._refuse(thread)
            await thread.save()
        return acknowledged(posted)

    async def _asked(self, guess_id: UUID, number: str, contact: str) -> bool:
        """Ask the shop. When it does not answer, the guess was none: it is given back. Raises Refused."""
        try:
            return await self._prove(number, contact)
        except Exception as error:
            async with self._record.change() as change:
                unproven = (ownership_proof.c.id == guess_id) & ownership_proof.c.owned.is_(False)
                await change.connection.execute(delete(ownership_proof).where(unproven))
            if isinstance(error, Refused):
                raise
            raise Refused("internal", "the shop did not answer", retry_after=RETRY_S) from error

    async def _reserve(self, conversation_id: UUID, guess_id: UUID) -> bool:
        """Count one guess; False when too many were wrong. A repeat of the same request counts once."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            if await _wrong_guesses(thread, but=guess_id) >= self._policy.guesses_to_hand_off:
                return False
            await change.connection.execute(
                upsert(ownership_proof)
                .values(
                    id=guess_id,
                    conversation_id=conversation_id,
                    contact_id=thread.contact_id or uuid.UUID(int=0),
                    created_at=change.now,
                )
                .on_conflict_do_nothing()
            )
        return True

    async def _blocked(self, conversation_id: UUID, draft: Draft) -> Ack:
        """Too many were wrong: the shop is no longer asked, a person has to look."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            posted = await take_in(thread, draft)
            await self._call_person(thread)
            await thread.save()
        return acknowledged(posted)

    async def _refuse(self, thread: Thread) -> None:
        thread.post(notice("ownership_refused"))
        thread.log("ownership_refused")
        if await _wrong_guesses(thread) >= self._policy.guesses_to_hand_off:
            await self._call_person(thread)

    async def _call_person(self, thread: Thread) -> None:
        thread.post(notice("too_many_guesses"))
        if thread.owner is Owner.BOT:
            guessed = [Reason(why.IDENTITY_GUESSES)]
            decision = hand_off(guessed, thread.memory.subject, thread.tier, self._policy)
            log_decision(thread, decision, None)
            await self._handoffs.hand_off(thread, decision, Told())

    async def _answered(self, thread: Thread, draft: Draft, payload: str | None) -> Posted:
        """The form as a message; with a payload the assistant goes on from there."""
        posted = await take_in(thread, draft)
        posted.payload = payload
        if payload is not None and thread.owner is Owner.BOT:
            await self._asking.ask(thread, posted)
        return posted


async def _wrong_guesses(thread: Thread, but: UUID | None = None) -> int:
    since = thread.change.now - GUESS_WINDOW
    count = select(func.count()).where(
        ownership_proof.c.conversation_id == thread.id,
        ownership_proof.c.owned.is_(False),
        ownership_proof.c.created_at > since,
    )
    if but is not None:
        count = count.where(ownership_proof.c.id != but)
    return int(await thread.change.connection.scalar(count) or 0)


async def _keep_proof(change: Change, guess_id: UUID, thread: Thread, number: str) -> None:
    await change.connection.execute(
        update(ownership_proof)
        .where(ownership_proof.c.id == guess_id)
        .values(owned=True, reference=number, contact_id=thread.contact_id)
    )


def _payload(intent: str, **entities: str) -> str:
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}"
