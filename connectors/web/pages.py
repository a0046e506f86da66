"""The built pages and their assets, and who serves them.

Each page gets a nonce of its own where the build left room for it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from connectors.settings import Settings
from connectors.web.security import new_nonce, page_policy

BUILT = Path(__file__).parent.parent / "ui" / "dist"
ROOM = "__CSP_NONCE__"
TAG_WITHOUT_NONCE = re.compile(r"<(script|style|link)\b(?![^>]*\bnonce=)", re.IGNORECASE)
NAME = re.compile(r"[\w.-]{1,120}", re.ASCII)
"""Of an asset, as the build names them: what else is asked for would be an error of the file system."""

TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".txt": "text/plain",
    ".ts": "text/plain; charset=utf-8",
}
IMMUTABLE = "public, max-age=31536000, immutable"
"""Asset names carry a hash of their content."""
BRIEF = "public, max-age=300"
"""The loader's name is fixed: shops must get a new one soon."""

NOT_BUILT = "The pages are not built yet: run `make ui` (or `make run`, which does it) and load this page again.\n"


@dataclass(frozen=True, slots=True)
class Pages:
    """The folder of the UI build; read at each request, so a new build needs no restart."""

    folder: Path
    settings: Settings

    @property
    def built(self) -> bool:
        return all((self.folder / name).is_file() for name in ("widget.html", "desk.html", "ops.html", "widget.js"))

    def page(self, name: str, ancestors: tuple[str, ...] = ()) -> web.Response:
        path = self.folder / f"{name}.html"
        if not path.is_file():
            return not_built()
        nonce = new_nonce()
        marked = TAG_WITHOUT_NONCE.sub(rf'<\1 nonce="{ROOM}"', path.read_text(encoding="utf-8"))
        policy = page_policy(nonce, self.settings.public_url, ancestors)
        headers = {"Content-Security-Policy": policy}
        return web.Response(text=marked.replace(ROOM, nonce), content_type="text/html", headers=headers)

    def widget_frame(self) -> web.Response:
        """The chat: embedded by the shop's pages and read by nobody else."""
        response = self.page("widget", self.settings.widget_origins)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        # or a page that demands it could not embed us
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    def for_shops(self, name: str) -> web.StreamResponse:
        """What is there for foreign pages: the loader, and its types for whoever writes them."""
        path = self.folder / name
        if not path.is_file():
            return not_built()
        return _file(path, BRIEF, {"Cross-Origin-Resource-Policy": "cross-origin"})

    def asset(self, name: str) -> web.StreamResponse:
        """A file of the build; names that lead outside its folder find nothing."""
        folder = (self.folder / "assets").resolve()
        path = (folder / name).resolve() if NAME.fullmatch(name) else folder
        if not path.is_relative_to(folder) or path.suffix not in TYPES or not path.is_file():
            raise web.HTTPNotFound
        return _file(path, IMMUTABLE, {})


PAGES = web.AppKey("pages", Pages)


def _file(path: Path, cache: str, headers: dict[str, str]) -> web.FileResponse:
    kept = {"Cache-Control": cache, "Content-Type": TYPES[path.suffix], **headers}
    return web.FileResponse(path, headers=kept)


def not_built() -> web.Response:
    return web.Response(status=503, text=NOT_BUILT, headers={"Retry-After": "5"})


async def loader(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].for_shops("widget.js")


async def loader_types(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].for_shops("firsthand.d.ts")


async def widget_frame(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].widget_frame()


async def resume(request: web.Request) -> web.StreamResponse:
    """The chat on a page of its own, for who comes by the link of a letter; what the link says stands in its fragment,
    which no server sees."""
    return request.app[PAGES].page("widget")


async def desk(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].page("desk")


async def ops(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].page("ops")


async def asset(request: web.Request) -> web.StreamResponse:
    return request.app[PAGES].asset(request.match_info["name"])
