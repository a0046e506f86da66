"""GET /desk/api/team, and the short lists every desk works with: agents, macros, labels."""

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.routing import Route, get


def routes() -> list[Route]:
    return [
        get("/desk/api/agents", agents, Act.SEE_QUEUE),
        get("/desk/api/macros", macros, Act.SEE_QUEUE),
        get("/desk/api/labels", labels, Act.SEE_QUEUE),
        get("/desk/api/team", team, Act.SUPERVISE),
    ]


async def agents(request: web.Request) -> web.Response:
    """Everybody a chat can be passed on to."""
    return web.json_response({"agents": await request.app[keys.SERVICE].team_view.agents()})


async def macros(request: web.Request) -> web.Response:
    return web.json_response({"macros": await request.app[keys.SERVICE].macros.all()})


async def labels(request: web.Request) -> web.Response:
    return web.json_response({"labels": await request.app[keys.SERVICE].known_labels.all()})


async def team(request: web.Request) -> web.Response:
    """Everything at this moment; a page that stays asks again."""
    return web.json_response(await request.app[keys.SERVICE].team_view.team())
