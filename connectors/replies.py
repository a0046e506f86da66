"""What an answer of the assistant may look like; everything else is refused, for it ends on a customer's screen."""

from connectors.shapes import (
    link,
    list_of,
    map_of,
    number,
    one_of,
    record,
    scalar,
    tagged,
    text,
    truth,
    whole,
    word,
)

REPLY_LENGTH = 4000
"""Characters of one reply; a customer's own message may have 2,000."""

label = text(200, 1)
when = text(40, 1)
amount = whole(-(10**12), 10**12)
"""Minor units of the currency."""
currency = text(3, 3)

item = record({"name": text(300, 1), "quantity": whole(0, 100_000), "price": amount})
step = record({"text": text(1000, 1)}, {"url": link})
order = record(
    {
        "number": label,
        "status": word,
        "ordered_at": when,
        "items": list_of(item, 100),
        "total": amount,
        "currency": currency,
    },
    {
        "stage": word,
        "promised_at": when,
        "delivered_at": when,
        "late_days": whole(0, 100_000),
        "carrier": label,
        "tracking_number": label,
        "tracking_url": link,
    },
)
invoice = record(
    {"number": label, "order_number": label, "issued_at": when, "total": amount, "currency": currency},
    {"url": link},
)
payment = record(
    {"amount": amount, "currency": currency},
    {
        "order_number": label,
        "status": word,
        "method": label,
        "paid_at": when,
        "installments": whole(0, 120),
        "card_last4": text(4, 4),
    },
)
refund = record(
    {"order_number": label, "status": word, "amount": amount, "currency": currency},
    {"requested_at": when, "expected_at": when, "refunded_at": when},
)
subscription = record(
    {"plan": label, "status": word, "price": amount, "currency": currency},
    {"next_payment_at": when, "ends_at": when},
)

card = tagged(
    "kind",
    {
        "order": order,
        "invoice": invoice,
        "payment": payment,
        "refund": refund,
        "subscription": subscription,
        "steps": record({"title": label, "steps": list_of(step, 30)}),
        "link": record({"title": label, "url": link}),
        "verify_order": record({}, {"number": label}),
        "address": record({"reference": label}),
    },
)

confirms = record(
    {"action": one_of("cancel_order", "change_address", "request_refund"), "reference": label},
    {"submission": text(36, 36)},
)
button = record({"title": label, "payload": text(2000, 1)}, {"confirms": confirms})
reply = record(
    {"text": text(REPLY_LENGTH), "factual": truth},
    {"buttons": list_of(button, 12), "card": card},
)

share = number(0, 1.000001)
"""A probability; the sum of floats may pass 1 by a hair."""
said = text(8000)
"""What a part of the turn's messages says; several may have come together."""
intent = record(
    {"intent": word, "confidence": share, "gate": one_of("sure", "nearly", "not_sure")},
    {"text": said},
)
entity = record({"entity": word, "value": scalar}, {"start": whole(0, 8000), "end": whole(0, 8000)})
emotion = record({"label": word, "negative": share})
help_centre = record({"article": word, "score": share})
"""The article of the help centre that answered, and how near the question was to it."""
handoff = record({"reason": word}, {"topic": word, "summary": text(2000)})

turn = record(
    {"intents": list_of(intent, 10)},
    {
        "model_id": word,
        "language": one_of("ko", "en"),
        "ranking": list_of(record({"intent": word, "confidence": share}), 10),
        "entities": list_of(entity, 50),
        "emotion": emotion,
        "actions": list_of(word, 50),
        "failures": list_of(record({"code": word}), 20),
        "handoff": handoff,
        "help": help_centre,
        "noise": truth,
        "reference": label,
        "solved": truth,
    },
)

answer = record({"replies": list_of(reply, 20), "turn": turn})

passage = record({"title": text(300, 1), "text": text(8000, 1)})
found = record(
    {"article": word, "score": share, "passages": record({"ko": passage, "en": passage})},
)
"""An article that lies near, and the passage of it that lies nearest, in both languages."""
crowd = record({"mean": number(-1.1, 1.1), "deviation": number(0, 2)})
"""How near the text is to what is near to it anyway: mean and deviation of cosines."""

parses = record(
    {
        "parses": list_of(
            record(
                {"intent": word, "confidence": share, "answered": truth},
                {
                    "language": one_of("ko", "en", "mixed", "other", "none"),
                    "parts": list_of(intent, 3),
                    "entities": list_of(entity, 50),
                    "emotion": word,
                    "emotion_negative": share,
                    "vector": list_of(number(-1e6, 1e6), 2048),
                    "noise": truth,
                    "help": list_of(found, 10),
                    "crowd": crowd,
                },
            ),
            256,
        )
    }
)

health = record({"model_id": word}, {"parts": map_of(word, 20)})
