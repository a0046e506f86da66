"""A settings page as the browser would be it: signed in, with the header that only our own pages send."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen
from tests.integration.web.test_golden import fields

GOLDEN = json.loads((Path(__file__).parents[2] / "contracts" / "desk_api.json").read_text("utf-8"))


def changed(name: str, /, **others: Any) -> dict[str, Any]:
    """The body of a golden request, with other values."""
    return {**GOLDEN[name]["request"]["body"], **others}


class Answer(NamedTuple):
    status: int
    body: Any

    @property
    def refused(self) -> tuple[int, str, str | None]:
        """Status, code and field of a refusal."""
        error = self.body["error"]
        return self.status, error["code"], error.get("field")


class Caller:
    """Asks the gateway as the person who is signed in, below one path."""

    below: str

    def __init__(self, screen: AgentScreen) -> None:
        self._screen = screen

    async def ask(self, method: str, path: str, body: object = None, **query: str) -> Answer:
        url = f"{self._screen.url}{self.below}{path}"
        headers = self._screen.origin if method != "GET" else {}
        async with self._screen.http.request(method, url, json=body, headers=headers, params=query) as response:
            return Answer(response.status, await response.json())

    async def get(self, path: str, **query: str) -> Any:
        answer = await self.ask("GET", path, **query)
        assert answer.status == 200, answer
        return answer.body


class Page(Caller):
    """A page of settings."""

    below = "/desk/api/"

    async def example(self, name: str, path: str | None = None) -> Answer:
        """Send a golden request, perhaps to another path; the answer has the status and the shape of its response."""
        golden = GOLDEN[name]
        asked = golden["request"]
        where = path or asked["path"].removeprefix(self.below)
        answer = await self.ask(asked["method"], where, asked.get("body"))
        assert answer.status == golden.get("status", 200), answer
        assert set(fields(answer.body)) <= set(fields(golden["response"])), answer
        return answer


@asynccontextmanager
async def signed_in(gateway: Gateway, *roles: str, name: str = "지원") -> AsyncIterator[Page]:
    """Somebody with these roles, at a page."""
    email = f"{'-'.join(roles)}@shop.example"
    await gateway.hire(name, email, *roles)
    async with gateway.agent() as screen:
        await screen.sign_in(email, PASSWORD)
        yield Page(screen)
