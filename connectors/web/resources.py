"""What the gateway holds while it runs: opened in order, closed in the opposite one, nothing built at import."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import aiohttp
from aiohttp import web
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from sqlalchemy.ext.asyncio import create_async_engine

from connectors.rasa import open_assistant
from connectors.setting_values import folder_of
from connectors.shop.errors import ShopUnavailable
from connectors.shop.http import HttpShop
from connectors.shop.sql import SqlShop
from connectors.web import keys
from connectors.web.background import at_work
from connectors.web.desk_counts import DeskCounts
from connectors.web.durability import Durability
from connectors.web.identity import Identities
from connectors.web.known_devices import KnownDevices
from connectors.web.limits import GUESSES_BY_ORDER, Limits
from connectors.web.lookout import Lookout
from connectors.web.once import Once
from connectors.web.passes import Passes
from connectors.web.signed import Signer
from connectors.web.socket_tickets import SocketTickets
from escalation.insight.keeper import Keeper, Refresher
from escalation.insight.refreshers import refreshers
from escalation.insight.workshop import Workshop
from escalation.privacy.erasure import Erasure
from escalation.privacy.retention import Retention, refresher
from escalation.reconcile import Reconciler
from escalation.routing.policy_file import read_policy
from escalation.service import Service
from escalation.staff.seal import Seal
from escalation.staff.second_factors import SecondFactors
from escalation.store.clock import Clock
from escalation.store.hung_transactions import GATEWAY
from escalation.store.refusals import Refused
from escalation.store.shared_clock import SharedClock
from escalation.suggestions.feelings import FeelingReader
from escalation.suggestions.learning import Learner
from escalation.turns.turns import TurnRunner

CONNECTIONS = 24
"""To PostgreSQL, of one gateway: more would only wait inside the database."""
CONNECT_LIMIT_S = 5.0
STATEMENT_LIMIT_S = 30.0
REDIS_LIMIT_S = 1.0
SHOP_RETRY_S = 5.0
BACKROOM_IDLE_S = 10.0
"""Nobody waits for what the keeper works out, and it keeps no page waiting: it has a process of its own."""


async def database(app: web.Application) -> AsyncIterator[None]:
    """Without LLVM: a PostgreSQL that has it would compile the hundred aggregates of a page anew for each statement,
    which takes seconds where the statement takes a tenth of one."""
    settings = app[keys.SETTINGS]
    engine = create_async_engine(
        settings.database_url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=CONNECT_LIMIT_S,
        connect_args={
            "timeout": CONNECT_LIMIT_S,
            "command_timeout": STATEMENT_LIMIT_S,
            "server_settings": {"application_name": GATEWAY, "jit": "off"},
        },
        hide_parameters=True,  # an error goes to the log, what customers wrote does not
    )
    app[keys.ENGINE] = engine
    yield
    await engine.dispose()


async def clock(app: web.Application) -> AsyncIterator[None]:
    """One time for all gateways, unless another was handed in."""
    if keys.CLOCK in app:
        yield
        return
    shared = SharedClock(app[keys.ENGINE])
    app[keys.CLOCK] = shared
    await shared.look()
    async with at_work({"clock": shared.run}):
        yield


async def redis(app: web.Application) -> AsyncIterator[None]:
    """One quick retry, for a connection that died while it lay idle; an absent Redis must not hold anybody up."""
    client = Redis.from_url(
        app[keys.SETTINGS].redis_url,
        socket_timeout=REDIS_LIMIT_S,
        socket_connect_timeout=REDIS_LIMIT_S,
        retry=Retry(NoBackoff(), 1),
    )
    app[keys.REDIS] = client
    yield
    await client.aclose()


async def durability(app: web.Application) -> AsyncIterator[None]:
    """Engines that may lose what was confirmed are refused, unless somebody insists."""
    watch = app[keys.DURABILITY] = Durability(app[keys.ENGINE], app[keys.REDIS])
    await watch.look()
    if not app[keys.SETTINGS].unsafe:
        watch.refuse_lossy()
    async with at_work({"durability": watch.run}):
        yield


async def shop(app: web.Application) -> AsyncIterator[None]:
    """The shop behind the adapter that the settings name."""
    settings = app[keys.SETTINGS]
    if settings.shop_adapter == "sql":
        engine = create_async_engine(
            settings.shop_database_url, pool_size=5, pool_timeout=CONNECT_LIMIT_S, hide_parameters=True
        )
        app[keys.SHOP] = SqlShop(engine)
        yield
        await engine.dispose()
    else:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            app[keys.SHOP] = HttpShop(session, settings.shop_url, settings.shop_token)
            yield


async def assistant(app: web.Application) -> AsyncIterator[None]:
    settings = app[keys.SETTINGS]
    async with open_assistant(settings.rasa_url, settings.assistant_secret) as client:
        app[keys.ASSISTANT] = client
        yield


async def guards(app: web.Application) -> AsyncIterator[None]:
    """Limits, tickets and identities: what stands before the service."""
    settings, once = app[keys.SETTINGS], Once(app[keys.REDIS])
    seconds = partial(_seconds, app[keys.CLOCK])
    signer = Signer(settings.session_secret, seconds)
    app[keys.LIMITS] = Limits(app[keys.REDIS], enforced=settings.limits)
    app[keys.KNOWN_DEVICES] = KnownDevices(signer, settings.secure)
    app[keys.SOCKET_TICKETS] = SocketTickets(signer, once)
    app[keys.PASSES] = Passes(signer)
    app[keys.IDENTITIES] = Identities(settings.widget_jwt_keys, settings.widget_audience, signer, once, seconds)
    yield


def _seconds(clock: Clock) -> float:
    """Of Unix time."""
    return clock().timestamp()


async def workshop(app: web.Application) -> AsyncIterator[None]:
    """Heavy arithmetic beside the gateway's loop; its process begins when first asked and ends here."""
    opened = app[keys.WORKSHOP] = Workshop()
    yield
    await opened.close()


async def service(app: web.Application) -> AsyncIterator[None]:
    """The use cases, and what runs in the background for them."""
    service = Service(
        engine=app[keys.ENGINE],
        redis=app[keys.REDIS],
        assistant=app[keys.ASSISTANT],
        clock=app[keys.CLOCK],
        prove=_prover(app),
        policy=read_policy(app[keys.SETTINGS].policy),
        letters=bool(app[keys.SETTINGS].smtp_url),
        held_back=app[keys.SETTINGS].outreach_held_back,
    )
    app[keys.SERVICE], app[keys.PUSH] = service, service.push
    app[keys.SECOND_FACTORS] = SecondFactors(service.record, Seal(app[keys.SETTINGS].session_secret))
    counts = app[keys.COUNTS] = DeskCounts(service, service.push)
    backroom = Workshop(idle_s=BACKROOM_IDLE_S)
    work = {
        "push": service.push.run,
        "turns": TurnRunner(service).run,
        "dispatcher": service.dispatcher.run,
        "counts": counts.run,
        "reconciler": Reconciler(service).run,
        "feelings": FeelingReader(service.record, service.assistant).run,
        "learner": Learner(service.record, service.assistant).run,
        "keeper": Keeper(service.record, backroom, (*refreshers(service), _old_age(app, service))).run,
    }
    async with at_work(work):
        yield
    await backroom.close()


def _old_age(app: web.Application, service: Service) -> Refresher:
    settings = app[keys.SETTINGS]
    letters = folder_of(settings.smtp_url)
    erasure = Erasure(service.record, app[keys.REDIS], letters=() if letters is None else (letters,))
    return refresher(Retention(service.record, erasure, settings.retention))


async def lookout(app: web.Application) -> AsyncIterator[None]:
    """Finds out beforehand what verified customers would ask about."""
    app[keys.LOOKOUT] = Lookout(
        app[keys.SHOP], app[keys.SERVICE].outreach, app[keys.CLOCK], app[keys.SETTINGS].outreach_every_s
    )
    yield
    await app[keys.LOOKOUT].close()


def _prover(app: web.Application) -> Callable[[str, str], Awaitable[bool]]:
    async def prove(reference: str, contact: str) -> bool:
        """Whether the shop knows `contact` on the order; a shop that is away refuses nobody for ever.

        A new visitor has new guesses, an order has not: who knows its number may not try the digits one by one.
        """
        await app[keys.LIMITS].take((GUESSES_BY_ORDER, reference.strip().casefold()))
        try:
            return await app[keys.SHOP].owns(reference, contact)
        except ShopUnavailable as error:
            raise Refused("unavailable", "the shop does not answer", retry_after=SHOP_RETRY_S) from error

    return prove
