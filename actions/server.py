"""The web server Rasa calls to run an action: one secret before every route.

rasa_sdk brings a server of its own, but that one listens on every address and asks nobody who they are.
"""

import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timezone

import aiohttp
from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from actions.answer import ACTION_LIMIT_S
from actions.catalogue import build
from actions.settings import Settings
from actions.shop import Shop
from actions.words import Words

logger = logging.getLogger(__name__)

SETTINGS = web.AppKey("settings", Settings)
EXECUTOR = web.AppKey("executor", ActionExecutor)

# A call carries the last events of one dialogue; more than this is none of ours.
LARGEST_CALL = 4 * 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(settings: Settings) -> web.Application:
    app = web.Application(middlewares=[only_rasa], client_max_size=LARGEST_CALL)
    app[SETTINGS] = settings
    app.cleanup_ctx.append(actions_context)
    app.router.add_get("/health", health)
    app.router.add_post("/webhook", run_action)
    return app


@web.middleware
async def only_rasa(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Compare the bearer secret in constant time; nothing answers without it, not even a wrong path."""
    expected = f"Bearer {request.app[SETTINGS].actions_secret}".encode()
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected):
        return _error(401, "unauthenticated", "expected the secret of the action server as a bearer token")
    return await handler(request)


async def actions_context(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACTION_LIMIT_S)) as session:

        def shop(turn_id: str, locale: str) -> Shop:
            return Shop(session, settings.gateway_url, settings.internal_secret, turn_id, locale)

        executor = ActionExecutor()
        for action in build(shop, Words.read(), lambda: datetime.now(timezone.utc)):
            executor.register_action(action)
        app[EXECUTOR] = executor
        yield


async def health(request: web.Request) -> web.Response:
    return web.json_response({"actions": sorted(request.app[EXECUTOR].actions)})


async def run_action(request: web.Request) -> web.Response:
    try:
        call = json.loads(await request.read())
    except ValueError as error:
        return _error(400, "bad_request", f"expected an action call as JSON, got {error}")
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        return _error(400, "bad_request", "expected an action call with next_action and tracker")
    try:
        result = await request.app[EXECUTOR].run(call)
    except ActionNotFoundException as error:
        return _error(404, "action_not_found", error.message)
    return web.json_response(result)


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)
