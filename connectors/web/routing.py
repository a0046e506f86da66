"""Routes: each names the act it carries out, and no handler runs before that act is allowed."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from connectors.web import keys, sessions
from connectors.web.authorization import OPEN_ACTS, OWN_PAGE_ACTS, Act
from connectors.web.security import refuse_foreign_page


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path, who answers, and what it is to be allowed as."""

    method: str
    path: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    act: Act

    def built(self) -> web.RouteDef:
        """The route as aiohttp takes it, behind its guard."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            await admit(request, self.act)
            return await self.handler(request)

        if self.method == "GET":
            return web.get(self.path, guarded)  # answers HEAD too, which load balancers ask
        return web.route(self.method, self.path, guarded)


def get(path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]], act: Act) -> Route:
    return Route("GET", path, handler, act)


def post(path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]], act: Act) -> Route:
    return Route("POST", path, handler, act)


def patch(path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]], act: Act) -> Route:
    return Route("PATCH", path, handler, act)


def delete(path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]], act: Act) -> Route:
    return Route("DELETE", path, handler, act)


def built(routes: Iterable[Route]) -> list[web.RouteDef]:
    return [route.built() for route in routes]


async def admit(request: web.Request, act: Act) -> None:
    """Raise what `sessions.allowed` raises, or leave the signed-in agent in the request."""
    if request.method not in ("GET", "HEAD") and act in OWN_PAGE_ACTS:
        refuse_foreign_page(request, request.app[keys.SETTINGS])
    if act in OPEN_ACTS:
        return
    request[sessions.AGENT] = sessions.allowed(request.app, act, await sessions.signed_in(request))
