"""The numbers over HTTP: the overview, the rows behind each value, and one contact whole."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.routing import Route, get
from escalation.numbers import stats
from escalation.numbers.readings import Question, QuestionError
from escalation.store.refusals import Refused

DEFAULT_DAYS = 30
MOST_DIGITS = 9  # of a number in a query


def routes() -> list[Route]:
    return [
        get("/ops/api/overview", overview, Act.OPS_READ),
        get("/ops/api/rows", rows, Act.OPS_READ),
        get("/ops/api/contacts/{contact_id}", contact, Act.OPS_READ),
    ]


def question(query: Mapping[str, str], now: datetime) -> Question:
    """The question in a query string: `from` and `to` are days in Seoul or ISO times, the last 30 days by default.

    Raises QuestionError naming the field.
    """
    tomorrow = now.astimezone(stats.ZONE).date() + timedelta(days=1)
    until = _moment(query, "to", tomorrow, end=True)
    since = _moment(query, "from", tomorrow - timedelta(days=DEFAULT_DAYS))
    window = query.get("window") or "7"
    if not _is_number(window):
        raise QuestionError("window", f"must be a number of days, not {window!r}")
    return Question(
        since=since,
        until=until,
        window=int(window),
        by=query.get("by") or "topic",
        topic=query.get("topic") or None,
        reason=query.get("reason") or None,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def _moment(query: Mapping[str, str], field: str, default: date, *, end: bool = False) -> datetime:
    text = query.get(field)
    try:
        if not text:
            return datetime.combine(default, time(), stats.ZONE).astimezone(UTC)
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text) + timedelta(days=1 if end else 0)  # `to` names the last day, inclusive
            return datetime.combine(day, time(), stats.ZONE).astimezone(UTC)
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except (ValueError, OverflowError) as error:
        raise QuestionError(field, f"must be a day like 2026-01-31 or an ISO time, not {text!r}") from error
    return moment.replace(tzinfo=stats.ZONE) if moment.tzinfo is None else moment


def asked(request: web.Request, now: datetime) -> Question:
    """The request's question; what is wrong with it becomes a 400 that names the field."""
    try:
        return question(request.query, now)
    except QuestionError as error:
        raise Refused("bad_frame", str(error), field=error.field) from error


async def overview(request: web.Request) -> web.Response:
    now = request.app[keys.CLOCK]()
    async with request.app[keys.ENGINE].connect() as connection:
        return web.json_response(await stats.overview(connection, asked(request, now), now))


async def contact_rows(request: web.Request) -> list[dict[str, Any]]:
    """The contacts behind the metric that a request names, all of them."""
    now, metric = request.app[keys.CLOCK](), request.query.get("metric", "contacts")
    async with request.app[keys.ENGINE].connect() as connection:
        try:
            return await stats.rows(connection, asked(request, now), now, metric, request.query.get("part") or None)
        except QuestionError as error:
            raise Refused("bad_frame", str(error), field=error.field) from error


async def rows(request: web.Request) -> web.Response:
    cursor = request.query.get("cursor", "0")
    if not _is_number(cursor):
        raise Refused("bad_frame", f"cursor: must be a number, not {cursor!r}", field="cursor")
    found, start = await contact_rows(request), int(cursor)
    page = found[start : start + stats.PAGE]
    after = start + len(page)
    following = {"next": str(after)} if after < len(found) else {}
    return web.json_response({"rows": page, "total": len(found), **following})


async def contact(request: web.Request) -> web.Response:
    try:
        contact_id = UUID(request.match_info["contact_id"])
    except ValueError as error:
        raise Refused("not_found", "no such contact", field="contact_id") from error
    async with request.app[keys.ENGINE].connect() as connection:
        found = await stats.contact_detail(connection, contact_id)
    if found is None:
        raise Refused("not_found", "no such contact", field="contact_id")
    return web.json_response(found)
