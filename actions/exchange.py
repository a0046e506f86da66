"""One message and the answer to it: what an action works with and what it leaves behind."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import SlotSet

from actions.shop import Shop
from actions.turn import Task, Turn
from actions.voice import Voice

MAX_STRIKES = 3
MAX_REMINDERS = 2


@dataclass
class Exchange:
    turn: Turn
    voice: Voice
    shop: Shop
    kind: str = ""
    """The request being answered: an intent, or the task's when the customer gave what it waited for."""
    events: list[dict[str, Any]] = field(default_factory=list)

    def open(self, task: Task) -> None:
        """Leave a task waiting; one at a time, so it takes the place of an older one."""
        if self.turn.more and not self.turn.task and not task.strikes:
            self.voice.say("utter_one_by_one")
        self.events += [SlotSet("task", task.as_slot()), SlotSet("follow_up", True)]

    def close(self) -> None:
        """Nothing waits any more."""
        if self.turn.task:
            self.events.append(SlotSet("task", None))

    def speak_of(self, number: str) -> None:
        """Later messages may mean this order without naming it."""
        if number != self.turn.known_number:
            self.events.append(SlotSet("order_number", number))

    def forget_order(self) -> None:
        self.events.append(SlotSet("order_number", None))

    def strike(self, task: Task) -> bool:
        """Count an answer that did not help; True when it was one too many and a person has been called."""
        struck = task.struck()
        if struck.strikes >= MAX_STRIKES:
            self.hand_off("validation_failed")
            return True
        self.open(struck)
        return False

    def hand_off(self, reason: str) -> None:
        """Ask the gateway for a person. The summary is the customer's own last words, nothing invented."""
        words = [text for _, text in self.turn.said if text and not text.startswith("/")][-3:]
        number = self.turn.number or (self.turn.task.reference if self.turn.task else None) or self.turn.known_number
        summary = " / ".join(words) + (f" [{number}]" if number else "")
        self.voice.say("utter_handoff")
        self.voice.signal(handoff={"reason": reason, "topic": self.turn.topic, "summary": summary.strip()})
        if number:
            self.voice.signal(reference=number)
        self.close()
        self.events += [SlotSet("pending_requests", None), SlotSet("follow_up", True)]

    def settle(self, *, ask: bool = True) -> None:
        """After an answer that opened nothing: go back to the task that waits, else ask whether that solved it.

        The question is not asked twice in a row, nor between two requests of the same message.
        """
        task = self.turn.task
        if task and task.kind != self.kind and task.reminders < MAX_REMINDERS:
            self.remind(task)
            self.open(task.reminded())
            return
        self.close()
        if self.turn.more:
            return
        due = ask and self.turn.follow_up
        if due:
            self.voice.say("utter_ask_solved")
        if due or not self.turn.follow_up:
            self.events.append(SlotSet("follow_up", not due))

    def remind(self, task: Task) -> None:
        """Say again what a task waits for."""
        number = task.reference or ""
        if task.wants == "order_number":
            recent = self.voice.button("utter_button_recent_orders", "choose_order")
            self.voice.say("utter_remind_order_number", buttons=[recent, self._give_up()])
        elif task.wants == "ownership":
            self.voice.say("utter_remind_ownership", card={"kind": "verify_order"}, buttons=[self._give_up()])
        elif task.wants == "address":
            card = {"kind": "address", "reference": number}
            self.voice.say("utter_remind_address", number=number, card=card, buttons=[self._give_up()])
        else:
            self.propose(task)

    def propose(self, task: Task) -> None:
        """Ask for the yes without which nothing is changed: a button of its own, pressed in a later turn."""
        number = task.reference or ""
        self.voice.say(PROPOSALS[task.kind], number=number, submission=task.submission or "", reference=number)

    def _give_up(self) -> dict[str, Any]:
        return self.voice.button("utter_button_give_up", "decline_action")


PROPOSALS = {
    "order_cancel": "utter_confirm_cancel_order",
    "shipping_change_address": "utter_confirm_change_address",
    "billing_refund_request": "utter_confirm_request_refund",
}


def drop(x: Exchange) -> None:
    """Leave the task that waits, as the customer wishes."""
    x.voice.say("utter_task_dropped")
    x.close()
