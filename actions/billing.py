"""Money: invoices, payments, charges nobody expected, refunds."""

from actions.exchange import Exchange
from actions.order_lookup import ask_ownership, person
from actions.orders import propose
from actions.shop import NotVerified, Record
from actions.turn import Task
from actions.voice import Card

# More cards than this bury the answer.
SHOWN = 3


async def invoices(x: Exchange, order: Record) -> None:
    say_invoices(x, await x.shop.invoices(order["number"]))


async def refund_status(x: Exchange, order: Record) -> None:
    say_refunds(x, await x.shop.refunds(order["number"]), order["number"])


async def request_refund(x: Exchange, order: Record) -> None:
    """Propose it; or say where a running refund is, that nothing was paid, or that cancelling is the shorter way."""
    number = order["number"]
    if order["stage"] == "placed":
        cancel_it = x.voice.button("utter_button_cancel_order", "order_cancel", order_number=number)
        x.voice.say("utter_refused_not_paid", number=number, factual=True, reference=number, buttons=[cancel_it])
        x.settle(ask=False)
        return
    running = [refund for refund in await x.shop.refunds(number) if refund["status"] != "rejected"]
    if running:
        say_refunds(x, running, number)
        return
    if order.get("can_cancel"):
        x.voice.say("utter_refund_by_cancelling", number=number, factual=True)
    kind = "order_cancel" if order.get("can_cancel") else "billing_refund_request"
    propose(x, Task(kind, wants="confirmation", reference=number))


async def duplicate_charge(x: Exchange, order: Record) -> None:
    say_duplicates(x, await x.shop.payments(order["number"]))


async def unexpected_charge(x: Exchange, order: Record) -> None:
    say_charges(x, await x.shop.payments(order["number"]))


async def all_orders(x: Exchange, spoken_of: str | None = None) -> None:
    """The same without an order: over everything the customer has; papers of the order spoken of come alone."""
    try:
        if x.kind == "billing_get_invoice":
            say_invoices(x, _of(await x.shop.invoices(), spoken_of))
        elif x.kind == "billing_refund_status":
            say_refunds(x, _of(await x.shop.refunds(), spoken_of), None)
        elif x.kind == "billing_duplicate_charge":
            say_duplicates(x, await x.shop.payments())
        else:
            say_charges(x, await x.shop.payments())
    except NotVerified:
        ask_ownership(x, x.kind)


def _of(found: list[Record], number: str | None) -> list[Record]:
    return [record for record in found if record["order_number"] == number] or found


def say_invoices(x: Exchange, found: list[Record]) -> None:
    if not found:
        x.voice.say("utter_no_invoice", factual=True, buttons=[person(x)])
    for invoice in found[:SHOWN]:
        x.voice.say(
            "utter_invoice",
            card=_card("invoice", invoice, "number", "order_number", "issued_at", "total", "currency", "url"),
            factual=True,
            reference=invoice["order_number"],
            number=invoice["number"],
            order_number=invoice["order_number"],
            day=x.voice.day(invoice["issued_at"]),
            total=x.voice.money(invoice["total"], invoice["currency"]),
        )
    x.settle(ask=bool(found))


REFUND_STATES = {
    "requested": "utter_refund_requested",
    "approved": "utter_refund_approved",
    "sent": "utter_refund_sent",
    "completed": "utter_refund_completed",
    "rejected": "utter_refund_rejected",
}


def say_refunds(x: Exchange, found: list[Record], number: str | None) -> None:
    if not found and number:
        again = x.voice.button("utter_button_request_refund", "billing_refund_request", order_number=number)
        x.voice.say("utter_no_refund", number=number, factual=True, reference=number, buttons=[again, person(x)])
    elif not found:
        again = x.voice.button("utter_button_request_refund", "billing_refund_request")
        x.voice.say("utter_no_refunds", factual=True, buttons=[again, person(x)])
    for refund in found[:SHOWN]:
        say_refund(x, refund)
    x.settle(ask=bool(found))


def say_refund(x: Exchange, refund: Record) -> None:
    expected = refund.get("expected_at")
    x.voice.say(
        REFUND_STATES[refund["status"]],
        card=_card("refund", refund, "order_number", "status", "amount", "currency", "requested_at", "expected_at"),
        factual=True,
        reference=refund["order_number"],
        number=refund["order_number"],
        amount=x.voice.money(refund["amount"], refund["currency"]),
        requested_on=x.voice.on(refund.get("requested_at")),
        expected=x.voice.piece("utter_piece_expected", day=x.voice.day(expected)) if expected else "",
        buttons=[person(x)] if refund["status"] == "rejected" else (),
    )


def say_duplicates(x: Exchange, found: list[Record]) -> None:
    """Two payments for one purchase are a person's matter; without one the payments themselves are the answer."""
    twice = [payment for payment in found if payment.get("duplicate_of") and payment["status"] == "paid"]
    if not twice:
        x.voice.say("utter_no_duplicate", factual=True, buttons=[person(x)])
        say_payments(x, found)
        x.settle(ask=False)
        return
    pair = [payment for payment in found if payment["id"] in (twice[0]["id"], twice[0]["duplicate_of"])]
    x.voice.say(
        "utter_duplicate_found",
        number=twice[0]["order_number"],
        amount=x.voice.money(twice[0]["amount"], twice[0]["currency"]),
        factual=True,
        reference=twice[0]["order_number"],
        buttons=[x.voice.button("utter_button_return_duplicate", "report_charge")],
    )
    say_payments(x, pair)
    x.settle(ask=False)


def say_charges(x: Exchange, found: list[Record]) -> None:
    """The payments there are, so that the customer can recognise them; one made by someone else goes to a person."""
    if not found:
        x.voice.say("utter_no_payments", factual=True, buttons=[person(x)])
    else:
        x.voice.say("utter_payments_found", factual=True)
        say_payments(x, found)
        x.voice.say("utter_ask_recognised")
    x.settle(ask=False)


PAYMENT_STATES = {
    "pending": "utter_payment_pending",
    "paid": "utter_payment_paid",
    "failed": "utter_payment_failed",
    "refunded": "utter_payment_refunded",
}


def say_payments(x: Exchange, found: list[Record]) -> None:
    for payment in found[:SHOWN]:
        x.voice.say(
            PAYMENT_STATES[payment["status"]],
            card=_payment_card(payment),
            factual=True,
            reference=payment["order_number"],
            number=payment["order_number"],
            amount=x.voice.money(payment["amount"], payment["currency"]),
            on=x.voice.on(payment.get("paid_at")),
        )


def _payment_card(payment: Record) -> Card:
    return _card(
        "payment",
        payment,
        "order_number",
        "status",
        "method",
        "amount",
        "currency",
        "paid_at",
        "installments",
        "card_last4",
    )


def _card(kind: str, record: Record, *fields: str) -> Card:
    return {"kind": kind, **{key: record[key] for key in fields if record.get(key) is not None}}
