"""The escalation side with its clock, and a shop's server to send to."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.outbound.webhooks import open_client
from tests.integration.escalation.world import World, open_world
from tests.integration.outbound.webhook_receiver import Receiver


@pytest.fixture
async def world(database_url: str, redis_url: str) -> AsyncIterator[World]:
    async with open_world(database_url, redis_url) as opened:
        yield opened


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    heard = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", heard.hear)
    async with TestServer(app) as server:
        heard.url = str(server.make_url("")).rstrip("/")
        yield heard


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_client(private=True) as opened:
        yield opened
