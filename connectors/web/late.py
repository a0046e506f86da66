"""Late: stands for a resource in a route's handler until the application has opened it."""

from typing import Any

from aiohttp import web


class Late:
    """Passes every attribute on to what the application holds under `key` at that moment.

    Routes are fixed before the first resource opens; a handler that is made with its resources needs this.
    """

    def __init__(self, app: web.Application, key: web.AppKey[Any]) -> None:
        self._app = app
        self._key = key

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app[self._key], name)
