"""What every response tells the browser to refuse, and which requests we refuse ourselves."""

import secrets
from collections.abc import Mapping, Sequence

from aiohttp import web

from connectors.settings import Settings
from escalation.store.refusals import Refused

CLOSED_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For everything that is not a page."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Content-Security-Policy": CLOSED_POLICY,
    "Cache-Control": "no-store",
}
SERVER = "firsthand"
REPORTS = "/csp-report"
"""Where a browser tells what it refused on a page."""
HSTS = "max-age=31536000; includeSubDomains"


def page_policy(nonce: str, public_url: str, ancestors: Sequence[str] = ()) -> str:
    """The Content-Security-Policy of a page: our scripts by nonce, nothing inline, no HTML sinks,
    embedded only by `ancestors`."""
    embedders = " ".join(ancestors) or "'none'"
    socket = public_url.replace("http", "ws", 1)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self' {socket}",
            "base-uri 'none'",
            "form-action 'none'",
            "object-src 'none'",
            f"frame-ancestors {embedders}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
            f"report-uri {REPORTS}",
        ]
    )


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def headers_for(settings: Settings) -> dict[str, str]:
    """What every response carries; browsers that came by https are told to stay there."""
    return {**ALWAYS, **({"Strict-Transport-Security": HSTS} if settings.secure else {})}


def add_headers(response: web.StreamResponse, headers: Mapping[str, str]) -> None:
    """On every response, sockets included; a handler's own value stays."""
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = SERVER


def refuse_foreign_page(request: web.BaseRequest, settings: Settings) -> None:
    """Our own pages only: the exact origin, the custom header that a foreign form cannot send, and, where the
    browser says it, same-origin by Sec-Fetch-Site."""
    refuse_foreign_origin(request, settings)
    if request.headers.get("X-Firsthand") != "1":
        raise Refused("forbidden", "expected the header X-Firsthand: 1")
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Refused("forbidden", "expected a request from our own page")


def refuse_foreign_origin(request: web.BaseRequest, settings: Settings) -> None:
    """`Origin` must be ours, exactly: a missing one and `null` are refused."""
    origins = request.headers.getall("Origin", [])
    if len(origins) != 1 or origins[0] not in settings.own_origins:
        raise Refused("forbidden", "expected a request from our own page")
