"""Pages of a shop's own that a test writes: at an address of the shop, with the policy and the styles it likes."""

from playwright.sync_api import Page, Route

from tests.system import System

NONCE = "only-this-page"
WORDS = "<h1>우리 가게</h1><p>이 글은 움직이면 안 됩니다.</p><button>담기</button>"
WATCH_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
  .observe({ type: "layout-shift", buffered: true });"""


def strictest(gateway: str) -> dict[str, str]:
    """All that the README asks for, and nothing else is allowed."""
    policy = (
        f"default-src 'none'; script-src 'nonce-{NONCE}'; frame-src {gateway}; base-uri 'none'; form-action 'none'; "
        "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def page_of(system: System, script: str = "", style: str = "", tag: str = "", body: str = WORDS) -> str:
    """A page that embeds the chat; `tag` is more of the script's tag, `script` runs before it."""
    looks = f"<style>{style}</style>" if style else ""
    return f"""<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>첫 화면</title>{looks}
<script nonce="{NONCE}">{WATCH_SHIFTS}{script}</script>
<script nonce="{NONCE}" async src="{system.gateway}/widget.js" data-site="demo" {tag}></script></head>
<body>{body}</body></html>"""


def opens(page: Page, system: System, html: str, headers: dict[str, str] | None = None) -> None:
    """The page as if the shop had it, at `/ours`."""

    def answer(route: Route) -> None:
        route.fulfill(body=html, headers={"Content-Type": "text/html; charset=utf-8", **(headers or {})})

    page.context.grant_permissions(["local-network-access"])  # what a test answers has no address here
    page.route(f"{system.shop}/ours", answer)
    page.goto(f"{system.shop}/ours")
