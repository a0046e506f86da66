"""Whether this gateway lives, and which of its parts work at this moment."""

from aiohttp import web

from connectors.web import csp_reports, keys, pages


async def alive(_: web.Request) -> web.Response:
    """The process answers; nothing else is said."""
    return web.json_response({"ok": True})


async def ready(request: web.Request) -> web.Response:
    """`ready`: messages can be taken, so traffic may come. `complete`: every part works, the assistant too.

    Without Redis or the assistant customers still reach a person, so only the database decides about traffic.
    `unsafe`: settings of the engines under which something confirmed can be lost. `csp_reports`: how often a browser
    told this gateway that it refused something on our pages.
    """
    app = request.app
    parts = {**await app[keys.SERVICE].readiness(), "ui": app[pages.PAGES].built}
    ready = parts["database"] and not app[keys.STOPPING].is_set()
    said = {"ready": ready, "complete": ready and all(parts.values())}
    shown = {name: {"ok": ok} for name, ok in parts.items()}
    unsafe = [str(lossy) for lossy in app[keys.DURABILITY].lossy]
    told = {"unsafe": unsafe, "csp_reports": app[csp_reports.CSP_REPORTS].count}
    return web.json_response({**said, "parts": shown, **told}, status=200 if ready else 503)
