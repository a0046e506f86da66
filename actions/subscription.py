"""The customer's subscription: what it costs, when the next payment is taken, where to change or end it."""

from actions.answer import Answer
from actions.exchange import Exchange
from actions.shop import NotVerified, Record
from actions.voice import Card

# The answer for anyone whose subscription we cannot see.
GENERAL = {
    "billing_due_date": "utter_billing_due_date",
    "billing_change_plan": "utter_billing_change_plan",
    "billing_cancel_subscription": "utter_billing_cancel_subscription",
}
# How to go on, said after the facts, with the link that does it.
NEXT_STEPS = {
    "billing_change_plan": "utter_subscription_change",
    "billing_cancel_subscription": "utter_subscription_cancel",
}
STATES = {
    "active": "utter_subscription_active",
    "paused": "utter_subscription_paused",
    "past_due": "utter_subscription_past_due",
    "cancelled": "utter_subscription_cancelled",
}


class SubscriptionAnswer(Answer):
    kind: str

    def name(self) -> str:
        return f"action_{self.kind}"

    async def answer(self, x: Exchange) -> None:
        await answer_about_subscription(x, self.kind)


class BillingDueDate(SubscriptionAnswer):
    kind = "billing_due_date"


class BillingChangePlan(SubscriptionAnswer):
    kind = "billing_change_plan"


class BillingCancelSubscription(SubscriptionAnswer):
    kind = "billing_cancel_subscription"


async def answer_about_subscription(x: Exchange, kind: str) -> None:
    x.kind = kind
    try:
        found = await x.shop.subscription()
    except NotVerified:
        x.voice.say(GENERAL[kind])
    else:
        if found:
            say_subscription(x, found)
        else:
            x.voice.say("utter_no_subscription", factual=True)
    x.settle()


def say_subscription(x: Exchange, found: Record) -> None:
    next_payment = found.get("next_payment_at")
    x.voice.say(
        STATES[found["status"]],
        card=_card(found),
        factual=True,
        plan=found["plan"],
        price=x.voice.money(found["price"], found["currency"]),
        interval=x.voice.piece(INTERVALS[found["interval"]]),
        next_payment=x.voice.piece("utter_piece_next_payment", day=x.voice.day(next_payment)) if next_payment else "",
    )
    if x.kind in NEXT_STEPS and found["status"] != "cancelled":
        url = found.get("manage_url")
        link = {"kind": "link", "title": x.voice.piece("utter_piece_manage_subscription"), "url": url} if url else None
        x.voice.say(NEXT_STEPS[x.kind], card=link)


INTERVALS = {"month": "utter_piece_month", "year": "utter_piece_year"}


def _card(found: Record) -> Card:
    fields = ("plan", "status", "price", "currency", "next_payment_at")
    return {"kind": "subscription", **{key: found[key] for key in fields if found.get(key) is not None}}
