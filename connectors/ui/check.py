"""`python -m connectors.ui.check`: strict types, the unit tests, and the weights that a shop's page must not exceed."""

import gzip
import re
import sys

from connectors.ui.build import DIST, build
from connectors.ui.node import MODULES, FrontEndError, install, run

LOADER_LIMIT = 4 * 1024
"""Bytes after gzip of the one script on the shop's page."""
CHAT_LIMIT = 40 * 1024
"""Bytes after gzip of all that the chat loads before it works; the typeface comes later."""
NUMBERS_LIMIT = 60 * 1024
"""Bytes after gzip of the ops page before its first chart."""
CHARTS_LIMIT = 210 * 1024
"""Bytes after gzip of the chart library, which comes after the page."""
HASHED = re.compile(r"-[\w-]{8}\.\w+$")


def weigh() -> dict[str, tuple[int, int]]:
    """What is heavy: name -> (bytes after gzip, limit)."""
    charts = sum(_zipped(f"assets/{path.name}") for path in (DIST / "assets").glob("engine-*.js"))
    return {
        "loader": (_zipped("widget.js"), LOADER_LIMIT),
        "chat": (_page("widget.html"), CHAT_LIMIT),
        "numbers": (_page("ops.html"), NUMBERS_LIMIT),
        "charts": (charts, CHARTS_LIMIT),
    }


def _page(name: str) -> int:
    """A page with all that it loads at once."""
    loaded = re.findall(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"', (DIST / name).read_text(encoding="utf-8"))
    return _zipped(name) + sum(map(_zipped, loaded))


def _zipped(name: str) -> int:
    return len(gzip.compress((DIST / name).read_bytes(), mtime=0))


def unhashed() -> list[str]:
    """Assets whose name says nothing of their content: the gateway lets browsers keep assets for ever."""
    return [path.name for path in (DIST / "assets").iterdir() if not HASHED.search(path.name)]


def check() -> None:
    """Raises FrontEndError with what the first failing check printed."""
    install()
    run("Type check", MODULES / "typescript" / "bin" / "tsc", "--noEmit")
    print(run("Unit tests", MODULES / "vitest" / "vitest.mjs", "run").strip())
    build()
    for name, (size, limit) in weigh().items():
        print(f"{name}: {size / 1024:.1f} KiB of {limit / 1024:.0f} after gzip")
        if size > limit:
            raise FrontEndError(f"{name}: expected at most {limit} bytes after gzip, got {size}")
    if names := unhashed():
        raise FrontEndError(f"dist/assets: expected a hash in every name, got {', '.join(names)}")


def main() -> int:
    try:
        check()
    except FrontEndError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
