"""Requests about one order: find it, ask for what is missing, then answer."""

from collections.abc import Awaitable, Callable

from actions import billing, orders
from actions.answer import Answer
from actions.exchange import Exchange, drop
from actions.mention import mentioned
from actions.order_lookup import RECENT_ORDERS, allowing, find_order
from actions.shop import NotVerified, Record

ANSWERS: dict[str, Callable[[Exchange, Record], Awaitable[None]]] = {
    "order_track": orders.track,
    "order_cancel": orders.cancel,
    "shipping_change_address": orders.change_address,
    "billing_refund_request": billing.request_refund,
    "billing_refund_status": billing.refund_status,
    "billing_get_invoice": billing.invoices,
    "billing_duplicate_charge": billing.duplicate_charge,
    "billing_unexpected_charge": billing.unexpected_charge,
}
# These can be answered for everything a verified customer bought, without naming an order.
WITHOUT_ORDER = frozenset(
    {"billing_get_invoice", "billing_refund_status", "billing_duplicate_charge", "billing_unexpected_charge"}
)


# "And the camera?": no more than this asks the same of another order as was asked before.
FEW_WORDS = 3


async def answer_about_order(x: Exchange, kind: str, number: str | None) -> None:
    x.kind = kind
    if number is None and kind in WITHOUT_ORDER and x.turn.verified:
        await billing.all_orders(x, x.turn.known_number)
        return
    order = await find_order(x, kind, number)
    if order is not None:
        await ANSWERS[kind](x, order)
        x.speak_of(str(order["number"]))


class OrderRequest(Answer):
    """The customer asked; the order is the one named, or the one spoken of before."""

    kind: str

    def name(self) -> str:
        return f"action_{self.kind}"

    async def answer(self, x: Exchange) -> None:
        known = None if self.kind in WITHOUT_ORDER else x.turn.known_number
        await answer_about_order(x, self.kind, x.turn.number or known)


class OrderTrack(OrderRequest):
    kind = "order_track"


class OrderCancel(OrderRequest):
    kind = "order_cancel"

    async def answer(self, x: Exchange) -> None:
        """ "Cancel", one word while something else waits, calls off what waits, not an order."""
        task = x.turn.task
        if task and task.kind != self.kind and not x.turn.number and len(x.turn.text.split()) == 1 and _is_typed(x):
            drop(x)
            return
        await super().answer(x)


class ShippingChangeAddress(OrderRequest):
    kind = "shipping_change_address"


class BillingRefundRequest(OrderRequest):
    kind = "billing_refund_request"

    async def answer(self, x: Exchange) -> None:
        """Right after two payments for one purchase were found, one of them is meant: a person gives it back."""
        if "utter_duplicate_found" in x.turn.asked and not x.turn.number:
            x.hand_off("policy")
            return
        await super().answer(x)


class BillingRefundStatus(OrderRequest):
    kind = "billing_refund_status"


class BillingGetInvoice(OrderRequest):
    kind = "billing_get_invoice"


class BillingDuplicateCharge(OrderRequest):
    kind = "billing_duplicate_charge"


class BillingUnexpectedCharge(OrderRequest):
    kind = "billing_unexpected_charge"


class ChooseOrder(Answer):
    """The customer named an order, by a button or by nothing but its number."""

    def name(self) -> str:
        return "action_choose_order"

    async def answer(self, x: Exchange) -> None:
        await take_order_number(x)


def _is_typed(x: Exchange) -> bool:
    return not x.turn.text.startswith("/")


async def take_order_number(x: Exchange) -> None:
    """Go on with the task that waits; a number out of nowhere asks where that order is."""
    task = x.turn.task
    kind = task.kind if task and task.kind in ANSWERS else "order_track"
    await answer_about_order(x, kind, x.turn.number)


async def take_mentioned_order(x: Exchange) -> bool:
    """Where the words point at one of the orders: go on with it, in the task that waits or the likeliest request."""
    task = x.turn.task
    kind = task.kind if task else next(iter(x.turn.candidates), "")
    if not task and kind not in ANSWERS and x.turn.known_number and len(x.turn.text.split()) <= FEW_WORDS:
        kind = x.turn.topic if x.turn.topic in ANSWERS else "order_track"
    if kind not in ANSWERS or (task and task.wants == "ownership"):
        return False
    try:
        orders = allowing(kind, await x.shop.orders(RECENT_ORDERS))
    except NotVerified:
        return False
    meant = mentioned(x.turn, orders)
    if meant is None or (task and meant["number"] == task.reference):
        return False
    await answer_about_order(x, kind, str(meant["number"]))
    return True


class OwnershipVerified(Answer):
    """The gateway found that the visitor's answers in the card are right: the question that waited is answered."""

    def name(self) -> str:
        return "action_ownership_verified"

    async def answer(self, x: Exchange) -> None:
        x.voice.say("utter_ownership_verified")
        await take_order_number(x)
