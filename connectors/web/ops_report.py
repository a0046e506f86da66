"""`GET /ops/api/report`: the numbers of a period as PDF, drawn in the workshop."""

from aiohttp import web

from connectors.ui.build import FONTS
from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_export import Exports
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.insight.workshop import WorkshopError
from escalation.numbers.filter import QuestionError
from escalation.report.gathering import drawn, gathered
from escalation.report.wording import LOCALES
from escalation.store.refusals import Refused

RETRY_S = 10.0
AT_ONCE = 3
"""Reports under way in one gateway: the workshop draws one after the other, and others want it too."""
REPORTS = web.AppKey("reports", Exports)


def routes() -> list[Route]:
    return [get("/ops/api/report", report, Act.OPS_EXPORT)]


async def report(request: web.Request) -> web.Response:
    """`locale` (ko by default), and a filter as every page takes it."""
    locale = request.query.get("locale") or LOCALES[0]
    if locale not in LOCALES:
        raise QuestionError("locale", f"must be one of {', '.join(LOCALES)}, not {locale!r}")
    try:
        with request.app[REPORTS].one_more():
            made = await _made(request, locale)
    except WorkshopError as error:
        raise Refused("unavailable", "the report takes too long now", retry_after=RETRY_S) from error
    except FileNotFoundError as error:
        raise Refused("unavailable", "the pages were built without the report's typeface") from error
    headers = {"Content-Disposition": 'attachment; filename="firsthand-report.pdf"'}
    return web.Response(body=made, content_type="application/pdf", headers=headers)


async def _made(request: web.Request, locale: str) -> bytes:
    async with request.app[keys.ENGINE].connect() as connection:
        page = await gathered(connection, await asked(request, connection), request.app[keys.CLOCK]())
    return await drawn(request.app[keys.WORKSHOP], page, locale, str(FONTS))
