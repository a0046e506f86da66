"""The demo shop's application: all routes, and what opens and closes with it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import create_async_engine

from connectors.demoshop import account, api, schema, storefront
from connectors.demoshop.keys import CLOCK, ENGINE, SETTINGS, SHOP, TEMPLATES, WORDS, Clock
from connectors.demoshop.seeding import seed
from connectors.demoshop.settings import Settings
from connectors.demoshop.words import Words
from connectors.shop.sql import SqlShop

_HERE = Path(__file__).parent
LARGEST_REQUEST = 64 * 1024  # bytes


def utc_now() -> datetime:
    return datetime.now(UTC)


def make_app(settings: Settings, clock: Clock = utc_now) -> web.Application:
    app = web.Application(middlewares=[api.guard, storefront.lost], client_max_size=LARGEST_REQUEST)
    app[SETTINGS], app[CLOCK], app[WORDS] = settings, clock, Words()
    app[TEMPLATES] = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        enable_async=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    app.add_routes([*storefront.routes(), *account.routes(), *api.routes(), web.static("/static", _HERE / "static")])
    app.cleanup_ctx.append(_database)
    return app


async def _database(app: web.Application) -> AsyncIterator[None]:
    engine = create_async_engine(app[SETTINGS].database_url, pool_size=5, pool_pre_ping=True)
    try:
        await schema.create(engine)
        await seed(engine, app[SETTINGS].public_url, app[CLOCK]())
        app[ENGINE], app[SHOP] = engine, SqlShop(engine)
        yield
    finally:
        await engine.dispose()
