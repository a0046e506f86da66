"""The pages of a customer's own account."""

from aiohttp import web

from connectors.demoshop import people
from connectors.demoshop.keys import ENGINE, SHOP
from connectors.demoshop.page import members_only, page
from connectors.shop.orders import Order
from connectors.shop.protocol import MOST_ROWS


def routes() -> list[web.RouteDef]:
    return [
        web.get("/account", members_only(overview)),
        web.get("/account/orders", members_only(orders)),
        web.get("/account/orders/{number}", members_only(order)),
        web.get("/account/payments", members_only(payments)),
        web.get("/account/invoices", members_only(invoices)),
        web.get("/account/invoices/{number}", members_only(invoice)),
        web.get("/account/subscription", members_only(subscription)),
        web.get("/account/profile", members_only(profile)),
    ]


async def overview(request: web.Request, who: people.Row) -> web.StreamResponse:
    shop = request.app[SHOP]
    newest, plan = await shop.orders(who["id"], 3), await shop.subscription(who["id"])
    return await page(request, "account.html", orders=newest, subscription=plan)


async def orders(request: web.Request, who: people.Row) -> web.StreamResponse:
    return await page(request, "orders.html", orders=await request.app[SHOP].orders(who["id"], MOST_ROWS))


async def order(request: web.Request, who: people.Row) -> web.StreamResponse:
    mine, shop = await _mine(request, who, request.match_info["number"]), request.app[SHOP]
    return await page(
        request,
        "order.html",
        order=mine,
        address=await people.address_of(request.app[ENGINE], mine.number),
        payments=await shop.payments(number=mine.number),
        refunds=await shop.refunds(number=mine.number),
        invoices=await shop.invoices(number=mine.number),
    )


async def payments(request: web.Request, who: people.Row) -> web.StreamResponse:
    shop = request.app[SHOP]
    paid, refunded = await shop.payments(customer_id=who["id"]), await shop.refunds(customer_id=who["id"])
    return await page(request, "payments.html", payments=paid, refunds=refunded)


async def invoices(request: web.Request, who: people.Row) -> web.StreamResponse:
    return await page(request, "invoices.html", invoices=await request.app[SHOP].invoices(customer_id=who["id"]))


async def invoice(request: web.Request, who: people.Row) -> web.StreamResponse:
    wanted = request.match_info["number"]
    mine = [one for one in await request.app[SHOP].invoices(customer_id=who["id"]) if one.number == wanted]
    if not mine:
        raise web.HTTPNotFound
    bought = await _mine(request, who, mine[0].order_number)
    address = await people.address_of(request.app[ENGINE], bought.number)
    return await page(request, "invoice.html", invoice=mine[0], order=bought, address=address)


async def subscription(request: web.Request, who: people.Row) -> web.StreamResponse:
    return await page(request, "subscription.html", subscription=await request.app[SHOP].subscription(who["id"]))


async def profile(request: web.Request, who: people.Row) -> web.StreamResponse:
    return await page(request, "profile.html", address=await people.newest_address(request.app[ENGINE], who["id"]))


async def _mine(request: web.Request, who: people.Row, number: str) -> Order:
    """The customer's own order; someone else's does not exist."""
    found = await request.app[SHOP].order(number)
    if found.customer_id != who["id"]:
        raise web.HTTPNotFound
    return found
