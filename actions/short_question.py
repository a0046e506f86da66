"""Short questions that live on what was said before: when it comes, what it cost, what about the other one."""

from actions.answer import Answer
from actions.billing import REFUND_STATES
from actions.exchange import Exchange
from actions.order_lookup import RECENT_ORDERS, allowing, ask_ownership, ask_which, find_order, items_in_words, person
from actions.order_requests import ANSWERS, answer_about_order
from actions.order_state import promise, say_state, state_of
from actions.shop import NotVerified
from actions.subscription import GENERAL, answer_about_subscription

ON_ITS_WAY = frozenset({"placed", "paid", "packed", "shipped", "out_for_delivery"})


class AsksWhen(Answer):
    """When the order comes; after talk of a refund, when that comes."""

    def name(self) -> str:
        return "action_asks_when"

    async def answer(self, x: Exchange) -> None:
        if x.turn.topic.startswith("billing_refund"):
            if x.turn.asked.intersection(REFUND_STATES.values()):
                x.voice.say("utter_wait_for_refund", buttons=[person(x)])
                x.settle(ask=False)
                return
            await answer_about_order(x, "billing_refund_status", None)
            return
        x.kind = "order_track"
        order = await find_order(x, x.kind, x.turn.number or x.turn.known_number)
        if order is None:
            return
        x.speak_of(str(order["number"]))
        if order["status"] in ON_ITS_WAY and state_of(order) in x.turn.asked:
            x.voice.say(
                "utter_order_when",
                number=order["number"],
                promise=promise(x, order),
                factual=True,
                reference=order["number"],
            )
        else:
            say_state(x, order)
        x.settle(ask=False)


class AsksPrice(Answer):
    """What the order spoken of costs, or the subscription; without either nobody knows what is meant."""

    def name(self) -> str:
        return "action_asks_price"

    async def answer(self, x: Exchange) -> None:
        if x.turn.topic in GENERAL:
            await answer_about_subscription(x, "billing_due_date")
            return
        if not x.turn.known_number:
            x.voice.say("utter_price_of_what")
            x.settle(ask=False)
            return
        x.kind = "order_track"
        order = await find_order(x, x.kind, x.turn.known_number)
        if order is None:
            return
        x.voice.say(
            "utter_order_price",
            number=order["number"],
            items=items_in_words(x, order),
            total=x.voice.money(order["total"], order["currency"]),
            factual=True,
            reference=order["number"],
        )
        x.settle(ask=False)


class OtherOrder(Answer):
    """The same request for another order than the one spoken of."""

    def name(self) -> str:
        return "action_other_order"

    async def answer(self, x: Exchange) -> None:
        kind = x.turn.topic if x.turn.topic in ANSWERS else "order_track"
        try:
            orders = await x.shop.orders(RECENT_ORDERS)
        except NotVerified:
            ask_ownership(x, kind)
            return
        spoken_of = (x.turn.task.reference if x.turn.task else None) or x.turn.known_number
        others = allowing(kind, [order for order in orders if order["number"] != spoken_of])
        if len(others) == 1:
            await answer_about_order(x, kind, str(others[0]["number"]))
        elif others:
            x.kind = kind
            ask_which(x, kind, others)
        else:
            x.voice.say("utter_no_other_order")
            x.settle(ask=False)
