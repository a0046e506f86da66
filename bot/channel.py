"""The gateway's door into Rasa: /webhooks/gateway/{webhook,parse,health}, each behind the bearer secret."""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.exceptions import RasaException
from redis.exceptions import RedisError  # type: ignore[import-untyped]
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue import Dialogue
from bot.parse import parse_line
from bot.straight_runner import straighten
from bot.tracker_store import RedisTrackerStore
from bot.turn_request import BadRequest, ParseRequest, TurnRequest
from bot.understanding import understand

log = logging.getLogger(__name__)

SECRET = "ASSISTANT_SECRET"
Handler = Callable[[Request], Awaitable[HTTPResponse]]


class NotReady(Exception):
    """The model is not loaded (yet)."""


class GatewayInput(InputChannel):
    """Serves turns and parses. `tracker_store`: the class the dialogues must be kept in, by its full name."""

    def __init__(self, secret: str, tracker_store: str | None) -> None:
        self._bearer = f"Bearer {secret}".encode()
        self._tracker_store = tracker_store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        """Refuses to start without a secret."""
        secret = os.environ.get(SECRET, "")
        if not secret:
            raise RasaException(f"expected the secret of the gateway in the variable {SECRET}, got nothing")
        return cls(secret, (credentials or {}).get("tracker_store"))

    def blueprint(self, on_new_message: Callable[[Any], Awaitable[Any]]) -> Blueprint:
        """The routes; `on_new_message` is not used: a turn is more than a message."""
        door = Blueprint("gateway")
        door.listener("before_server_start")(self._shut_the_other_doors)
        door.listener("after_server_start")(self._check_the_store)
        door.listener("before_server_stop")(_close_the_store)
        door.add_route(_answering(self._turn), "/webhook", methods=["POST"])
        door.add_route(_answering(self._parse), "/parse", methods=["POST"])
        door.add_route(_answering(self._health), "/health", methods=["GET"])
        return door

    async def _shut_the_other_doors(self, app: Sanic, _loop: object) -> None:
        """Rasa's own greeting at "/" and whatever else is served need the secret as well."""
        app.register_middleware(self._refuse_strangers, "request")

    async def _check_the_store(self, app: Sanic, _loop: object) -> None:
        """Rasa quietly falls back to memory where the class of a tracker store cannot be loaded; we do not."""
        store = _without_safety_net(app.ctx.agent)
        kind = f"{type(store).__module__}.{type(store).__qualname__}"
        if self._tracker_store and kind != self._tracker_store:
            log.critical("expected the tracker store %s, got %s: see endpoints.yml", self._tracker_store, kind)
            raise SystemExit(3)

    async def _refuse_strangers(self, request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "").encode()
        if hmac.compare_digest(given, self._bearer):
            return None
        return _error(401, "unauthenticated", "expected the bearer secret of the gateway")

    async def _turn(self, request: Request) -> HTTPResponse:
        agent = _ready(request.app.ctx.agent)
        turn = TurnRequest.read(_body(request), agent.domain.intents)
        lock = self._locks.setdefault(turn.dialogue_id, asyncio.Lock())
        async with lock:
            return response.json(await Dialogue(agent.processor, agent.nlg).answer(turn))

    async def _parse(self, request: Request) -> HTTPResponse:
        agent = _ready(request.app.ctx.agent)
        asked = ParseRequest.read(_body(request))
        utterances = understand(agent.processor, asked.texts, passages=asked.passages)
        lines = [parse_line(each, vector=asked.vectors, passages=asked.passages > 0) for each in utterances]
        return response.json({"parses": lines})

    async def _health(self, request: Request) -> HTTPResponse:
        agent = _ready(request.app.ctx.agent)
        store = agent.processor.tracker_store
        if isinstance(store, RedisTrackerStore):
            await store.ping()
        return response.json({"model_id": agent.model_id})


async def _close_the_store(app: Sanic, _loop: object) -> None:
    store = _without_safety_net(app.ctx.agent)
    if isinstance(store, RedisTrackerStore):
        await store.close()


def _without_safety_net(agent: Agent) -> Any:
    """Takes the tracker store out of Rasa's wrapper, which turns an error into an empty dialogue."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store
        agent.tracker_store = store
        if agent.processor is not None:
            agent.processor.tracker_store = store
    return store


def _ready(agent: Agent) -> Agent:
    if agent is None or agent.processor is None or agent.domain is None:
        raise NotReady("the model is not loaded")
    _without_safety_net(agent)
    straighten(agent.processor)
    return agent


def _body(request: Request) -> object:
    try:
        return request.json
    except Exception as error:
        raise BadRequest("body", "JSON", request.body[:0]) from error


def _answering(handler: Handler) -> Handler:
    """Every error becomes a status and a code here, and nothing else of it leaves."""

    async def answer(request: Request) -> HTTPResponse:
        try:
            return await handler(request)
        except BadRequest as error:
            return _error(400, "bad_request", str(error), error.field)
        except NotReady as error:
            return _error(503, "model_not_loaded", str(error))
        except (RedisError, ConnectionError, asyncio.TimeoutError):
            log.exception("the tracker store failed")
            return _error(503, "tracker_store_unavailable", "the dialogue can be neither read nor kept")
        except Exception:
            log.exception("the turn failed")
            return _error(500, "internal", "the assistant failed; its log says why")

    answer.__name__ = handler.__name__.strip("_")
    return answer


def _error(status: int, code: str, message: str, field: str | None = None) -> HTTPResponse:
    told = {"code": code, "message": message} | ({"field": field} if field else {})
    return response.json({"error": told}, status=status)
