"""Outreach: customers hear of what they would have asked about, and answer it: see the order or the guide, talk to a
person, or not now.
"""

import json
from collections.abc import Callable, Sequence
from uuid import UUID

from escalation.customers import outreach_rows
from escalation.customers.outreach_rows import LATE_ORDER, STUCK_STEP, Need
from escalation.customers.presses import Presses
from escalation.customers.receiving import Once, acknowledged, take_in
from escalation.customers.states import change_state, tell_state
from escalation.numbers.stuck_steps import progress_of, stuck_on
from escalation.store.conversation import Owner
from escalation.store.drafts import TALK_TO_PERSON, Draft
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.store.wire import Ack
from escalation.turns.asking import Asking

SEE_ORDER, OPEN_GUIDE = "see_order", "open_guide"
GUIDES = {
    "signed_up": "/onboarding_verify_account",
    "verified": "/onboarding_connect_device",
    "connected": "/onboarding_get_started",
}
"""What the assistant is asked about for who is stuck on a step: how to take the next."""


class Outreach:
    """Says things first, and takes the answers. `share` of all cases is held back."""

    def __init__(self, record: Record, once: Once, asking: Asking, presses: Presses, share: float) -> None:
        self._record = record
        self._once = once
        self._asking = asking
        self._presses = presses
        self._share = share

    async def settle_late(self, *, conversation_id: UUID, customer_id: str, late: Sequence[Need]) -> None:
        """All orders of a customer that are late now."""
        await self._settle(conversation_id, customer_id, late, LATE_ORDER)

    async def settle_stuck(self, *, conversation_id: UUID, customer_id: str) -> None:
        """The step of onboarding that a customer is stuck on, by what the shop's tags said of them."""
        async with self._record.read() as connection:
            progress = await progress_of(connection, customer_id)
        step = stuck_on(progress, self._record.clock())
        needs = [] if step is None else [Need(STUCK_STEP, step, {"step": step})]
        await self._settle(conversation_id, customer_id, needs, STUCK_STEP)

    async def _settle(self, conversation_id: UUID, customer_id: str, needs: Sequence[Need], kind: str) -> None:
        """Mostly there is nothing new: then nothing is written."""
        async with self._record.read() as connection:
            still = await outreach_rows.open_keys(connection, customer_id, kind)
            ever = await outreach_rows.keys(connection, customer_id, kind)
        wanted = {need.key for need in needs}
        if wanted <= ever and still <= wanted:
            return
        async with self._record.change() as change:
            await Thread.lock(change, conversation_id)
            if await outreach_rows.settle(change, customer_id, kind, needs, self._share):
                await _tell(change, conversation_id)

    async def outreach_shown(self, *, conversation_id: UUID, outreach_id: UUID) -> None:
        """It was on an open screen."""
        await self._marked(conversation_id, outreach_id, "shown")

    async def dismiss_outreach(self, *, conversation_id: UUID, outreach_id: UUID) -> None:
        """Not now. A repeat changes nothing."""
        await self._marked(conversation_id, outreach_id, "dismissed")

    async def _marked(self, conversation_id: UUID, outreach_id: UUID, how: str) -> None:
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            if await outreach_rows.mark(change, thread.customer_id, outreach_id, how) is not None:
                await _tell(change, conversation_id)

    async def take_outreach(
        self, *, conversation_id: UUID, client_id: UUID, outreach_id: UUID, person: bool, by_link: bool = False
    ) -> Ack:
        """The customer wants to know more, of the assistant or of a `person`: a press like any other from here on.
        Raises Refused `button_used` where it was answered before or is over, and `log_in` for who came by a link."""

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                row = await outreach_rows.mark(change, thread.customer_id, outreach_id, "taken")
                if row is None:
                    raise Refused("button_used", "this was answered before or is over", field="outreach_id")
                posted = await take_in(thread, _draft(row, client_id, person), by_link=by_link)
                await self._follow(thread, row, person)
                if thread.owner is Owner.BOT and not person:
                    await self._asking.ask(thread, posted)
                thread.pass_to(thread.ownership)  # who else looks at it sees it go
                await thread.save()
            return acknowledged(posted)

        return await self._once.do(conversation_id, "customer", client_id, _is_answer(outreach_id), work)

    async def _follow(self, thread: Thread, row: AnyRow, person: bool) -> None:
        if thread.owner is not Owner.BOT:
            return
        if person:
            await self._presses.call_person(thread)
        elif thread.contact_id is not None:
            await outreach_rows.note_contact(thread.change, row.id, thread.contact_id)


async def _tell(change: Change, conversation_id: UUID) -> None:
    await change_state(change, conversation_id)
    await tell_state(change, conversation_id)


def _draft(row: AnyRow, client_id: UUID, person: bool) -> Draft:
    """What the customer says by it. Its words stand in the screen's catalogue, what the assistant is asked here."""
    late = row.kind == LATE_ORDER
    asked = f"/order_track{json.dumps({'order_number': row.key})}" if late else GUIDES[row.key]
    return Draft(
        sender="customer",
        kind="press",
        code=TALK_TO_PERSON if person else SEE_ORDER if late else OPEN_GUIDE,
        params={"outreach_id": str(row.id), **({"reference": row.key} if late else {})},
        payload=None if person else asked,
        client_id=client_id,
    )


def _is_answer(outreach_id: UUID) -> Callable[[AnyRow], bool]:
    return lambda stored: (stored.params or {}).get("outreach_id") == str(outreach_id)
