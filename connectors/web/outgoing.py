"""What the gateway sends by itself while it runs."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from connectors.outbound.sender import Sender
from connectors.outbound.webhooks import WebhookPost, open_client
from connectors.web import keys
from connectors.web.resources import kept_running
from escalation.clock import utc_now
from escalation.lanes import delivery_lane


async def senders(app: web.Application) -> AsyncIterator[None]:
    """Every gateway sends; rows taken by one are not taken by another."""
    engine, private = app[keys.ENGINE], app[keys.SETTINGS].webhook_private
    async with open_client(private=private) as client:
        post = WebhookPost(engine, client, utc_now, private=private)
        task = asyncio.create_task(
            kept_running("webhooks", Sender("delivery", delivery_lane(engine, utc_now), post).run)
        )
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
