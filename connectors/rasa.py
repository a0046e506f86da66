"""Client of the assistant's turn contract: one call a turn, a time limit, a breaker, and a distrustful reader.

The errors say what the caller may do: `AssistantUnavailable` means the same turn may be asked again later
(it is answered from the tracker, nothing runs twice); `AssistantError` means that asking again will not help.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from connectors import replies
from connectors.breaker import Breaker
from connectors.shapes import Shape, ShapeError, parsed
from escalation.turns.assistant import PARSE_LIMIT_S, AssistantError, AssistantTimeout, AssistantUnavailable

log = logging.getLogger(__name__)

TURN_LIMIT_S = 8.0
HEALTH_LIMIT_S = 2.0
ANSWER_LIMIT = 2 * 1024 * 1024
"""Bytes of an answer that are read at most; sentence vectors are the largest."""
CALLS_AT_ONCE = 64
AWAY = (502, 503, 504)
"""Answers that mean: not now (no model loaded yet, no tracker store, nobody behind the proxy)."""
_NO_LIMIT = aiohttp.ClientTimeout(total=None, sock_connect=None)


class AssistantClient:
    """The assistant as `escalation` knows it, over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, breaker: Breaker | None = None) -> None:
        self._session = session
        self._url = f"{url}/webhooks/gateway"
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._breaker = breaker or Breaker()
        self._parse_breaker = Breaker()

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        """The checked answer to one turn (the shapes of `connectors.replies`)."""
        return await self._asked("/webhook", request, replies.answer, TURN_LIMIT_S, self._breaker)

    async def parse(
        self, texts: list[str], *, vectors: bool = False, passages: int = 0, limit_s: float = PARSE_LIMIT_S
    ) -> list[dict[str, Any]]:
        """Understanding of texts outside any dialogue. A slow one says nothing about turns: it has its own breaker."""
        body = {"texts": texts, "vectors": vectors, "passages": passages}
        answer = await self._asked("/parse", body, replies.parses, limit_s, self._parse_breaker)
        found: list[dict[str, Any]] = answer["parses"]
        if len(found) != len(texts):
            raise AssistantError(f"parse: expected {len(texts)} parses, came {len(found)}")
        return found

    async def health(self) -> str:
        """The id of the model that answers; the errors of a turn when there is none."""
        answer = await self._called("GET", "/health", None, HEALTH_LIMIT_S)
        return str(_checked(replies.health, answer)["model_id"])

    async def _asked(
        self, path: str, body: dict[str, Any], shape: Shape, limit_s: float, breaker: Breaker
    ) -> dict[str, Any]:
        """A call through the breaker. A refusal of our own request says nothing about the assistant's health."""
        if not breaker.admits():
            raise AssistantUnavailable("the assistant keeps failing; calls rest for a moment")
        try:
            answer = _checked(shape, await self._called("POST", path, body, limit_s))
        except (AssistantUnavailable, BrokenAnswer):
            breaker.failed()
            raise
        except BaseException:
            breaker.withdrawn()
            raise
        breaker.succeeded()
        return answer

    async def _called(self, method: str, path: str, body: dict[str, Any] | None, limit_s: float) -> bytes:
        """The limit is our own, to the moment: aiohttp rounds one of more than five seconds up to a whole second."""
        try:
            async with (
                asyncio.timeout(limit_s),
                self._session.request(
                    method, self._url + path, json=body, headers=self._headers, timeout=_NO_LIMIT, allow_redirects=False
                ) as response,
            ):
                content = await _content(response)
                _refuse_status(response.status, path)
                return content
        except TimeoutError as error:
            raise AssistantTimeout(f"{path}: no answer within {limit_s:g} s") from error
        except (aiohttp.ClientError, OSError) as error:
            raise AssistantUnavailable(f"{path}: {type(error).__name__}") from error


class BrokenAnswer(AssistantError):
    """The assistant answered something that is not its contract."""


async def _content(response: aiohttp.ClientResponse) -> bytes:
    chunks, size = [], 0
    async for chunk in response.content.iter_any():
        size += len(chunk)
        if size > ANSWER_LIMIT:
            raise BrokenAnswer(f"expected an answer of at most {ANSWER_LIMIT} bytes, came more")
        chunks.append(chunk)
    return b"".join(chunks)


def _refuse_status(status: int, path: str) -> None:
    if status in AWAY:
        raise AssistantUnavailable(f"{path}: the assistant answered {status}")
    if status >= 500:
        raise BrokenAnswer(f"{path}: the assistant failed with {status}")
    if status != 200:
        raise AssistantError(f"{path}: the assistant refused the request with {status}")


def _checked(shape: Shape, content: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = shape(parsed(content), "")
    except ShapeError as error:
        raise BrokenAnswer(f"the assistant's answer: {error}") from error
    return answer


def _serialized(value: Any) -> str:
    """JSON, with ids in the form in which they travel."""
    return json.dumps(value, default=str, ensure_ascii=False)


@asynccontextmanager
async def open_assistant(url: str, secret: str) -> AsyncIterator[AssistantClient]:
    """A client with its own connections, closed at the end."""
    connector = aiohttp.TCPConnector(limit=CALLS_AT_ONCE, keepalive_timeout=30)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), json_serialize=_serialized
    ) as session:
        yield AssistantClient(session, url, secret)
