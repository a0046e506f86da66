"""The shop as the assistant's actions use it: on a private network, in the name of a turn."""

from connectors.schemas import Schema, said
from connectors.shapes import anything
from connectors.shop.protocol import MOST_ROWS
from connectors.web.internal_shop import LONGEST_REASON, PREFIX
from connectors.web.openapi.kinds import ID, many, null_or, obj, one_of, ref
from connectors.web.openapi.operation import Operation, Operations, Query

ORDER = f"{PREFIX}/orders/{{number}}"
STATUS = {
    "bad_request": 400,
    "unauthenticated": 401,
    "not_verified": 403,
    "not_found": 404,  # no such path
    "order_not_found": 404,
    "turn_over": 409,
    "not_confirmed": 409,
    "not_possible": 422,
    "shop_unavailable": 502,
}
"""The refusals of this part, which has a table of its own."""

_NUMBER = Query({"type": "integer", "minimum": 1, "maximum": MOST_ROWS})
_LOCALE = Query(one_of(["ko", "en"]), "Of the names of products.")
_TURN = {"X-Turn-Id": Query(ID, "The turn that asks: what it may see was settled when it began.", needed=True)}
_LISTS = {"Payment": "payments", "Refund": "refunds", "Invoice": "invoices"}
_ROWS = obj({}, **{name: many(ref(component)) for component, name in _LISTS.items()})
_ONE = obj({"order": ref("Order")})
_submission = said(anything, type="object", required=["submission"], properties={"submission": ID})
_reason = said(anything, type="object", properties={"reason": {"type": "string", "maxLength": LONGEST_REASON}})
_ALWAYS = ("bad_request", "unauthenticated", "turn_over", "shop_unavailable", "not_verified")
_WRITES = (*_ALWAYS, "order_not_found", "not_confirmed", "not_possible")


def _read(summary: str, answer: Schema, *refuses: str, **query: Query) -> Operation:
    asked = {"locale": _LOCALE, **query}
    return Operation(summary, answer, heads=_TURN, query=asked, refuses=(*_ALWAYS, *refuses))


OPERATIONS: Operations = {
    ("GET", f"{PREFIX}/orders"): _read(
        "The verified customer's orders, or those that the visitor has proven, the newest first.",
        obj({"orders": many(ref("Order"))}),
        "order_not_found",
        limit=_NUMBER,
    ),
    ("GET", ORDER): _read("An order that this turn may see.", _ONE, "order_not_found"),
    ("GET", f"{ORDER}/{{rows}}"): _read("Payments, refunds or invoices of an order.", _ROWS, "order_not_found"),
    ("GET", f"{PREFIX}/{{rows}}"): _read("Payments, refunds or invoices of the customer.", _ROWS, "order_not_found"),
    ("GET", f"{PREFIX}/subscription"): _read(
        "The customer's subscription, if any.", obj({"subscription": null_or(ref("Subscription"))}), "order_not_found"
    ),
    ("GET", f"{PREFIX}/guides"): _read(
        "How products are set up.",
        obj({"guides": many(ref("Guide"))}),
        product=Query({"type": "string"}, "A part of a name in either language, or of a SKU."),
    ),
    ("POST", f"{ORDER}/cancel"): Operation(
        "Cancel an order, once, after the customer's yes to just that.", _ONE, heads=_TURN, refuses=_WRITES
    ),
    ("POST", f"{ORDER}/address"): Operation(
        "Change where it goes, to what the customer wrote into the form.",
        _ONE,
        heads=_TURN,
        body=_submission,
        refuses=_WRITES,
    ),
    ("POST", f"{ORDER}/refund-request"): Operation(
        "Ask for a refund.", obj({"refund": ref("Refund")}), heads=_TURN, body=_reason, refuses=_WRITES
    ),
}
