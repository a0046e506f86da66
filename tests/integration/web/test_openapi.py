"""What the OpenAPI document allows is asked of a running gateway, and spoilt: no fault of ours, and answers as told."""

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from connectors.web.authorization import ROLES
from tests.contract import DOCUMENT
from tests.integration.web.conftest import PASSWORD, WRITE_KEY, Gateway

DEEP = "FIRSTHAND_FAULTS" in os.environ
EXAMPLES = 100 if DEEP else 2
"""Of each operation, good ones and spoilt ones each."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LIMIT_S = 60
API = schemathesis.openapi.from_dict(DOCUMENT)
AREAS = [tag["name"] for tag in DOCUMENT["tags"]]
LEFT_OUT = {
    *("/widget/socket", "/desk/socket"),  # no plain HTTP
    "/desk/logout",  # ends the session that everything else is asked with
    "/ops/api/report",  # drawn for seconds in a process of its own
}
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def operations(area: str) -> Iterator[Any]:
    for found in API.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # the document is valid: a test says so
        if area in operation.tags and operation.path not in LEFT_OUT:
            yield operation


async def headers_of(gateway: Gateway) -> dict[str, str]:
    """Of somebody who may do everything, on our own page; and the keys of other programs."""
    await gateway.hire("관리자", "admin@shop.example", *sorted(ROLES))
    async with gateway.agent() as screen:
        await screen.sign_in("admin@shop.example", PASSWORD)
        cookies = "; ".join(f"{one.key}={one.value}" for one in screen.http.cookie_jar)
        return {**screen.origin, "Cookie": cookies}


def asked(operation: Any, mode: GenerationMode, url: str, headers: dict[str, str]) -> list[str]:
    """What is wrong with the answers to generated requests."""
    wrong: list[str] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not DEEP,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        response = case.call(base_url=url, headers=headers, timeout=LIMIT_S, allow_redirects=False)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as failures:
            wrong.extend(f"{case.method} {case.path}: {failure}" for failure in failures.exceptions)

    try:
        ask()
    except Unsatisfiable:  # nothing in it can be spoilt
        return wrong
    return wrong


@pytest.mark.slow
@pytest.mark.timeout(3000 if DEEP else 600)
@pytest.mark.parametrize("area", AREAS)
async def test_generated_requests_are_answered_as_told(unlimited: Gateway, area: str) -> None:
    headers = await headers_of(unlimited)
    key = unlimited.settings.internal_secret if area == "internal" else WRITE_KEY
    headers["Authorization"] = f"Bearer {key}"
    wrong: list[str] = []
    for operation in operations(area):
        for mode in MODES:
            wrong += await asyncio.to_thread(asked, operation, mode, unlimited.url, headers)
    assert wrong == []


async def test_it_is_served_to_everybody(gateway: Gateway) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{gateway.url}/openapi.json") as response:
        assert response.status == 200
        assert await response.json() == DOCUMENT
