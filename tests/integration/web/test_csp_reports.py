"""`/csp-report` of a running gateway: counted, written down, small, seldom; and pages that name it."""

import json
import logging
from typing import Any

import aiohttp
import pytest

from connectors.web.csp_reports import CSP_REPORTS, MOST_BYTES
from connectors.web.limits import CSP_REPORTS_BY_ADDRESS
from tests.integration.web.conftest import Gateway

REFUSED = {
    "document-uri": "http://help/desk",
    "effective-directive": "img-src",
    "blocked-uri": "https://evil.example/a",
}
REPORT = {"csp-report": REFUSED}
KIND = "application/csp-report"


async def sent(gateway: Gateway, body: object, kind: str = KIND, **headers: str) -> int:
    source = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with aiohttp.ClientSession() as http:
        told = {"Content-Type": kind, **headers}
        async with http.post(f"{gateway.url}/csp-report", data=source, headers=told) as response:
            return response.status


async def test_a_report_is_counted_and_written_down(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "connectors.web.csp_reports")
    assert await sent(gateway, REPORT, Origin="null") == 204
    assert await sent(gateway, {"csp-report": {"blocked-uri": "chrome-extension"}}) == 204
    assert gateway.app[CSP_REPORTS].count == 1
    assert (
        caplog.messages[0] == "a browser refused https://evil.example/a (img-src) on http://help/desk, asked for by -"
    )
    async with aiohttp.ClientSession() as http, http.get(f"{gateway.url}/readyz") as response:
        assert (await response.json())["csp_reports"] == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", KIND, 400),
        (b"[" * 10_000, KIND, 400),
        ({"csp-report": 3}, KIND, 400),
        (REPORT, "text/plain", 400),
        ({**REPORT, "more": "x" * MOST_BYTES}, KIND, 413),
    ],
)
async def test_what_is_no_report_is_not_counted(gateway: Gateway, body: Any, kind: str, status: int) -> None:
    assert await sent(gateway, body, kind) == status
    assert gateway.app[CSP_REPORTS].count == 0


async def test_one_address_cannot_fill_the_log(gateway: Gateway) -> None:
    statuses = [await sent(gateway, REPORT) for _ in range(CSP_REPORTS_BY_ADDRESS.burst + 3)]
    assert set(statuses[: CSP_REPORTS_BY_ADDRESS.burst]) == {204}
    assert statuses[-1] == 429
    assert gateway.app[CSP_REPORTS].count < len(statuses)


@pytest.mark.parametrize("path", ["/desk", "/ops", "/widget/frame", "/resume"])
async def test_every_page_names_where_to_tell_it(gateway: Gateway, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(gateway.url + path) as response:
        assert response.headers["Content-Security-Policy"].endswith("report-uri /csp-report")
