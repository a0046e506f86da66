"""A page of the numbers as the browser would be it: signed in, held against the golden answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.golden_answers import EXAMPLES as GOLDEN
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.settings_pages import Caller


def changed(name: str, /, **others: Any) -> dict[str, Any]:
    """The body of a golden request, with other values."""
    return {**GOLDEN[name]["request"]["body"], **others}


class OpsPage(Caller):
    """A page of the numbers."""

    below = "/ops/api/"

    async def example(self, name: str, path: str | None = None, **query: str) -> Any:
        """Send a golden request, perhaps to another path or with another query; answers a body of the golden shape."""
        asked = GOLDEN[name]["request"]
        where = path or asked["path"].removeprefix(self.below)
        answer = await self.ask(asked["method"], where, asked.get("body"), **(query or asked.get("query", {})))
        assert answer.status == 200, answer
        assert_golden(name, answer.body)
        return answer.body


@asynccontextmanager
async def at_the_numbers(gateway: Gateway, role: str = "ops", name: str = "하은") -> AsyncIterator[OpsPage]:
    """Somebody with this role, at the page of the numbers."""
    email = f"{role}@shop.example"
    await gateway.hire(name, email, role)
    async with gateway.agent() as screen:
        await screen.sign_in(email, PASSWORD)
        yield OpsPage(screen)
