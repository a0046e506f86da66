"""The settings pages: webhooks, and what could not be delivered to them."""

from typing import Any

from aiohttp import web

from connectors.outbound.addresses import problem_with
from connectors.shapes import changes, list_of, record, text, truth
from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.desk_api_admin import actor, id_in_path
from connectors.web.routing import Route, delete, get, patch, post
from escalation.store.refusals import wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present

MOST_EVENTS = 20
_webhook = {"url": text(2000, 1), "events": list_of(text(60), MOST_EVENTS)}
new_webhook = record(_webhook)
changed_webhook = changes({**_webhook, "enabled": truth})


def routes() -> list[Route]:
    return [
        get("/desk/api/admin/webhooks", webhooks, Act.ADMINISTER),
        post("/desk/api/admin/webhooks", add_webhook, Act.ADMINISTER),
        get("/desk/api/admin/webhooks/dead", dead, Act.ADMINISTER),
        post("/desk/api/admin/webhooks/dead/{id}/retry", retry, Act.ADMINISTER),
        patch("/desk/api/admin/webhooks/{id}", change_webhook, Act.ADMINISTER),
        delete("/desk/api/admin/webhooks/{id}", archive_webhook, Act.ADMINISTER),
    ]


async def webhooks(request: web.Request) -> web.Response:
    kept = await request.app[keys.SERVICE].webhooks.all()
    return web.json_response({"webhooks": [webhook_wire(row) for row in kept]})


async def add_webhook(request: web.Request) -> web.Response:
    """The secret is in this answer and in none after it."""
    asked = await json_body(request, new_webhook)
    _check_address(request, asked)
    kept = request.app[keys.SERVICE].webhooks
    webhook_id, secret = await kept.add(asked["url"], asked["events"], actor=actor(request))
    added = next(row for row in await kept.all() if row.id == webhook_id)
    return web.json_response({"webhook": webhook_wire(added), "secret": secret}, status=201)


async def change_webhook(request: web.Request) -> web.Response:
    fields = await json_body(request, changed_webhook)
    _check_address(request, fields)
    row = await request.app[keys.SERVICE].webhooks.change(id_in_path(request), fields, actor=actor(request))
    return web.json_response({"webhook": webhook_wire(row)})


async def archive_webhook(request: web.Request) -> web.Response:
    await request.app[keys.SERVICE].webhooks.archive(id_in_path(request), actor=actor(request))
    return web.json_response({})


async def dead(request: web.Request) -> web.Response:
    """What was given up, the newest first."""
    rows = await request.app[keys.SERVICE].webhooks.dead()
    return web.json_response({"deliveries": [delivery_wire(row) for row in rows]})


async def retry(request: web.Request) -> web.Response:
    await request.app[keys.SERVICE].webhooks.retry(id_in_path(request))
    return web.json_response({})


def _check_address(request: web.Request, fields: dict[str, Any]) -> None:
    """Raises Refused for an address that no webhook may have."""
    private = request.app[keys.SETTINGS].webhook_private
    if "url" in fields and (problem := problem_with(fields["url"], private=private)):
        raise wrong("url", problem.removeprefix("expected "), fields["url"])


def webhook_wire(row: AnyRow) -> Wire:
    """Without its secret. No events are all of them."""
    return {
        "id": str(row.id),
        "url": row.url,
        "events": row.events,
        "enabled": row.enabled,
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "waiting": row.waiting,
        "dead": row.dead,
    }


def delivery_wire(row: AnyRow) -> Wire:
    """A delivery that was given up."""
    return present(
        {
            "id": str(row.id),
            "webhook_id": str(row.webhook_id),
            "url": row.url,
            "type": row.type,
            "attempt": row.attempt,
            "last_status": row.last_status,
            "last_error": row.last_error,
            "created_at": row.created_at.isoformat(),
        }
    )
