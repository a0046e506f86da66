"""The gateway's application: every route on this screen, every resource in its order."""

from asyncio import Event
from pathlib import Path
from typing import Any, cast

from aiohttp import web

from connectors.settings import Settings
from connectors.web import (
    csp_reports,
    desk_api_account,
    desk_api_admin,
    desk_api_admin_webhooks,
    desk_api_customer,
    desk_api_reveal,
    desk_api_search,
    desk_api_suggestions,
    desk_api_team,
    desk_session,
    desk_socket,
    files,
    health,
    internal_shop,
    journey_events,
    keys,
    ops,
    ops_churn,
    ops_export,
    ops_goals,
    ops_insight,
    ops_live,
    ops_map,
    ops_paths,
    ops_report,
    ops_segments,
    outgoing,
    pages,
    resources,
    widget_resume,
    widget_session,
    widget_socket,
    widget_transcript,
)
from connectors.web.access import answer_errors
from connectors.web.admission import Admission
from connectors.web.authorization import Act
from connectors.web.bodies import MOST_BYTES
from connectors.web.late import Late
from connectors.web.openapi.served import CONTRACT, Contract, openapi
from connectors.web.routing import built, get, post
from connectors.web.security import REPORTS, add_headers, headers_for
from connectors.web.sockets import OpenSockets
from connectors.web.uploads import Uploads
from escalation.store.clock import Clock

ROUTES = [
    get("/healthz", health.alive, Act.PUBLIC),
    get("/readyz", health.ready, Act.PUBLIC),
    get("/openapi.json", openapi, Act.PUBLIC),
    get("/widget.js", pages.loader, Act.PUBLIC),
    get("/firsthand.d.ts", pages.loader_types, Act.PUBLIC),
    get("/widget/frame", pages.widget_frame, Act.PUBLIC),
    get("/resume", pages.resume, Act.PUBLIC),
    get("/desk", pages.desk, Act.PUBLIC),
    get("/ops", pages.ops, Act.PUBLIC),
    get("/assets/{name}", pages.asset, Act.PUBLIC),
    post(REPORTS, csp_reports.receive, Act.PUBLIC),
    post("/widget/session", widget_session.open_session, Act.WIDGET),
    post("/widget/resume", widget_resume.resume, Act.WIDGET),
    get("/widget/socket", widget_socket.serve, Act.WIDGET),
    get("/widget/transcript", widget_transcript.download, Act.WIDGET),
    post("/widget/transcript", widget_transcript.send, Act.WIDGET),
    post("/desk/login", desk_session.login, Act.SIGN_IN),
    post("/desk/logout", desk_session.logout, Act.SIGN_IN),
    get("/desk/me", desk_session.me, Act.OWN_SESSION),
    post("/desk/socket-ticket", desk_session.socket_ticket, Act.OWN_SESSION),
    get("/desk/socket", desk_socket.serve, Act.SEE_QUEUE),
    *desk_api_account.routes(),
    *files.routes(),
    *desk_api_search.routes(),
    *desk_api_customer.routes(),
    *desk_api_reveal.routes(),
    *desk_api_suggestions.routes(),
    *desk_api_team.routes(),
    *desk_api_admin.routes(),
    *desk_api_admin_webhooks.routes(),
    *ops.routes(),
    *ops_churn.routes(),
    *ops_export.routes(),
    *ops_goals.routes(),
    *ops_insight.routes(),
    *ops_live.routes(),
    *ops_map.routes(),
    *ops_paths.routes(),
    *ops_report.routes(),
    *ops_segments.routes(),
    *journey_events.routes(),
]


def create_app(settings: Settings, ui: Path = pages.BUILT, clock: Clock | None = None) -> web.Application:
    """An application that is ready to run; `ui` is the folder of the built pages, `clock` is else the database's."""
    app = web.Application(middlewares=[answer_errors], client_max_size=MOST_BYTES)
    app[keys.SETTINGS] = settings
    if clock is not None:
        app[keys.CLOCK] = clock
    app[pages.PAGES] = pages.Pages(ui, settings)
    app[CONTRACT] = Contract(ROUTES)
    app[keys.SOCKETS] = OpenSockets()
    app[keys.UPLOADS] = Uploads()
    app[keys.ADMISSION] = Admission()
    app[keys.STOPPING] = Event()
    app[csp_reports.CSP_REPORTS] = csp_reports.CspReports()
    app[ops_export.EXPORTS] = ops_export.Exports()
    app[ops_report.REPORTS] = ops_export.Exports(ops_report.AT_ONCE)
    app.cleanup_ctx.extend(
        [
            resources.database,
            resources.clock,
            resources.redis,
            resources.durability,
            resources.shop,
            resources.assistant,
            resources.guards,
            resources.workshop,
            resources.service,
            resources.lookout,
            outgoing.senders,
        ]
    )
    app.add_routes(built(ROUTES))
    turns, shop = cast(Any, Late(app, keys.SERVICE)), cast(Any, Late(app, keys.SHOP))
    app.add_routes(internal_shop.routes(turns, shop, settings.internal_secret, lambda: app[keys.CLOCK]()))
    _speak_safely(app, settings)
    app.on_shutdown.append(_close_sockets)
    return app


def _speak_safely(app: web.Application, settings: Settings) -> None:
    headers = headers_for(settings)

    async def on_prepare(_: web.Request, response: web.StreamResponse) -> None:
        add_headers(response, headers)

    app.on_response_prepare.append(on_prepare)


async def _close_sockets(app: web.Application) -> None:
    """No new traffic, and every socket is told to come back elsewhere."""
    app[keys.STOPPING].set()
    await app[keys.SOCKETS].close_all()
