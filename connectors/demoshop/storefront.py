"""The shop window: products, help, tracking, log-in and the widget's token."""

from urllib.parse import urlsplit

from aiohttp import web

from connectors.demoshop import people
from connectors.demoshop.keys import CLOCK, ENGINE, SETTINGS, SHOP
from connectors.demoshop.page import Handler, language, logged_in, page, same_origin
from connectors.demoshop.sessions import log_in, log_out, widget_token
from connectors.shop.errors import NotFound


def routes() -> list[web.RouteDef]:
    return [
        web.get("/", products),
        web.get("/products/{sku}", product),
        web.get("/help", help_page),
        web.get("/track/{tracking}", track),
        web.get("/login", login_form, name="login"),
        web.post("/login", login),
        web.post("/logout", logout),
        web.post("/widget-token", token),
        web.get("/health", health),
    ]


@web.middleware
async def lost(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page that is not there says so in the visitor's language."""
    try:
        return await handler(request)
    except (web.HTTPNotFound, NotFound):
        if request.path.startswith(("/api/", "/static/")):
            raise
        response = await page(request, "lost.html")
        response.set_status(404)
        return response


async def products(request: web.Request) -> web.StreamResponse:
    return await page(request, "products.html", products=await people.products(request.app[ENGINE]))


async def product(request: web.Request) -> web.StreamResponse:
    wanted = request.match_info["sku"]
    found = [row for row in await people.products(request.app[ENGINE]) if row["sku"] == wanted]
    if not found:
        raise web.HTTPNotFound
    guides = [guide for guide in await request.app[SHOP].guides(wanted) if guide.sku == wanted]
    return await page(request, "product.html", product=found[0], guides=guides)


async def help_page(request: web.Request) -> web.StreamResponse:
    return await page(request, "help.html", guides=await request.app[SHOP].guides(None))


async def track(request: web.Request) -> web.StreamResponse:
    """Where a parcel is. Whoever has the tracking number may look; it names no one."""
    number = await people.tracked(request.app[ENGINE], request.match_info["tracking"])
    if number is None:
        raise web.HTTPNotFound
    return await page(request, "track.html", order=await request.app[SHOP].order(number))


async def login_form(request: web.Request) -> web.StreamResponse:
    """A demo: anyone may be any customer. Imported ones are found by id, name or order number."""
    words = request.query.get("q", "").strip()[:100]
    engine = request.app[ENGINE]
    listed = await people.found(engine, words) if words else await people.to_choose_from(engine)
    return await page(request, "login.html", people=listed, words=words, next=_inside(request.query.get("next", "")))


async def login(request: web.Request) -> web.StreamResponse:
    if not same_origin(request):
        raise web.HTTPForbidden
    form = await request.post()
    wanted = str(form.get("customer", ""))
    if await people.person(request.app[ENGINE], wanted) is None:
        raise web.HTTPNotFound
    response = web.Response(status=303, headers={"Location": _inside(str(form.get("next", "")))})
    log_in(response, request.app[SETTINGS], wanted, request.app[CLOCK]())
    return response


async def logout(request: web.Request) -> web.StreamResponse:
    if not same_origin(request):
        raise web.HTTPForbidden
    response = web.Response(status=303, headers={"Location": "/?signed_out=1"})
    log_out(response)
    return response


async def token(request: web.Request) -> web.StreamResponse:
    """`{jwt}` for the customer who is logged in, for the script of our own pages."""
    if not same_origin(request):
        raise web.HTTPForbidden
    who = await logged_in(request)
    if who is None:
        return web.json_response({"error": {"code": "unauthenticated", "message": "nobody is logged in"}}, status=401)
    customer = await request.app[SHOP].customer(who["id"])
    signed = widget_token(request.app[SETTINGS], customer, language(request), request.app[CLOCK]())
    return web.json_response({"jwt": signed}, headers={"Cache-Control": "no-store"})


async def health(request: web.Request) -> web.StreamResponse:
    await people.products(request.app[ENGINE])
    return web.json_response({"ok": True})


def _inside(path: str) -> str:
    """The path when it stays on this site, else the account: never a redirect to elsewhere."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and path.isprintable()
    return path if inside else "/account"
