"""What every answer tells the browser to refuse: pages, files, refusals, faults and sockets alike."""

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from connectors.settings import Settings
from connectors.web.app import create_app
from connectors.web.security import ALWAYS, SERVER

LEAST = {name for name in ALWAYS if name != "Cache-Control"}
"""Headers of every answer; what may be kept is for each handler to say."""


async def fails(_: web.Request) -> web.Response:
    raise RuntimeError("나쁜 일 at line 7")


@pytest.fixture
async def url(settings: Settings, ui: Path) -> AsyncIterator[str]:
    app = create_app(dataclasses.replace(settings, rasa_url="http://127.0.0.1:9"), ui)
    app.router.add_get("/fails", fails)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    yield settings.public_url
    await runner.cleanup()


ASKED: list[tuple[str, str, int, dict[str, str]]] = [
    ("GET", "/healthz", 200, {}),
    ("HEAD", "/healthz", 200, {}),
    ("GET", "/desk", 200, {}),
    ("GET", "/widget/frame", 200, {}),
    ("GET", "/widget.js", 200, {}),
    ("GET", "/widget.js", 206, {"Range": "bytes=0-2"}),
    ("GET", "/widget.js", 416, {"Range": "bytes=999-"}),
    ("GET", "/widget.js", 304, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    ("GET", "/none", 404, {}),
    ("GET", "/assets/..%2f..%2fetc", 404, {}),
    ("DELETE", "/healthz", 405, {}),
    ("OPTIONS", "/desk/api/team", 405, {}),
    ("TRACE", "/healthz", 405, {}),
    ("GET", "/desk/me", 401, {}),
    ("POST", "/desk/login", 403, {}),
    ("GET", "/widget/socket", 403, {"Origin": "http://evil.example"}),
    ("POST", "/widget/session", 400, {"Origin": "{url}", "X-Firsthand": "1"}),
    ("POST", "/journey/events", 401, {}),
    ("GET", "/internal/shop/orders", 401, {}),
    ("GET", "/healthz", 417, {"Expect": "the-unexpected"}),
    ("GET", "/fails", 500, {}),
]


async def test_every_answer_carries_them(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        for method, path, status, headers in ASKED:
            said = {name: value.format(url=url) for name, value in headers.items()}
            async with http.request(method, url + path, headers=said) as response:
                assert response.status == status, (method, path)
                assert set(response.headers) >= LEAST, (method, path, status)
                assert response.headers.getall("Server") == [SERVER], (method, path)
                assert "default-src 'none'" in response.headers["Content-Security-Policy"], (method, path)
                assert len(response.headers.getall("Content-Security-Policy")) == 1
                assert "RuntimeError" not in await response.text()
                assert response.headers.get("Cache-Control"), (method, path)
                assert "Access-Control-Allow-Origin" not in response.headers


async def test_a_body_that_is_too_large_is_refused_with_them(url: str) -> None:
    said = {"Origin": url, "X-Firsthand": "1", "Content-Type": "application/json"}
    sent: Any = {"data": b" " * 300_000, "headers": said}
    async with aiohttp.ClientSession() as http, http.request("POST", f"{url}/desk/login", **sent) as response:
        assert response.status == 413
        assert set(response.headers) >= LEAST


async def test_a_socket_that_opens_carries_them(url: str) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{url}/widget/socket", origin=url) as socket:
        headers = socket._response.headers
        assert socket._response.status == 101
        assert set(headers) >= LEAST
        assert headers.getall("Server") == [SERVER]
