"""Schemas that several answers share, by name."""

from typing import get_args

from connectors.schemas import Schema
from connectors.shop.values import Interval, PaymentMethod, PaymentStatus, RefundStatus, SubscriptionStatus
from connectors.web.authorization import ROLES
from connectors.web.openapi.kinds import BOOL, ID, INT, NUM, STR, TIME, by_name, many, null_or, obj, one_of, ref
from escalation.numbers.metrics import Part
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue

QUEUE, PRIORITY = one_of(Queue), one_of(Priority)
STATUSES = one_of(["online", "busy", "away"])
WORDS = many(STR)

_CLOCK = obj({"state": STR, "due": TIME}, met_at=TIME)
_COLLEAGUE = {
    "id": ID,
    "name": STR,
    "status": STATUSES,
    "connected": BOOL,
    "load": INT,
    "capacity": INT,
    "languages": WORDS,
    "skills": WORDS,
}
_ACCOUNT = {
    **{name: _COLLEAGUE[name] for name in ("id", "name", "status", "capacity", "languages", "skills")},
    "email": STR,
    "roles": many(one_of(sorted(ROLES))),
}
_STAGES = ("placed", "paid", "packed", "shipped", "out_for_delivery", "delivered", "cancelled", "returned")
_MOMENTS = ("paid", "packed", "shipped", "out_for_delivery", "delivered", "cancelled", "returned", "promised")
_READING = {
    "id": STR,
    "unit": one_of(["count", "share", "seconds"]),
    "value": null_or(NUM),
    "numerator": INT,
    "denominator": INT,
    "n": INT,
    "pending": INT,
    "interval": null_or({"type": "array", "items": NUM, "minItems": 2, "maxItems": 2}),
    "percentiles": by_name(NUM),
    "few": BOOL,
}

DESK: dict[str, Schema] = {
    "Refusal": obj(
        {"code": STR, "message": STR},
        field={**STR, "description": "The place at fault."},
        retry_after={**NUM, "description": "Seconds."},
        reference={**STR, "description": "The order that it is about."},
        reason={**STR, "description": "Why the shop refused."},
    ),
    "Customer": obj({"verified": BOOL}, id=STR, name=STR, tier=STR, locale=STR),
    "Agent": obj(_ACCOUNT),
    "Colleague": obj(_COLLEAGUE),
    "Account": obj(
        {**_ACCOUNT, "connected": BOOL, "created_at": TIME}, seen_at=TIME, disabled_at=TIME, second_factor_since=TIME
    ),
    "Macro": obj({"id": ID, "name": STR, "ko": STR, "en": STR}, queue=QUEUE),
    "Label": obj({"id": ID, "name": STR, "colour": STR}),
    "TicketLine": obj(
        {
            "id": ID,
            "number": INT,
            "conversation_id": ID,
            "queue": QUEUE,
            "priority": PRIORITY,
            "state": STR,
            "customer": ref("Customer"),
            "created_at": TIME,
            "requeued": INT,
            "poisoned": BOOL,
        },
        language=STR,
        assigned_at=TIME,
        first_reply_at=TIME,
        clocks=obj({}, first=_CLOCK, next=_CLOCK, full=_CLOCK),
        agent=obj({"id": ID, "name": STR}),
    ),
    "Webhook": obj(
        {
            "id": ID,
            "url": STR,
            "events": WORDS,
            "enabled": BOOL,
            "created_at": TIME,
            "updated_at": TIME,
            "waiting": INT,
            "dead": INT,
        }
    ),
    "Who": obj({}, id=ID, name=STR),
}

SHOP: dict[str, Schema] = {
    "Order": obj(
        {
            "number": STR,
            "status": one_of([*_STAGES, "late"]),
            "stage": one_of(_STAGES),
            "placed_at": TIME,
            "items": many(obj({"sku": STR, "name": STR, "quantity": INT, "price": INT})),
            "total": INT,
            "shipping": INT,
            "currency": STR,
            "contact_masked": STR,
            "can_cancel": BOOL,
            "can_change_address": BOOL,
        },
        **{f"{moment}_at": TIME for moment in _MOMENTS},
        carrier=STR,
        tracking_number=STR,
        tracking_url=STR,
        late_days=INT,
    ),
    "Payment": obj(
        {
            "id": STR,
            "order_number": STR,
            "amount": INT,
            "currency": STR,
            "installments": INT,
            "status": one_of(get_args(PaymentStatus)),
            "method": one_of(get_args(PaymentMethod)),
        },
        paid_at=TIME,
        card_last4=STR,
        duplicate_of=STR,
    ),
    "Refund": obj(
        {
            "id": STR,
            "order_number": STR,
            "amount": INT,
            "currency": STR,
            "requested_at": TIME,
            "status": one_of(get_args(RefundStatus)),
        },
        expected_at=TIME,
        completed_at=TIME,
        reason=STR,
        rejected_because=STR,
    ),
    "Invoice": obj({"number": STR, "order_number": STR, "issued_at": TIME, "total": INT, "currency": STR}, url=STR),
    "Subscription": obj(
        {
            "plan": STR,
            "plan_id": STR,
            "price": INT,
            "currency": STR,
            "started_at": TIME,
            "status": one_of(get_args(SubscriptionStatus)),
            "interval": one_of(get_args(Interval)),
        },
        next_payment_at=TIME,
        ends_at=TIME,
        manage_url=STR,
    ),
    "Guide": obj(
        {
            "sku": STR,
            "product": STR,
            "title": ref("Words"),
            "steps": many(obj({"text": ref("Words")}, url=STR)),
        }
    ),
}

NUMBERS: dict[str, Schema] = {
    "Words": obj({"ko": STR, "en": STR}),
    "Reading": obj(_READING),
    "Contact": obj(
        {
            "contact_id": ID,
            "part": one_of(Part),
            "customer": null_or(STR),
            "topic": null_or(STR),
            "reference": null_or(STR),
            "started_at": TIME,
            "ended_at": null_or(TIME),
            "outcome": null_or(STR),
            "handled_by": null_or(STR),
            "csat": null_or(INT),
            "reasons": WORDS,
        }
    ),
    "Narrowing": {"type": "object", "additionalProperties": {"anyOf": [STR, many(STR)]}},
}
COMPONENTS = DESK | SHOP | NUMBERS
"""By the name that `ref` takes."""

READING = dict(_READING)
COLLEAGUE = dict(_COLLEAGUE)
