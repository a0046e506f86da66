"""GET /ops/api/churn: who may leave or ask again within 30 days, how far that is to be believed, and how long customers
stay."""

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.routing import Route, get
from escalation.insight.risk_view import ORDERS, churn_of
from escalation.store.refusals import Refused


def routes() -> list[Route]:
    return [get("/ops/api/churn", churn, Act.OPS_READ)]


async def churn(request: web.Request) -> web.Response:
    """As it was worked out last; nothing but nulls before the first time. `by=leave` or `by=again`: whose risk of that
    is the highest comes first; without it, of leaving where that is known."""
    by = request.query.get("by")
    if by is not None and by not in ORDERS:
        raise Refused("bad_frame", f"must be one of {', '.join(ORDERS)}, not {by!r}", field="by")
    async with request.app[keys.ENGINE].connect() as connection:
        return web.json_response(await churn_of(connection, request.app[keys.CLOCK](), by))
