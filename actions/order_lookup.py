"""Which order is meant: the one named, the one spoken of, the only one, or the one the customer picks."""

from actions.exchange import Exchange
from actions.mention import mentioned
from actions.shop import NotVerified, OrderNotFound, Record
from actions.turn import Task
from actions.voice import Button, payload

RECENT_ORDERS = 5
# A longer number (some shops use 32 hexadecimal digits) is cut on a button; the payload keeps it whole.
LONGEST_SHOWN_NUMBER = 14

# Requests that only some orders allow: of several recent ones, only these are offered.
ALLOWED_BY = {"order_cancel": "can_cancel", "shipping_change_address": "can_change_address"}


async def find_order(x: Exchange, kind: str, number: str | None) -> Record | None:
    """The order, or None after asking the customer for what is missing (a task waits then)."""
    if number:
        return await named_order(x, kind, number)
    try:
        orders = await x.shop.orders(RECENT_ORDERS)
    except NotVerified:
        ask_ownership(x, kind)
        return None
    orders = allowing(kind, orders)
    meant = orders[0] if len(orders) == 1 else mentioned(x.turn, orders)
    if meant:
        return meant
    if orders:
        ask_which(x, kind, orders)
    else:
        x.voice.say("utter_no_orders", buttons=[person(x)])
        x.settle(ask=False)
    return None


async def named_order(x: Exchange, kind: str, number: str) -> Record | None:
    try:
        return await x.shop.order(number)
    except NotVerified:
        ask_ownership(x, kind)
    except OrderNotFound:
        x.forget_order()
        task = waiting_task(x, kind)
        if not x.strike(task):
            x.voice.say("utter_order_not_found", number=number, buttons=[recent(x), person(x)])
    return None


def waiting_task(x: Exchange, kind: str) -> Task:
    """The task that waits for an order number, with its strikes, or a new one."""
    task = x.turn.task
    if task and task.kind == kind and task.wants == "order_number":
        return task
    return Task(kind, wants="order_number")


def allowing(kind: str, orders: list[Record]) -> list[Record]:
    allowed = [order for order in orders if order.get(ALLOWED_BY.get(kind, ""))]
    return allowed or orders


def ask_which(x: Exchange, kind: str, orders: list[Record]) -> None:
    x.voice.say("utter_choose_order", buttons=[order_button(x, order) for order in orders])
    x.open(waiting_task(x, kind))


def ask_ownership(x: Exchange, kind: str) -> None:
    """The card that posts straight to the gateway; what is typed there never comes here."""
    x.voice.say("utter_verify_order", card={"kind": "verify_order"}, buttons=[person(x)])
    task = x.turn.task
    same = task is not None and task.kind == kind and task.wants == "ownership"
    x.open(task if same and task else Task(kind, wants="ownership"))


def order_button(x: Exchange, order: Record) -> Button:
    number = str(order["number"])
    shown = number if len(number) <= LONGEST_SHOWN_NUMBER else number[: LONGEST_SHOWN_NUMBER - 1] + "…"
    title = x.voice.piece("utter_button_order", number=shown, items=items_in_words(x, order))
    return {"title": title, "payload": payload("choose_order", order_number=number)}


def items_in_words(x: Exchange, order: Record) -> str:
    """The first article's name, and how many more there are."""
    items = order["items"]
    first = str(items[0]["name"]) if items else ""
    if len(items) < 2:
        return first
    return x.voice.piece("utter_piece_and_more", item=first, count=str(len(items) - 1))


def recent(x: Exchange) -> Button:
    return x.voice.button("utter_button_recent_orders", "choose_order")


def person(x: Exchange) -> Button:
    return x.voice.button("utter_button_person", "human_agent")
