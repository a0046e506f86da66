"""`POST /csp-report`: what a browser refused on our pages, told by itself. A line in the log each, and counted.

On a page of ours there is nothing to refuse, so one report is worth a look: a hole that the policy closed, or a page
built wrong. Anybody can post here, so nothing of it is believed: few, small, masked, and without what stands behind
the path of an address.

https://www.w3.org/TR/CSP3/#reporting
"""

import logging
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from connectors.schemas import Said, schema_of
from connectors.shapes import anything, list_of, record
from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.bodies import JSON, json_body
from connectors.web.limits import CSP_REPORTS_BY_ADDRESS

log = logging.getLogger(__name__)

KINDS = JSON | {"application/csp-report", "application/reports+json"}
MOST_BYTES = 16 * 1024
MOST_AT_ONCE = 20
LONGEST = 160
VIOLATION = "csp-violation"
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
    told = await json_body(request, reports, KINDS, MOST_BYTES)
    for one in told["violations"]:
        request.app[CSP_REPORTS].count += 1
        log.warning(
            "a browser refused %s (%s) on %s, asked for by %s", one.blocked, one.directive, one.page, one.source
        )
    return web.Response(status=204)


_FIELDS = {
    "csp-report": ("effective-directive", "blocked-uri", "document-uri", "source-file"),
    "body": ("effectiveDirective", "blockedURL", "documentURL", "sourceFile"),
}
"""What a violation is called by older and by newer browsers."""
_of_old = record({"csp-report": record({}, dict.fromkeys(_FIELDS["csp-report"], anything))})
_of_today = list_of(
    record({"type": anything}, {"body": record({}, dict.fromkeys(_FIELDS["body"], anything))}), MOST_AT_ONCE
)


def _reports(value: Any, at: str) -> dict[str, list[Violation]]:
    """Both forms: one object under `csp-report`, or a list of reports, those of other kinds among them."""
    if isinstance(value, list):
        told = [one for one in _of_today(value, at) if one["type"] == VIOLATION and "body" in one]
    else:
        told = [_of_old(value, at)]
    found = [_violation(one, form) for one in told for form in _FIELDS if form in one]
    return {"violations": [one for one in found if not _is_of_an_extension(one)]}


reports = Said(_reports, lambda: {"anyOf": [schema_of(_of_old), schema_of(_of_today)]})


def _violation(told: dict[str, Any], form: str) -> Violation:
    directive, *places = (told[form].get(field) for field in _FIELDS[form])
    return Violation(word(directive), *map(place, places))


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
