"""What hurts customers, over HTTP: pain points, drivers, trends, and clusters of what they wrote."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.insight.clustering import at_once, key_of
from escalation.insight.driver_words import NOTE, meaning_of, name_of
from escalation.insight.keeper import kept
from escalation.insight.rises import TRENDS
from escalation.insight.rows import DRIVERS, day_counts, driver_rows, pain_groups
from escalation.insight.texts import TEXTS
from escalation.insight.workshop import WorkshopError
from escalation.numbers.filter import WINDOWS, Filter, QuestionError
from escalation.store.refusals import Refused

RETRY_S = 5.0
OUTCOMES = ("csat", "solved")


def routes() -> list[Route]:
    return [
        get("/ops/api/pain", pain, Act.OPS_READ),
        get("/ops/api/drivers", drivers, Act.OPS_READ),
        get("/ops/api/trends", trends, Act.OPS_READ),
        get("/ops/api/clusters", clusters, Act.OPS_READ),
    ]


async def pain(request: web.Request) -> web.Response:
    """Topics by contacts x failed first contacts x negative feeling x minutes, the worst first."""
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        groups = await pain_groups(connection, about, request.app[keys.CLOCK]())
    points = await _computed(request, "escalation.insight.pain:points", groups)
    return web.json_response({**about.wire(), "points": [{**point, "rows": _failed(about, point)} for point in points]})


def _failed(about: Filter, point: dict[str, Any]) -> str:
    """The first contacts of a topic, those that failed among them."""
    values = {**about.narrowing.values, "topic": (point["topic"],)}
    narrowed = replace(about, narrowing=replace(about.narrowing, values=values))
    return narrowed.address(metric="fcr", part="denominator")


async def drivers(request: web.Request) -> web.Response:
    """What goes along with the rating (`of=csat`) or with the customer's word that it was solved (`of=solved`)."""
    of = _one_of(request, "of", OUTCOMES)
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        rows, outcome = await driver_rows(connection, about, of)
    found = await _computed(request, "escalation.insight.drivers:drivers", DRIVERS, rows, outcome)
    told = [_driver(driver) for driver in found["drivers"]]
    return web.json_response({**about.wire(), "of": of, **found, "drivers": told, "note": NOTE})


def _driver(found: dict[str, Any]) -> dict[str, Any]:
    told = {name: found[name] for name in ("id", "share", "low", "high", "effect", "sure")}
    return {
        **told,
        "name": name_of(found["id"]),
        "meaning": meaning_of(found["id"], found["effect"], sure=found["sure"]),
    }


async def trends(request: web.Request) -> web.Response:
    """Each topic by day beside its rhythm, with the rises that are more than chance."""
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        counts = await day_counts(connection, about, request.app[keys.CLOCK]())
    topics = [] if counts is None else await _computed(request, TRENDS, *counts)
    return web.json_response({**about.wire(), "topics": topics})


async def clusters(request: web.Request) -> web.Response:
    """Texts that mean the same: `of=unanswered` or `of=comments`. For the last 30 days as they were worked out last;
    for any other filter, and before that, over its newest texts at once."""
    of = _one_of(request, "of", tuple(TEXTS))
    now = request.app[keys.CLOCK]()
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        usual = replace(about, window=WINDOWS[0]) == Filter.read({}, now)
        ready = await kept(connection, key_of(of)) if usual else None
    if ready is not None:
        found, computed_at = ready.data, ready.computed_at
    else:
        found, computed_at = await _at_once(request, of, about), now
    return web.json_response({**about.wire(), "of": of, **found, "computed_at": computed_at.isoformat()})


async def _at_once(request: web.Request, of: str, about: Filter) -> dict[str, Any]:
    app = request.app
    try:
        return await at_once(app[keys.SERVICE].record, app[keys.WORKSHOP], app[keys.ASSISTANT], of, about)
    except WorkshopError as error:
        raise _busy(error) from error


async def _computed(request: web.Request, function: str, *arguments: Any) -> Any:
    try:
        return await request.app[keys.WORKSHOP].run(function, *arguments)
    except WorkshopError as error:
        raise _busy(error) from error


def _busy(error: WorkshopError) -> Refused:
    return Refused("unavailable", str(error), retry_after=RETRY_S)


def _one_of(request: web.Request, field: str, allowed: tuple[str, ...]) -> str:
    """The first is the default. Raises QuestionError for any other."""
    given = request.query.get(field) or allowed[0]
    if given not in allowed:
        raise QuestionError(field, f"must be one of {', '.join(allowed)}, not {given!r}")
    return given
