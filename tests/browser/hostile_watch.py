"""Watches whether anything of a page runs, asks for, or becomes more than text: what it finds is a complaint.

Refusals by the Content-Security-Policy are complaints of every window already (`chromium.TELL_VIOLATIONS`).
"""

from urllib.parse import urlsplit

from playwright.sync_api import Frame, Page, Request

from tests.browser.chromium import Window

CANARIES = """(() => {
    for (const name of ["alert", "confirm", "prompt", "print"])
        window[name] = () => console.error(`RAN: ${name} in ${window.name || location.pathname}`);
})()"""

LOOK = r"""(own) => {
    const faults = [];
    const sources = ["src", "data", "poster", "srcset", "background", "action", "formaction", "ping", "manifest"];
    const strange = new Set(`script iframe object embed applet base meta link frame frameset portal fencedframe marquee
        plaintext xmp isindex noembed noscript template slot math foreignobject animate animatetransform set use image
        handler keygen audio track`.split(/\s+/));
    const said = (one, why) => faults.push(`${why}: ${one.outerHTML.slice(0, 200)}`);
    const read = (value) => { try { return new URL(value, location.href); } catch { return undefined; } };
    for (const one of document.querySelectorAll("*")) {
        const inHead = document.head?.contains(one);
        if (!inHead && strange.has(one.localName)) said(one, `element ${one.localName}`);
        if (one instanceof HTMLUnknownElement) said(one, "unknown element");
        if (one.localName === "style" && !one.nonce) said(one, "style without a nonce");
        if (one.classList.contains("evil")) said(one, "class");
        for (const { name, value } of one.attributes) {
            const bare = name.replace(/^xlink:/, "");
            if (/^on/.test(name)) said(one, `handler ${name}`);
            if (name === "srcdoc") said(one, "srcdoc");
            if (name === "style" && /url\(|expression|behavior|binding/i.test(value)) said(one, "style");
            if (bare === "href" || sources.includes(bare)) {
                const url = read(value);
                if (!url) continue;
                const loads = bare !== "href";
                const fits = ["http:", "https:", ...(loads ? ["blob:", "data:"] : ["mailto:"])];
                if (!fits.includes(url.protocol)) said(one, `${name} with ${url.protocol}`);
                else if (loads && /^http/.test(url.protocol) && !own.includes(url.origin)) said(one, `${name} abroad`);
            }
        }
        const leads = one.localName === "a" && one.target === "_blank";
        if (leads && !/noopener|noreferrer/.test(one.rel)) said(one, "opener");
    }
    return faults;
}"""


def watched(window: Window, *own: str) -> Window:
    """`window`, whose pages may ask for nothing but what the origins `own` serve."""
    hosts = {urlsplit(origin).netloc for origin in own}

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in hosts:
            window.complaints.append(f"ASKED FOR: {request.url}")

    def moved(frame: Frame) -> None:
        if urlsplit(frame.url).scheme not in ("http", "https") and frame.url != "about:blank":
            window.complaints.append(f"WENT TO: {frame.url}")

    def watch(page: Page) -> None:
        page.on("framenavigated", moved)
        page.on("dialog", lambda dialog: window.complaints.append(f"RAN: {dialog.type} {dialog.message}"))

    window.context.add_init_script(CANARIES)
    window.context.on("request", asked)
    window.context.on("page", watch)
    watch(window.page)
    return window


def looked_at(page: Page, *own: str) -> list[str]:
    """Whatever stands in the page's frames as more than text."""
    return [
        f"{urlsplit(frame.url).path}: {fault}" for frame in page.frames for fault in frame.evaluate(LOOK, list(own))
    ]
