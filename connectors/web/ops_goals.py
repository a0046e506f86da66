"""Goals, improvements and alarms over HTTP."""

from datetime import date
from typing import Any

from aiohttp import web

from connectors.schemas import said
from connectors.shapes import Shape, ShapeError, number, one_of, record, text
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.desk_api_admin import id_in_path
from connectors.web.ops_segments import narrowing
from connectors.web.routing import Route, delete, get, post
from escalation.numbers.alarms import Alarms
from escalation.numbers.goal_book import GoalBook
from escalation.numbers.goals import Direction
from escalation.numbers.improvement_book import ImprovementBook
from escalation.numbers.improvements import VERDICTS
from escalation.store.record import Record

YEARS = range(2000, 2200)


def _day(value: Any, at: str) -> date:
    if isinstance(value, str) and len(value) == len("2026-01-31"):
        try:
            found = date.fromisoformat(value)
        except ValueError as error:
            raise ShapeError(at, "a day like 2026-01-31", value) from error
        if found.year in YEARS:
            return found
    raise ShapeError(at, "a day like 2026-01-31", value)


day = said(_day, type="string", format="date")
"""A day as in 2026-01-31."""

_about: dict[str, Shape] = {"metric": text(60, 1), "filter": narrowing}
new_goal = record(
    {
        **_about,
        "target": number(-1e15, 1e15),
        "direction": one_of(*Direction),
        "first_day": day,
        "last_day": day,
    }
)
new_improvement = record({**_about, "title": text(400), "started_on": day}, {"note": text(10_000)})
verdict_given = record({"verdict": one_of(*VERDICTS)})


def routes() -> list[Route]:
    return [
        get("/ops/api/goals", goals, Act.OPS_READ),
        post("/ops/api/goals", add_goal, Act.OPS_WRITE),
        delete("/ops/api/goals/{id}", archive_goal, Act.OPS_WRITE),
        get("/ops/api/improvements", improvements, Act.OPS_READ),
        post("/ops/api/improvements", add_improvement, Act.OPS_WRITE),
        post("/ops/api/improvements/{id}/verdict", decide, Act.OPS_WRITE),
        delete("/ops/api/improvements/{id}", archive_improvement, Act.OPS_WRITE),
        get("/ops/api/alarms", alarms, Act.OPS_READ),
        post("/ops/api/alarms/{id}/seen", seen, Act.OPS_WRITE),
    ]


def _record(request: web.Request) -> Record:
    return request.app[keys.SERVICE].record


async def goals(request: web.Request) -> web.Response:
    return web.json_response({"goals": await GoalBook(_record(request)).all()})


async def add_goal(request: web.Request) -> web.Response:
    fields = await json_body(request, new_goal)
    added = await GoalBook(_record(request)).add(actor=request[sessions.AGENT].id, fields=fields)
    return web.json_response({"id": str(added)})


async def archive_goal(request: web.Request) -> web.Response:
    await GoalBook(_record(request)).archive(actor=request[sessions.AGENT].id, goal_id=id_in_path(request))
    return web.json_response({"ok": True})


async def improvements(request: web.Request) -> web.Response:
    return web.json_response({"improvements": await ImprovementBook(_record(request)).all()})


async def add_improvement(request: web.Request) -> web.Response:
    fields = {"note": "", **await json_body(request, new_improvement)}
    added = await ImprovementBook(_record(request)).add(actor=request[sessions.AGENT].id, fields=fields)
    return web.json_response({"id": str(added)})


async def decide(request: web.Request) -> web.Response:
    verdict = (await json_body(request, verdict_given))["verdict"]
    who, which = request[sessions.AGENT].id, id_in_path(request)
    await ImprovementBook(_record(request)).decide(actor=who, improvement_id=which, verdict=verdict)
    return web.json_response({"ok": True})


async def archive_improvement(request: web.Request) -> web.Response:
    who, which = request[sessions.AGENT].id, id_in_path(request)
    await ImprovementBook(_record(request)).archive(actor=who, improvement_id=which)
    return web.json_response({"ok": True})


async def alarms(request: web.Request) -> web.Response:
    return web.json_response({"alarms": await Alarms(_record(request)).all()})


async def seen(request: web.Request) -> web.Response:
    await Alarms(_record(request)).seen(actor=request[sessions.AGENT].id, alarm_id=id_in_path(request))
    return web.json_response({"ok": True})
