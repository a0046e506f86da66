"""GET /desk/api/customer: what the record and the shop know of a conversation's customer.

A verified customer's orders, refunds and subscription come from the shop, each within its 2 s. What it does not
answer is left out and named in `away`: the rest is shown all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from connectors.shapes import identifier
from connectors.shop.errors import NotFound, ShopUnavailable
from connectors.shop.protocol import LIMIT_S, Shop
from connectors.shop.values import Locale
from connectors.shop.view import order_view
from connectors.shop.wire import encode
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.routing import Route, get

MOST_ORDERS = 10


def routes() -> list[Route]:
    return [get("/desk/api/customer", customer, Act.READ_TICKET)]


async def customer(request: web.Request) -> web.Response:
    """`conversation_id`; `locale` (ko, en) is the desk's, for the names of products."""
    conversation_id = identifier(request.query.get("conversation_id"), "conversation_id")
    about = await request.app[keys.SERVICE].about_customer(
        agent=request[sessions.AGENT], conversation_id=conversation_id
    )
    locale: Locale = "en" if request.query.get("locale") == "en" else "ko"
    customer_id = about["customer"].get("id")
    bought = {} if customer_id is None else await purchases(request.app[keys.SHOP], customer_id, locale)
    return web.json_response({**about, **bought})


async def purchases(shop: Shop, customer_id: str, locale: Locale) -> dict[str, Any]:
    """orders, refunds and subscription, as far as the shop answers, and `away`: the names of the others."""

    async def orders() -> Any:
        now = datetime.now(UTC)
        return [order_view(order, now, locale) for order in await shop.orders(customer_id, MOST_ORDERS)]

    async def refunds() -> Any:
        return encode(await shop.refunds(customer_id=customer_id), locale)

    async def subscription() -> Any:
        return encode(await shop.subscription(customer_id), locale)

    answers = await asyncio.gather(_answer(orders, []), _answer(refunds, []), _answer(subscription, None))
    told = dict(zip(("orders", "refunds", "subscription"), answers, strict=True))
    away = [name for name, answer in told.items() if isinstance(answer, ShopUnavailable)]
    return {**{name: answer for name, answer in told.items() if name not in away}, "away": away}


async def _answer(ask: Callable[[], Awaitable[Any]], nothing: Any) -> Any:
    """What the shop says; `nothing` for a customer it does not know; the error where it is away."""
    try:
        async with asyncio.timeout(LIMIT_S):
            return await ask()
    except NotFound:
        return nothing
    except TimeoutError:
        return ShopUnavailable(f"no answer within {LIMIT_S:g} s")
    except ShopUnavailable as error:
        return error
