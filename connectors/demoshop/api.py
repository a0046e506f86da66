"""The demo shop's REST interface, as written down in connectors/shop/openapi.yaml."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from typing import Any

from aiohttp import web

from connectors.demoshop.keys import SETTINGS, SHOP
from connectors.secret import is_secret
from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.protocol import MOST_ROWS
from connectors.shop.values import Address
from connectors.shop.wire import WireError, decode, encode

PREFIX = "/api/v1"
LONGEST_KEY = 200
LONGEST_FIELD = 500

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes() -> list[web.RouteDef]:
    return [
        web.get(f"{PREFIX}/customers/{{id}}", customer),
        web.get(f"{PREFIX}/customers/{{id}}/orders", customer_orders),
        web.get(f"{PREFIX}/customers/{{id}}/subscription", customer_subscription),
        web.get(f"{PREFIX}/customers/{{id}}/{{rows:payments|refunds|invoices}}", customer_rows),
        web.get(f"{PREFIX}/orders/{{number}}", order),
        web.get(f"{PREFIX}/orders/{{number}}/{{rows:payments|refunds|invoices}}", order_rows),
        web.get(f"{PREFIX}/guides", guides),
        web.post(f"{PREFIX}/orders/{{number}}/ownership", ownership),
        web.post(f"{PREFIX}/orders/{{number}}/cancel", cancel),
        web.post(f"{PREFIX}/orders/{{number}}/address", change_address),
        web.post(f"{PREFIX}/orders/{{number}}/refund-request", request_refund),
    ]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Below /api/: the token first, and every failure as JSON."""
    if not request.path.startswith("/api/"):
        return await handler(request)
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {request.app[SETTINGS].token}"
    if not is_secret(given, expected):
        return refusal(401, "unauthenticated", "expected the shop's token as a bearer token")
    try:
        return await handler(request)
    except NotFound as error:
        return refusal(404, "not_found", str(error))
    except NotPossible as error:
        status = 409 if error.reason == "key_reused" else 422
        return refusal(status, "not_possible", str(error), reason=error.reason)
    except ShopUnavailable as error:
        return refusal(503, "unavailable", str(error))
    except web.HTTPException as error:
        return refusal(error.status, "bad_request" if error.status < 500 else "internal", error.reason)


def refusal(status: int, code: str, message: str, **more: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message, **more}}, status=status)


async def customer(request: web.Request) -> web.Response:
    found = await request.app[SHOP].customer(request.match_info["id"])
    return web.json_response({"customer": encode(found)})


async def customer_orders(request: web.Request) -> web.Response:
    limit = _limit(request.query.get("limit", str(MOST_ROWS)))
    found = await request.app[SHOP].orders(request.match_info["id"], limit)
    return web.json_response({"orders": encode(found)})


async def customer_subscription(request: web.Request) -> web.Response:
    found = await request.app[SHOP].subscription(request.match_info["id"])
    return web.json_response({"subscription": encode(found)})


async def customer_rows(request: web.Request) -> web.Response:
    name = request.match_info["rows"]
    found = await getattr(request.app[SHOP], name)(customer_id=request.match_info["id"])
    return web.json_response({name: encode(found)})


async def order(request: web.Request) -> web.Response:
    found = await request.app[SHOP].order(request.match_info["number"])
    return web.json_response({"order": encode(found)})


async def order_rows(request: web.Request) -> web.Response:
    name = request.match_info["rows"]
    known = await request.app[SHOP].order(request.match_info["number"])
    found = await getattr(request.app[SHOP], name)(number=known.number)
    return web.json_response({name: encode(found)})


async def guides(request: web.Request) -> web.Response:
    found = await request.app[SHOP].guides(request.query.get("product"))
    return web.json_response({"guides": encode(found)})


async def ownership(request: web.Request) -> web.Response:
    contact = (await _body(request)).get("contact")
    if not isinstance(contact, str) or len(contact) > LONGEST_FIELD:
        raise web.HTTPBadRequest(reason="contact: expected an e-mail address or digits of a phone number")
    owned = await request.app[SHOP].owns(request.match_info["number"], contact)
    return web.json_response({"owned": owned})


async def cancel(request: web.Request) -> web.Response:
    done = await request.app[SHOP].cancel(request.match_info["number"], _key(request))
    return web.json_response({"order": encode(done)})


async def change_address(request: web.Request) -> web.Response:
    try:
        address = decode(Address, await _body(request), "address")
    except WireError as error:
        raise web.HTTPBadRequest(reason=str(error)) from error
    if any(len(getattr(address, field.name)) > LONGEST_FIELD for field in fields(address)):
        raise web.HTTPBadRequest(reason=f"address: expected fields of at most {LONGEST_FIELD} characters")
    done = await request.app[SHOP].change_address(request.match_info["number"], address, _key(request))
    return web.json_response({"order": encode(done)})


async def request_refund(request: web.Request) -> web.Response:
    reason = (await _body(request)).get("reason", "")
    if not isinstance(reason, str) or len(reason) > LONGEST_FIELD:
        raise web.HTTPBadRequest(reason=f"reason: expected at most {LONGEST_FIELD} characters of text")
    done = await request.app[SHOP].request_refund(request.match_info["number"], reason, _key(request))
    return web.json_response({"refund": encode(done)})


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= MOST_ROWS):
        raise web.HTTPBadRequest(reason=f"limit: expected a whole number from 1 to {MOST_ROWS}")
    return int(value)


def _key(request: web.Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= LONGEST_KEY:
        raise web.HTTPBadRequest(reason=f"Idempotency-Key: expected 1 to {LONGEST_KEY} characters")
    return key


async def _body(request: web.Request) -> Mapping[str, Any]:
    try:
        body = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest(reason="expected a JSON object") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(reason="expected a JSON object")
    return body
