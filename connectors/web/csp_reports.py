"""`POST /csp-report`: what a browser refused on our pages, told by itself. A line in the log each, and counted.

On a page of ours there is nothing to refuse, so one report is worth a look: a hole that the policy closed, or a page
built wrong. Anybody can post here, so nothing of it is believed: few, small, masked, and without what stands behind
the path of an address.

By `report-uri`, which every browser knows and answers at once; where `report-to` stands beside it, some leave it out
and tell a minute later, if at all. https://www.w3.org/TR/CSP3/#reporting
"""

import logging
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from connectors.shapes import anything, record
from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.bodies import JSON, json_body
from connectors.web.limits import CSP_REPORTS_BY_ADDRESS

log = logging.getLogger(__name__)

KINDS = JSON | {"application/csp-report"}
MOST_BYTES = 16 * 1024
LONGEST = 160
UNKNOWN = "-"
DIRECTIVE = re.compile(r"[a-z-]{1,40}", re.ASCII)
OF_AN_EXTENSION = frozenset({"chrome-extension", "moz-extension", "safari-extension", "safari-web-extension"})
"""What a visitor's own browser adds to a page is refused as well, and says nothing about us."""


@dataclass(slots=True)
class CspReports:
    """How many came since this gateway started."""

    count: int = 0


CSP_REPORTS = web.AppKey("csp_reports", CspReports)


@dataclass(frozen=True, slots=True)
class Violation:
    """`directive` refused `blocked` on `page`, asked for by `source`."""

    directive: str
    blocked: str
    page: str
    source: str


async def receive(request: web.Request) -> web.Response:
    """204; the same whether it was counted or came of an extension."""
    address = address_of(request, request.app[keys.SETTINGS].trusted_proxies)
    await request.app[keys.LIMITS].take((CSP_REPORTS_BY_ADDRESS, address))
    one = violation(await json_body(request, reports, KINDS, MOST_BYTES))
    if one is not None:
        request.app[CSP_REPORTS].count += 1
        log.warning(
            "a browser refused %s (%s) on %s, asked for by %s", one.blocked, one.directive, one.page, one.source
        )
    return web.Response(status=204)


_FIELDS = ("effective-directive", "blocked-uri", "document-uri", "source-file")
reports = record({"csp-report": record({}, dict.fromkeys(_FIELDS, anything))})


def violation(told: dict[str, Any]) -> Violation | None:
    """What a report tells; None where it is about an extension."""
    directive, *places = (told["csp-report"].get(field) for field in _FIELDS)
    one = Violation(word(directive), *map(place, places))
    return None if _is_of_an_extension(one) else one


def _is_of_an_extension(one: Violation) -> bool:
    return any(where in OF_AN_EXTENSION for where in (one.blocked, one.source))


def word(value: object) -> str:
    """A directive's name as the log may hold it."""
    return value if isinstance(value, str) and DIRECTIVE.fullmatch(value) else UNKNOWN


def place(value: object) -> str:
    """Where something is, without what a person may have in an address: query and fragment, and of data all of it."""
    if not isinstance(value, str) or not value.isprintable():
        return UNKNOWN
    try:
        parts = urlsplit(value)
    except ValueError:
        return UNKNOWN
    if parts.scheme in ("http", "https", "ws", "wss"):
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:LONGEST]
    return (parts.scheme or parts.path)[:LONGEST] or UNKNOWN
