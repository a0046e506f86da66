"""A customer presses a button: the bot's go on to the assistant, the gateway's own are answered here."""

from collections.abc import Callable, Sequence
from uuid import UUID

from escalation.customers.abandonment import go_on_with_bot
from escalation.customers.buttons import use_button
from escalation.customers.receiving import Once, acknowledged, take_in
from escalation.queue.handoffs import Handoffs, Told, log_decision
from escalation.routing import reasons as why
from escalation.routing.policy import Policy
from escalation.routing.reasons import Reason
from escalation.routing.router import hand_off
from escalation.store.conversation import Owner
from escalation.store.drafts import KEEP_BOT, LEAVE_EMAIL, TALK_TO_PERSON, Draft, form
from escalation.store.record import Record
from escalation.store.rows import AnyRow
from escalation.store.thread import Posted, Thread
from escalation.store.wire import Ack
from escalation.turns.asking import Asking


class Presses:
    """Takes presses."""

    def __init__(self, record: Record, once: Once, asking: Asking, handoffs: Handoffs, policy: Policy) -> None:
        self._record = record
        self._once = once
        self._asking = asking
        self._handoffs = handoffs
        self._policy = policy

    async def receive_press(
        self,
        *,
        conversation_id: UUID,
        client_id: UUID,
        message_id: UUID,
        button_id: UUID,
        by_link: bool = False,
    ) -> Ack:
        """Store the press as a message of the customer and do what the button stands for."""

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                pressed, used = await use_button(thread, message_id, button_id)
                posted = await take_in(thread, _draft(pressed, used, client_id), by_link=by_link)
                await self._follow(thread, pressed, posted)
                await thread.save()
            return acknowledged(posted)

        return await self._once.do(conversation_id, "customer", client_id, _is_press(button_id), work)

    async def _follow(self, thread: Thread, pressed: AnyRow, posted: Posted) -> None:
        if thread.owner is Owner.QUEUE and pressed.code == KEEP_BOT:
            return await go_on_with_bot(thread, self._handoffs)
        if thread.owner is Owner.QUEUE and pressed.code == LEAVE_EMAIL:
            thread.post(form(LEAVE_EMAIL))
        if thread.owner is not Owner.BOT:
            return None
        if pressed.code == TALK_TO_PERSON:
            await self.call_person(thread)
        elif pressed.code == KEEP_BOT:
            thread.memory = thread.memory.with_decline()
        elif pressed.payload is not None:
            await self._asking.ask(thread, posted)
        return None

    async def call_person(self, thread: Thread) -> None:
        """The customer asks for a person, while the bot owns."""
        reasons = [Reason(why.ASKED_FOR_PERSON)]
        if thread.outage_since is not None:
            reasons.append(Reason(why.BOT_UNAVAILABLE))
        decision = hand_off(reasons, thread.memory.subject, thread.tier, self._policy)
        log_decision(thread, decision, None)
        await self._handoffs.hand_off(thread, decision, Told())


def _draft(pressed: AnyRow, used: Sequence[UUID], client_id: UUID) -> Draft:
    """Its `params` tell every screen which buttons are used from now on, without reading their message again."""
    return Draft(
        sender="customer",
        kind="press",
        text=pressed.title,
        code=pressed.code,
        params={"button_id": str(pressed.id), "used": [str(one) for one in used]},
        payload=pressed.payload,
        client_id=client_id,
        pressed_id=pressed.id,
    )


def _is_press(button_id: UUID) -> Callable[[AnyRow], bool]:
    return lambda stored: stored.kind == "press" and stored.pressed_id == button_id
