"""The numbers over HTTP: the overview, the rows behind each value, and one contact whole."""

from datetime import datetime, timedelta
from uuid import UUID

from aiohttp import web
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_filter import asked
from connectors.web.ops_paths import days_of
from connectors.web.routing import Route, get
from escalation.numbers import overview as page
from escalation.numbers.contact_detail import contact_detail
from escalation.numbers.drill_down import metric_of, part_of
from escalation.numbers.drill_down import rows as listed
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.funnel_readings import asked_after
from escalation.numbers.metrics import Metric, Part
from escalation.numbers.side_by_side import another
from escalation.numbers.touchpoint_contacts import touchpoint_where
from escalation.store.refusals import Refused
from escalation.tables import contact as contacts

PAGE = 100  # rows a call
MOST_DIGITS = 9  # of a number in a query
MOST_CHARACTERS = 200  # of a name in it
ALSO = ("customer", "touchpoint", "stage", "step")


def routes() -> list[Route]:
    return [
        get("/ops/api/overview", overview, Act.OPS_READ),
        get("/ops/api/rows", rows, Act.OPS_READ),
        get("/ops/api/contacts/{contact_id}", contact, Act.OPS_READ),
    ]


async def overview(request: web.Request) -> web.Response:
    """Every number of a filter, split by `by`."""
    engine, now, by = request.app[keys.ENGINE], request.app[keys.CLOCK](), request.query.get("by") or "topic"
    async with engine.connect() as connection, another(engine) as beside:
        period = await asked(request, connection)
        return web.json_response(await page.overview(connection, period, now, by, beside=beside))


async def rows(request: web.Request) -> web.Response:
    """A page of them. `metric` (contacts by default) and `part`; `customer`, `step`, `touchpoint` narrow further."""
    cursor = request.query.get("cursor", "0")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= MOST_DIGITS):
        raise Refused("bad_frame", f"cursor: must be a number, not {cursor!r}", field="cursor")
    start, now = int(cursor), request.app[keys.CLOCK]()
    async with request.app[keys.ENGINE].connect() as connection:
        metric, period, parts, also = await behind(request, connection, now)
        found, total = await listed(connection, metric, period, now, parts, also=also, start=start, most=PAGE)
    after = start + len(found)
    following = {"next": str(after)} if found and after < total else {}
    return web.json_response({"rows": found, "total": total, **following})


async def behind(
    request: web.Request, connection: AsyncConnection, now: datetime
) -> tuple[Metric, Filter, tuple[Part, ...], list[ColumnElement[bool]]]:
    """Which rows a request asks for: of what metric, of when, in which parts, and narrowed to what. Raises
    QuestionError."""
    period = await asked(request, connection)
    metric = metric_of(request.query.get("metric") or "contacts")
    parts = part_of(request.query.get("part") or None)
    also = _also(request, period, now)
    if request.query.get("step"):  # those who left in the period may have asked after it
        period = Filter(period.since, max(period.until, now), period.window)
    return metric, period, parts, also


def _also(request: web.Request, period: Filter, now: datetime) -> list[ColumnElement[bool]]:
    """What a point of another page narrows its contacts to. Raises QuestionError."""
    query, found = request.query, list[ColumnElement[bool]]()
    for name in ALSO:
        if "\x00" in query.get(name, "") or len(query.get(name, "")) > MOST_CHARACTERS:
            raise QuestionError(name, f"must be a text of at most {MOST_CHARACTERS} characters")
    if who := query.get("customer"):
        found.append(contacts.c.customer_id == who)
    if touchpoint := query.get("touchpoint"):
        found.append(touchpoint_where(touchpoint, query.get("stage") or None))
    if step := query.get("step"):
        after = asked_after(period, timedelta(days=days_of(request)), now, step).subquery("asked_after")
        found.append(contacts.c.id.in_(select(after.c[0])))
    return found


async def contact(request: web.Request) -> web.Response:
    """One contact with its masked conversation."""
    try:
        contact_id = UUID(request.match_info["contact_id"])
    except ValueError as error:
        raise Refused("not_found", "no such contact", field="contact_id") from error
    async with request.app[keys.ENGINE].connect() as connection:
        found = await contact_detail(connection, contact_id)
    if found is None:
        raise Refused("not_found", "no such contact", field="contact_id")
    return web.json_response(found)
