"""Twenty dialogues in English."""

from escalation.routing import reasons as why
from escalation.routing.facts import BotHandoff
from tests.unit.escalation.dialogues import DEAR, TV, Dialogue, angry, felt, offer, said, to, unsure

ENGLISH = (
    Dialogue("solved", (said("where is my parcel", "order_track"), said("yes thanks", "affirm", solved=True))),
    Dialogue("person", (said("let me talk to a human", "human_agent", to("general", "normal", why.ASKED_FOR_PERSON)),)),
    Dialogue(
        "repair, then a person",
        (
            said("the hinge broke", "warranty_repair"),
            said("agent please", "human_agent", to("technical", "normal", why.ASKED_FOR_PERSON)),
        ),
    ),
    Dialogue(
        "not understood",
        (
            unsure("the thing from before"),
            said("my invoice I mean", "billing_get_invoice"),
            unsure("no the other thing"),
            unsure("that one", offer(why.NOT_UNDERSTOOD)),
            unsure("argh", to("billing", "normal", why.NOT_UNDERSTOOD)),
        ),
    ),
    Dialogue(
        "the bot gives it away",
        (
            said(
                "I want compensation",
                "complaint",
                to("complaints", "high", why.POLICY),
                handoff=BotHandoff("policy", "complaint"),
            ),
        ),
    ),
    Dialogue(
        "a form three times wrong",
        (
            said("change my address", "shipping_change_address"),
            said("asdf", "", to("orders", "normal", why.VALIDATION_FAILED), failures=("validation_failed",)),
        ),
    ),
    Dialogue("an outage", (said("hello?", "", to("general", "normal", why.BOT_UNAVAILABLE), unavailable=True),)),
    Dialogue(
        "angry about nothing known",
        (
            angry("this is a joke", "", offer(why.ANGER)),
            angry("you are useless", "", to("complaints", "high", why.ANGER)),
        ),
    ),
    Dialogue(
        "calm again",
        (
            angry("where the hell is it", "order_track", offer(why.ANGER)),
            said("ok, and the invoice?", "billing_get_invoice"),
            angry("still nothing!!", "order_track", offer(why.ANGER)),
        ),
    ),
    Dialogue(
        "frustration that falls again",
        (
            felt("the code fails", "billing_promo_code", 0.5),
            felt("oh I see", "billing_promo_code", 0.2),
            felt("what about shipping", "shipping_period", 0.55),
        ),
    ),
    Dialogue(
        "three orders are three points",
        (
            said("where is FH-1", "order_track", reference="FH-1"),
            said("where is FH-2", "order_track", reference="FH-2"),
            said("where is FH-3", "order_track", reference="FH-3"),
        ),
    ),
    Dialogue(
        "the same point, declined",
        (
            said("refund?", "billing_refund_status"),
            said("my refund", "billing_refund_status"),
            said("but my refund", "billing_refund_status", offer(why.SAME_POINT)),
            said("no, go on", "deny", wants_person=False),
            said("so, my refund", "billing_refund_status"),
            said("well, my refund", "billing_refund_status"),
            said("my refund then", "billing_refund_status"),
        ),
    ),
    Dialogue(
        "smoke",
        (
            said(
                "smoke came out of the charger",
                "order_damaged_item",
                to("technical", "urgent", why.SAFETY_HAZARD),
            ),
        ),
    ),
    Dialogue("no smoke", (said("there was no smoke, it just stopped", "warranty_repair"),)),
    Dialogue(
        "fraud and a lawyer",
        (
            said(
                "this is fraud, my lawyer will call",
                "billing_unexpected_charge",
                to("billing", "urgent", why.UNAUTHORISED_CHARGE, why.LEGAL_THREAT),
            ),
        ),
    ),
    Dialogue(
        "fire before fraud",
        (
            said(
                "it caught fire and someone used my card",
                "complaint",
                to("technical", "urgent", why.SAFETY_HAZARD, why.UNAUTHORISED_CHARGE),
            ),
        ),
    ),
    Dialogue(
        "chargeback after a large refund",
        (
            said("show FH-5", "order_track", order=DEAR, reference="FH-5"),
            said("I want my money back", "billing_refund_request", offer(why.LARGE_REFUND)),
            said("then it is a chargeback", "complaint", to("complaints", "high", why.LEGAL_THREAT)),
        ),
    ),
    Dialogue(
        "late and large for a gold customer",
        (
            said("where is the tv", "order_track", offer(why.ORDER_LATE), order=TV, reference="FH-4"),
            said(
                "a person please",
                "human_agent",
                to("orders", "urgent", why.ASKED_FOR_PERSON, why.LARGE_ORDER, why.CUSTOMER_TIER),
            ),
        ),
        tier="gold",
    ),
    Dialogue(
        "erasure",
        (
            said(
                "Please erase my personal data.",
                "",
                to("onboarding", "normal", why.DATA_ERASURE),
            ),
        ),
    ),
    Dialogue(
        "russian, then english",
        (
            said("Где мой заказ?", "out_of_scope", offer(why.FOREIGN_LANGUAGE), gate="not_sure"),
            said("where is my order", "order_track"),
        ),
    ),
)
