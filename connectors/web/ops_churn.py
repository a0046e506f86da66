"""GET /ops/api/churn: who may leave within 30 days, how far that is to be believed, and how long customers stay."""

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.routing import Route, get
from escalation.insight.risk_view import churn_of


def routes() -> list[Route]:
    return [get("/ops/api/churn", churn, Act.OPS_READ)]


async def churn(request: web.Request) -> web.Response:
    """As it was worked out last; nothing but nulls before the first time."""
    async with request.app[keys.ENGINE].connect() as connection:
        return web.json_response(await churn_of(connection))
