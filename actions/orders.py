"""Orders: where one is, calling it off, sending it elsewhere."""

from actions.exchange import Exchange
from actions.order_lookup import person
from actions.order_state import say_state, state_of
from actions.shop import Record
from actions.turn import Task

# Nothing is left to cancel.
OVER = {"cancelled": "utter_refused_already_cancelled", "returned": "utter_refused_already_returned"}


async def track(x: Exchange, order: Record) -> None:
    """Say the state. After bad news nobody is asked whether that solved it."""
    say_state(x, order)
    x.settle(ask=order["status"] != "late")


async def cancel(x: Exchange, order: Record) -> None:
    if not order.get("can_cancel"):
        _refuse(x, order, OVER.get(order["status"], "utter_cannot_cancel"))
        return
    propose(x, Task("order_cancel", wants="confirmation", reference=order["number"]))


async def change_address(x: Exchange, order: Record) -> None:
    """The new address is typed into a card that posts to the gateway; a confirmation follows."""
    number = order["number"]
    if not order.get("can_change_address"):
        _refuse(x, order, "utter_cannot_change_address")
        return
    x.voice.say("utter_ask_address", number=number, card={"kind": "address", "reference": number}, reference=number)
    x.open(Task("shipping_change_address", wants="address", reference=number))


def propose(x: Exchange, task: Task) -> None:
    x.propose(task)
    x.open(task)


def _refuse(x: Exchange, order: Record, response: str) -> None:
    """Why it cannot be done: the order's state says it; then what can be done instead."""
    x.voice.say(response, number=order["number"], factual=True, buttons=[person(x)])
    if state_of(order) not in x.turn.asked:
        say_state(x, order)
    x.settle(ask=False)
