"""Where customers come from and go to: the onboarding funnel, and the journeys that stand for most of them."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_filter import asked, refusal
from connectors.web.routing import Route, get
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.funnel import STEPS, StepReading, share_wire
from escalation.numbers.funnel_readings import read_steps, read_topics
from escalation.numbers.rescues import read_rescue

DAYS = 14
MOST_DAYS = 90


def routes() -> list[Route]:
    return [get("/ops/api/funnel", funnel, Act.OPS_READ)]


async def funnel(request: web.Request) -> web.Response:
    """Every step of onboarding in `days` (1 to 90) from the one before, and what rescuing did."""
    now = request.app[keys.CLOCK]()
    async with request.app[keys.ENGINE].connect() as connection:
        about = await asked(request, connection)
        return web.json_response(await _funnel(connection, about, days_of(request), now))


def days_of(request: web.Request) -> int:
    """The days in which a step counts. Refuses what is no such number."""
    given = request.query.get("days") or str(DAYS)
    if not (given.isascii() and given.isdigit() and len(given) <= 2 and 1 <= int(given) <= MOST_DAYS):
        raise refusal(QuestionError("days", f"must be a whole number from 1 to {MOST_DAYS}, not {given!r}"))
    return int(given)


async def _funnel(connection: AsyncConnection, about: Filter, days: int, now: datetime) -> dict[str, Any]:
    within = timedelta(days=days)
    steps = await read_steps(connection, about, within, now)
    topics = await read_topics(connection, about, within, now)
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
