"""Where customers come from and go to: the onboarding funnel, and the journeys that stand for most of them."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.funnel import STEPS, StepReading, share_wire
from escalation.numbers.funnel_readings import read_funnel
from escalation.numbers.path_readings import read_paths
from escalation.numbers.paths import Counts, Variant, graph, journeys
from escalation.numbers.rescues import read_rescue

DAYS = 14
MOST_DAYS = 90
SUPPORT = 0.05


def routes() -> list[Route]:
    return [get("/ops/api/funnel", funnel, Act.OPS_READ), get("/ops/api/paths", paths, Act.OPS_READ)]


async def funnel(request: web.Request) -> web.Response:
    """Every step of onboarding in `days` (1 to 90) from the one before, and what rescuing did."""
    now = request.app[keys.CLOCK]()
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        return web.json_response(await _funnel(connection, about, days_of(request), now))


def days_of(request: web.Request) -> int:
    """The days in which a step counts. Raises QuestionError."""
    given = request.query.get("days") or str(DAYS)
    if not (given.isascii() and given.isdigit() and len(given) <= 2 and 1 <= int(given) <= MOST_DAYS):
        raise QuestionError("days", f"must be a whole number from 1 to {MOST_DAYS}, not {given!r}")
    return int(given)


async def _funnel(connection: AsyncConnection, about: Filter, days: int, now: datetime) -> dict[str, Any]:
    within = timedelta(days=days)
    steps, topics = await read_funnel(connection, about, within, now)
    return {
        **about.wire(),
        "days": days,
        "steps": [
            {
                **_step(step, steps[0].customers),
                "asked_next": topics.get(step.step, []),
                "rows": about.address(step=step.step, days=str(days)),
            }
            for step in steps
        ],
        "rescue": await read_rescue(connection, about, within, now),
    }


def _step(step: StepReading, of: int) -> dict[str, Any]:
    """Nobody goes on from the last step: there is nothing to say of it."""
    last = step.step == STEPS[-1]
    decided = step.went_on + step.left
    return {
        "step": step.step,
        "customers": step.customers,
        "share": round(step.customers / of, 4) if of else None,
        "went_on": None if last else share_wire("went_on", step.went_on, decided, step.pending),
        "median_s": None if step.median_s is None else round(step.median_s, 1),
    }


async def paths(request: web.Request) -> web.Response:
    """The few journeys that stand for most customers, and what follows what for at least `support` (0 to 1) of them.
    `of`: about how many there are in all, where `customers` are a sample."""
    async with request.app[keys.ENGINE].connect() as connection:
        about, support = await asked(request, connection), support_of(request)
        counts, of = await read_paths(connection, about)
    sizes = {"support": support, "customers": counts.customers, "of": of}
    return web.json_response({**about.wire(), **sizes, **_graph(graph(counts, support)), **_journeys(counts)})


def support_of(request: web.Request) -> float:
    """The least share of customers that a step or a way between two must have. Raises QuestionError."""
    given = request.query.get("support") or str(SUPPORT)
    try:
        support = float(given)
    except ValueError:
        support = -1.0
    if not 0 <= support <= 1:
        raise QuestionError("support", f"must be a number from 0 to 1, not {given!r}")
    return support


def _journeys(counts: Counts) -> dict[str, Any]:
    return {"journeys": [_journey(variant, counts.customers) for variant in journeys(counts.variants)]}


def _journey(variant: Variant, of: int) -> dict[str, Any]:
    tally = variant.tally
    return {
        "steps": list(variant.steps),
        "customers": tally.customers,
        "share": round(tally.customers / of, 4),
        "outcome": {
            "resolved": round(tally.resolved / tally.asked, 4) if tally.asked else None,
            "repeat": round(tally.repeat / tally.asked, 4) if tally.asked else None,
            "ordered_again": round(tally.ordered_again / tally.customers, 4),
        },
        "example": list(variant.example),
    }


def _graph(counts: Counts) -> dict[str, Any]:
    """The most frequent first."""
    nodes = sorted(counts.nodes.items(), key=lambda node: (-node[1][1], node[0]))
    edges = sorted(counts.edges.items(), key=lambda edge: (-edge[1][0], edge[0]))
    return {
        "nodes": [
            {"id": name, "stage": stage, "customers": on, "share": round(on / counts.customers, 4)}
            for name, (stage, on) in nodes
        ],
        "edges": [
            {
                "from": one,
                "to": following,
                "customers": on,
                "share": round(on / counts.customers, 4),
                "median_s": round(s, 1),
            }
            for (one, following), (on, s) in edges
        ],
    }
