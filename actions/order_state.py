"""The state of an order in words and as a card: what it is now, since when, what comes next."""

from actions.exchange import Exchange
from actions.order_lookup import items_in_words, person
from actions.shop import Record
from actions.voice import Button, Card

STATES = {
    "placed": "utter_order_placed",
    "paid": "utter_order_paid",
    "packed": "utter_order_packed",
    "shipped": "utter_order_shipped",
    "out_for_delivery": "utter_order_out_for_delivery",
    "delivered": "utter_order_delivered",
    "late": "utter_order_late",
    "cancelled": "utter_order_cancelled",
    "returned": "utter_order_returned",
}
STAGES = {
    "placed": "utter_piece_stage_placed",
    "paid": "utter_piece_stage_paid",
    "packed": "utter_piece_stage_packed",
    "shipped": "utter_piece_stage_shipped",
    "out_for_delivery": "utter_piece_stage_out_for_delivery",
}
MOMENTS = ("placed_at", "paid_at", "packed_at", "shipped_at", "delivered_at", "cancelled_at")


def say_state(x: Exchange, order: Record) -> None:
    """Say it with its card; a status we have no words for is an error, never a guess."""
    x.voice.say(
        state_of(order),
        buttons=_buttons(x, order),
        card=order_card(order),
        factual=True,
        reference=order["number"],
        **_values(x, order),
    )


def state_of(order: Record) -> str:
    """The response that tells it."""
    if order["status"] == "delivered" and order.get("late_days"):
        return "utter_order_delivered_late"
    return STATES[order["status"]]


def _values(x: Exchange, order: Record) -> dict[str, str]:
    """Every placeholder an order's response may use; clauses of facts the shop does not know are empty."""
    moments = {moment.replace("_at", "_on"): x.voice.on(order.get(moment)) for moment in MOMENTS}
    return {
        **moments,
        "number": order["number"],
        "items": items_in_words(x, order),
        "total": x.voice.money(order["total"], order["currency"]),
        "promise": promise(x, order),
        "tracking": _tracking(x, order),
        "late": days_in_words(x, order["late_days"]) if order.get("late_days") else "",
        "promised_day": x.voice.day(order["promised_at"]) if order.get("promised_at") else "",
        "stage": _stage(x, order),
    }


def promise(x: Exchange, order: Record) -> str:
    """The day it was promised for, as a sentence."""
    if not order.get("promised_at"):
        return x.voice.piece("utter_piece_no_promise")
    return x.voice.piece("utter_piece_promise", day=x.voice.day(order["promised_at"]))


def _tracking(x: Exchange, order: Record) -> str:
    carrier, number = order.get("carrier"), order.get("tracking_number")
    if carrier and number:
        return x.voice.piece("utter_piece_tracking", carrier=carrier, tracking_number=number)
    if carrier:
        return x.voice.piece("utter_piece_carrier", carrier=carrier)
    return x.voice.piece("utter_piece_no_tracking")


def _stage(x: Exchange, order: Record) -> str:
    """Where a late order has got to."""
    if order["status"] != "late":
        return ""
    stage = order["stage"]
    on = x.voice.on(order.get(f"{stage}_at"))
    return x.voice.piece(STAGES[stage], on=on, tracking=_tracking(x, order))


def days_in_words(x: Exchange, days: int) -> str:
    return x.voice.piece("utter_piece_one_day" if days == 1 else "utter_piece_days", days=str(days))


def _buttons(x: Exchange, order: Record) -> list[Button]:
    """What can be done now, most likely first."""
    number, status = str(order["number"]), order["status"]
    cancel = x.voice.button("utter_button_cancel_order", "order_cancel", order_number=number)
    refund = x.voice.button("utter_button_request_refund", "billing_refund_request", order_number=number)
    address = x.voice.button("utter_button_change_address", "shipping_change_address", order_number=number)
    if status == "late":
        return [person(x), *([cancel] if order.get("can_cancel") else []), refund]
    if status in ("cancelled", "returned"):
        return [x.voice.button("utter_button_refund_status", "billing_refund_status", order_number=number)]
    if status == "delivered":
        return [
            x.voice.button("utter_button_not_received", "order_missing_item", order_number=number),
            x.voice.button("utter_button_damaged", "order_damaged_item", order_number=number),
        ]
    return [*([cancel] if order.get("can_cancel") else []), *([address] if order.get("can_change_address") else [])]


CARD_FIELDS = (
    "number",
    "status",
    "promised_at",
    "delivered_at",
    "late_days",
    "total",
    "currency",
    "carrier",
    "tracking_number",
    "tracking_url",
)


def order_card(order: Record) -> Card:
    items = [{key: item[key] for key in ("name", "quantity", "price")} for item in order["items"]]
    fields = {key: order[key] for key in CARD_FIELDS if order.get(key) is not None}
    return {"kind": "order", **fields, "ordered_at": order["placed_at"], "items": items}
