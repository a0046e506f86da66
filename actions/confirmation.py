"""The yes that changes something in the shop, and the no."""

from actions.answer import Answer
from actions.billing import say_refund
from actions.exchange import Exchange, drop
from actions.order_lookup import person
from actions.order_state import say_state
from actions.orders import propose
from actions.shop import NotPossible, OrderNotFound, ShopError
from actions.turn import Task

# The action of a pressed button -> the request it belongs to.
REQUESTS = {
    "cancel_order": "order_cancel",
    "change_address": "shipping_change_address",
    "request_refund": "billing_refund_request",
}
# Why the shop said no -> what the customer is told.
REFUSALS = {
    "already_packed": "utter_refused_already_packed",
    "already_shipped": "utter_refused_already_shipped",
    "already_cancelled": "utter_refused_already_cancelled",
    "already_returned": "utter_refused_already_returned",
    "already_requested": "utter_refused_already_requested",
    "not_paid": "utter_refused_not_paid",
}


class ConfirmAction(Answer):
    """The customer pressed the button of a proposal made in an earlier turn; the gateway checks that it was so."""

    def name(self) -> str:
        return "action_confirm"

    async def answer(self, x: Exchange) -> None:
        action, number = str(x.turn.entities.get("action")), str(x.turn.entities.get("reference"))
        x.kind = REQUESTS[action]
        try:
            await _do(x, action, number)
        except NotPossible as error:
            _explain(x, REFUSALS.get(error.reason, "utter_refused_not_possible"), number)
        except OrderNotFound:
            _explain(x, "utter_refused_not_possible", number)
        except ShopError as error:
            if error.code != "not_confirmed":
                raise
            x.voice.say("utter_not_confirmed", number=number)
            propose(x, Task(x.kind, "confirmation", number, x.turn.entities.get("submission")))


async def _do(x: Exchange, action: str, number: str) -> None:
    if action == "cancel_order":
        order = await x.shop.cancel(number)
        x.voice.say("utter_order_cancel_done", number=number, factual=True, reference=number)
        say_state(x, order)
    elif action == "change_address":
        await x.shop.change_address(number, str(x.turn.entities.get("submission")))
        x.voice.say("utter_address_change_done", number=number, factual=True, reference=number)
    else:
        refund = await x.shop.request_refund(number)
        x.voice.say("utter_refund_request_done", number=number, factual=True, reference=number)
        say_refund(x, refund)
    x.settle()


def _explain(x: Exchange, response: str, number: str) -> None:
    """The truth about a refusal, and the way to someone who can do more."""
    track = x.voice.button("utter_button_track_order", "order_track", order_number=number)
    x.voice.say(response, number=number, factual=True, reference=number, buttons=[track, person(x)])
    x.settle(ask=False)


class AddressSubmitted(Answer):
    """The new address lies with the gateway; we hold only the submission's id and ask for the yes."""

    def name(self) -> str:
        return "action_address_submitted"

    async def answer(self, x: Exchange) -> None:
        number, submission = str(x.turn.entities["reference"]), str(x.turn.entities["submission"])
        propose(x, Task("shipping_change_address", "confirmation", number, submission))


class DeclineAction(Answer):
    """No: nothing is changed, nothing waits any more."""

    def name(self) -> str:
        return "action_decline"

    async def answer(self, x: Exchange) -> None:
        drop(x)
