"""What is written down of each request, and what it is called in the log."""

import logging
from functools import lru_cache
from uuid import uuid4

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.typedefs import Handler

from connectors.log import IMPERSONAL
from connectors.web.refusals import response_of
from escalation.store.masking import mask

REQUEST_ID: web.RequestKey[str] = web.RequestKey("request_id", str)

log = logging.getLogger(__name__)


@lru_cache(maxsize=256)
def _masked(path: str) -> str:
    """Anybody may ask for a path with anything in it; most ask for the same few."""
    return mask(path)


class AccessLogger(AbstractAccessLogger):
    """One line a request. Without the query string and without the address: both may be personal."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        self.logger.info(
            "%s %s %d %d bytes %.1f ms %s",
            request.method,
            _masked(request.rel_url.raw_path),
            response.status,
            response.body_length,
            time * 1000,
            request.get(REQUEST_ID, "-"),
            extra=IMPERSONAL,
        )

    @property
    def enabled(self) -> bool:
        return self.logger.isEnabledFor(logging.INFO)


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request its id, and turn what is raised into the one form of refusal."""
    request[REQUEST_ID] = uuid4().hex
    try:
        response = await handler(request)
    except Exception as error:
        response = response_of(error)
        if response.status >= 500:
            log.error("request %s ended with %d", request[REQUEST_ID], response.status)
    if not response.prepared:
        response.headers["X-Request-Id"] = request[REQUEST_ID]
    return response
