"""What the application and a request carry, by typed key."""

from asyncio import Event
from datetime import datetime
from typing import Protocol

from aiohttp import web
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.rasa import AssistantClient
from connectors.settings import Settings
from connectors.shop.protocol import Shop
from connectors.web.admission import Admission
from connectors.web.desk_counts import DeskCounts
from connectors.web.durability import Durability
from connectors.web.identity import Identities
from connectors.web.known_devices import KnownDevices
from connectors.web.limits import Limits
from connectors.web.lookout import Lookout
from connectors.web.passes import Passes
from connectors.web.socket_tickets import SocketTickets
from connectors.web.sockets import OpenSockets
from connectors.web.uploads import Uploads
from escalation.insight.workshop import Workshop
from escalation.service import Service
from escalation.staff.second_factors import SecondFactors
from escalation.store.push import Push


class Time(Protocol):
    """A `Clock`, in a form that a key can have."""

    def __call__(self) -> datetime: ...


SETTINGS = web.AppKey("settings", Settings)
ENGINE = web.AppKey("engine", AsyncEngine)
CLOCK: web.AppKey[Time] = web.AppKey("clock")
SHOP: web.AppKey[Shop] = web.AppKey("shop")
REDIS = web.AppKey("redis", Redis)
ASSISTANT = web.AppKey("assistant", AssistantClient)
DURABILITY = web.AppKey("durability", Durability)
WORKSHOP = web.AppKey("workshop", Workshop)
SERVICE = web.AppKey("service", Service)
SECOND_FACTORS = web.AppKey("second_factors", SecondFactors)
PUSH = web.AppKey("push", Push)
COUNTS = web.AppKey("counts", DeskCounts)
LIMITS = web.AppKey("limits", Limits)
KNOWN_DEVICES = web.AppKey("known_devices", KnownDevices)
ADMISSION = web.AppKey("admission", Admission)
SOCKET_TICKETS = web.AppKey("socket_tickets", SocketTickets)
LOOKOUT = web.AppKey("lookout", Lookout)
PASSES = web.AppKey("passes", Passes)
IDENTITIES = web.AppKey("identities", Identities)
SOCKETS = web.AppKey("sockets", OpenSockets)
UPLOADS = web.AppKey("uploads", Uploads)
STOPPING = web.AppKey("stopping", Event)
