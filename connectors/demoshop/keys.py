"""What the demo shop's application carries."""

from collections.abc import Callable
from datetime import datetime

import jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.demoshop.settings import Settings
from connectors.demoshop.words import Words
from connectors.shop.sql import SqlShop

Clock = Callable[[], datetime]

SETTINGS = web.AppKey("settings", Settings)
ENGINE = web.AppKey("engine", AsyncEngine)
SHOP = web.AppKey("shop", SqlShop)
TEMPLATES = web.AppKey("templates", jinja2.Environment)
WORDS = web.AppKey("words", Words)
CLOCK: web.AppKey[Clock] = web.AppKey("clock")
