"""One way to make a page: its language, who is logged in, and a policy that lets only our and the widget's code run."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from connectors.demoshop import people
from connectors.demoshop.keys import CLOCK, ENGINE, SETTINGS, TEMPLATES, WORDS
from connectors.demoshop.sessions import customer_id
from connectors.demoshop.words import LOCALES, chosen
from connectors.shop.state import state_of

LOCALE_COOKIE = "demo_shop_lang"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def page(request: web.Request, template: str, **values: Any) -> web.Response:
    """The template as an answer; `values` besides what every page knows."""
    app, nonce = request.app, secrets.token_urlsafe(16)
    settings, now = app[SETTINGS], app[CLOCK]()
    speech = app[WORDS].in_language(language(request), now)
    html = (
        await app[TEMPLATES]
        .get_template(template)
        .render_async(
            s=speech,
            say=speech.say,
            nonce=nonce,
            gateway=settings.gateway_url,
            site=settings.audience,
            who=await logged_in(request),
            path=request.path,
            locales=LOCALES,
            state=lambda order: state_of(order, now),
            now=now,
            **values,
        )
    )
    response = web.Response(text=html, content_type="text/html", headers=_headers(nonce, settings.gateway_url))
    if request.query.get("lang") in LOCALES:
        response.set_cookie(LOCALE_COOKIE, speech.locale, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def language(request: web.Request) -> Any:
    return chosen(
        request.query.get("lang"),
        request.cookies.get(LOCALE_COOKIE),
        request.headers.get("Accept-Language", ""),
    )


async def logged_in(request: web.Request) -> people.Row | None:
    """The row of the customer who is logged in; None for a visitor."""
    known = customer_id(request, request.app[SETTINGS])
    return None if known is None else await people.person(request.app[ENGINE], known)


def members_only(handler: Callable[[web.Request, people.Row], Awaitable[web.StreamResponse]]) -> Handler:
    """A page of the account: visitors are sent to the log-in and come back."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        who = await logged_in(request)
        if who is None:
            raise web.HTTPSeeOther(request.app.router["login"].url_for().with_query(next=request.path))
        return await handler(request, who)

    return guarded


def same_origin(request: web.Request) -> bool:
    """Whether a form or script of this very site sent the request. Browsers always say so on a POST."""
    return request.headers.get("Origin") in (request.app[SETTINGS].public_url, f"{request.scheme}://{request.host}")


def _headers(nonce: str, gateway: str) -> dict[str, str]:
    policy = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "frame-src": gateway,
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cache-Control": "no-store",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
