"""The settings pages: macros, labels and teams for supervisors, accounts for admins, and the log of every change."""

from uuid import UUID

from aiohttp import web

from connectors.schemas import said
from connectors.shapes import anything, changes, list_of, nullable, record, text, truth, whole
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.openapi.team_fields import TEAM_FIELDS
from connectors.web.routing import Route, delete, get, patch, post
from escalation.promises.teams import FIELDS
from escalation.store.refusals import Refused

MOST_WORDS = 20
words = list_of(text(60), MOST_WORDS)

_account = {"name": text(400), "roles": words, "languages": words, "skills": words, "capacity": whole(-1000, 1000)}
new_account = record({**_account, "email": text(400), "password": text(2000)})
changed_account = changes({**_account, "password": text(2000), "disabled": truth})

_macro = {"name": text(400), "ko": text(10_000), "en": text(10_000)}
new_macro = record(_macro, {"queue": text(60)})
changed_macro = changes({**_macro, "queue": nullable(text(60)), "position": whole(-1000, 100_000)})

_label = {"name": text(400), "colour": text(60)}
new_label = record(_label)
changed_label = changes(_label)

changed_team = changes({name: said(anything, **TEAM_FIELDS[name]) for name in FIELDS})
cursor_shape = text(64, 1)


def routes() -> list[Route]:
    return [
        get("/desk/api/admin/agents", accounts, Act.ADMINISTER),
        post("/desk/api/admin/agents", add_account, Act.ADMINISTER),
        patch("/desk/api/admin/agents/{id}", change_account, Act.ADMINISTER),
        get("/desk/api/admin/macros", macros, Act.CONFIGURE),
        post("/desk/api/admin/macros", add_macro, Act.CONFIGURE),
        patch("/desk/api/admin/macros/{id}", change_macro, Act.CONFIGURE),
        delete("/desk/api/admin/macros/{id}", archive_macro, Act.CONFIGURE),
        get("/desk/api/admin/labels", labels, Act.CONFIGURE),
        post("/desk/api/admin/labels", add_label, Act.CONFIGURE),
        patch("/desk/api/admin/labels/{id}", change_label, Act.CONFIGURE),
        delete("/desk/api/admin/labels/{id}", archive_label, Act.CONFIGURE),
        get("/desk/api/admin/teams", teams, Act.CONFIGURE),
        patch("/desk/api/admin/teams/{queue}", change_team, Act.CONFIGURE),
        get("/desk/api/admin/audit", audit, Act.SUPERVISE),
    ]


def actor(request: web.Request) -> str:
    """Who does it, as the audit log keeps it."""
    return str(request[sessions.AGENT].id)


def id_in_path(request: web.Request) -> UUID:
    """The id that the path names."""
    try:
        return UUID(request.match_info["id"])
    except ValueError as error:
        raise Refused("not_found", "expected a known id in the path", field="id") from error


async def accounts(request: web.Request) -> web.Response:
    return web.json_response({"agents": await request.app[keys.SERVICE].staff.accounts()})


async def add_account(request: web.Request) -> web.Response:
    asked = await json_body(request, new_account)
    staff = request.app[keys.SERVICE].staff
    made = await staff.add_agent(**asked, actor=actor(request))
    return web.json_response({"agent": await staff.account(agent_id=made.id)}, status=201)


async def change_account(request: web.Request) -> web.Response:
    fields = await json_body(request, changed_account)
    staff = request.app[keys.SERVICE].staff
    changed = await staff.change_agent(actor=actor(request), agent_id=id_in_path(request), fields=fields)
    return web.json_response({"agent": changed})


async def macros(request: web.Request) -> web.Response:
    return web.json_response({"macros": await request.app[keys.SERVICE].macros.all()})


async def add_macro(request: web.Request) -> web.Response:
    fields = await json_body(request, new_macro)
    added = await request.app[keys.SERVICE].macros.add(actor=actor(request), fields=fields)
    return web.json_response({"macro": added}, status=201)


async def change_macro(request: web.Request) -> web.Response:
    fields = await json_body(request, changed_macro)
    changed = await request.app[keys.SERVICE].macros.change(
        actor=actor(request), macro_id=id_in_path(request), fields=fields
    )
    return web.json_response({"macro": changed})


async def archive_macro(request: web.Request) -> web.Response:
    await request.app[keys.SERVICE].macros.archive(actor=actor(request), macro_id=id_in_path(request))
    return web.json_response({})


async def labels(request: web.Request) -> web.Response:
    return web.json_response({"labels": await request.app[keys.SERVICE].known_labels.all()})


async def add_label(request: web.Request) -> web.Response:
    fields = await json_body(request, new_label)
    added = await request.app[keys.SERVICE].known_labels.add(actor=actor(request), fields=fields)
    return web.json_response({"label": added}, status=201)


async def change_label(request: web.Request) -> web.Response:
    fields = await json_body(request, changed_label)
    changed = await request.app[keys.SERVICE].known_labels.change(
        actor=actor(request), label_id=id_in_path(request), fields=fields
    )
    return web.json_response({"label": changed})


async def archive_label(request: web.Request) -> web.Response:
    await request.app[keys.SERVICE].known_labels.archive(actor=actor(request), label_id=id_in_path(request))
    return web.json_response({})


async def teams(request: web.Request) -> web.Response:
    return web.json_response(await request.app[keys.SERVICE].team_settings.all())


async def change_team(request: web.Request) -> web.Response:
    fields = await json_body(request, changed_team)
    changed = await request.app[keys.SERVICE].team_settings.change(
        actor=actor(request), queue=request.match_info["queue"], fields=fields
    )
    return web.json_response({"team": changed})


async def audit(request: web.Request) -> web.Response:
    """`cursor`: the `next` of a page."""
    cursor = request.query.get("cursor")
    page = await request.app[keys.SERVICE].audit.page(cursor=None if cursor is None else cursor_shape(cursor, "cursor"))
    return web.json_response(page)
