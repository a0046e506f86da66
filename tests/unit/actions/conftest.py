from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from tests.unit.actions.fake_shop import FakeShop
from tests.unit.actions.stage import Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Actions in front of a shop that runs; its records are the test's to fill."""
    shop = FakeShop()
    async with TestServer(shop.app()) as server, aiohttp.ClientSession() as session:
        yield Stage(shop, session, str(server.make_url("")))
