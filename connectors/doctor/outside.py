"""What stands open: the gateway as browsers reach it through whatever ends TLS, and the assistant, which nobody may
reach but the gateway."""

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp

from connectors.doctor.finding import Finding, bad, ok, warn
from connectors.doctor.told import is_private
from connectors.settings import Settings

LIMIT_S = 5.0
DAY_S = 86_400
SOON_DAYS = 14
CLOSED = (401, 403, 404)
FAR = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of documentation, which only show by which of its own this machine would go there."""


async def look(settings: Settings) -> AsyncIterator[Finding]:
    """Ask from here, as a browser would."""
    limit = aiohttp.ClientTimeout(total=LIMIT_S)
    async with aiohttp.ClientSession(timeout=limit, cookie_jar=aiohttp.DummyCookieJar()) as http:
        alive = await _alive(http, settings)
        yield alive
        if alive.do == "":
            yield await _certificate(settings.public_url)
            yield await _closed(http, settings, "readyz", "/readyz")
            yield await _closed(http, settings, "internal", "/internal/shop/orders")
            yield await _sockets(http, settings)
            if settings.secure:
                yield await _plain_http(http, settings)
        yield await _assistant(http, settings)
    yield await assistant_from_outside(settings.rasa_url, await reached_at(settings.public_url))


async def _alive(http: aiohttp.ClientSession, settings: Settings) -> Finding:
    do = "Start the gateway, and let what ends TLS pass everything on to it."
    try:
        async with http.get(f"{settings.public_url}/healthz") as answer:
            body, secured = await answer.text(), "Strict-Transport-Security" in answer.headers
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return bad("front door", f"{settings.public_url} does not answer: {error or type(error).__name__}", do)
    if answer.status != 200 or '"ok"' not in body:
        return bad("front door", f"{settings.public_url}/healthz answers {answer.status}", do)
    if settings.secure and not secured:
        return bad("front door", "HSTS is taken away on the way", "Let the proxy pass our headers on as they are.")
    return ok("front door", settings.public_url)


async def _certificate(public_url: str) -> Finding:
    """That it is valid has been seen: the front door was asked by its name."""
    parts = urlsplit(public_url)
    if parts.scheme != "https":
        return warn("TLS", "none: fine on one's own machine only", "Set FIRSTHAND_PUBLIC_URL to https.")
    _, writer = await asyncio.open_connection(parts.hostname, parts.port or 443, ssl=ssl.create_default_context())
    known = writer.get_extra_info("peercert")
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    days = (ssl.cert_time_to_seconds(known["notAfter"]) - time.time()) / DAY_S
    if days < SOON_DAYS:
        return warn("TLS", f"the certificate ends in {days:.0f} days", "Renew it, and have that done by itself.")
    return ok("TLS", f"valid for {days:.0f} days")


async def _closed(http: aiohttp.ClientSession, settings: Settings, name: str, path: str) -> Finding:
    """What the proxy should not pass on. `/internal/` asks for a secret all the same."""
    async with http.get(f"{settings.public_url}{path}") as answer:
        status = answer.status
    if not settings.secure or status in (403, 404) or (status == 401 and path.startswith("/internal")):
        return ok(name, f"closed to the outside ({status})" if settings.secure else "no proxy before it")
    return warn(name, f"{path} answers the outside ({status})", f"Close {path} in what stands before the gateway.")


async def _sockets(http: aiohttp.ClientSession, settings: Settings) -> Finding:
    try:
        async with http.ws_connect(f"{settings.public_url}/widget/socket", origin=settings.public_url):
            return ok("sockets", "pass")
    except aiohttp.WSServerHandshakeError as error:
        do = "Let the proxy pass `Upgrade` and `Connection` on, and hold sockets open for an hour."
        return bad("sockets", f"do not pass ({error.status})", do)


async def _plain_http(http: aiohttp.ClientSession, settings: Settings) -> Finding:
    host = urlsplit(settings.public_url).hostname
    try:
        async with http.get(f"http://{host}/healthz", allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return ok("plain http", "nobody answers")
    if status in (301, 302, 307, 308):
        return ok("plain http", "is sent on to https")
    return warn("plain http", f"answers {status}", "Send port 80 on to https, or close it.")


async def _assistant(http: aiohttp.ClientSession, settings: Settings) -> Finding:
    """With its secret it answers, without it refuses."""
    url = f"{settings.rasa_url}/webhooks/gateway/health"
    try:
        async with http.get(url) as refused:
            unasked = refused.status
        async with http.get(url, headers={"Authorization": f"Bearer {settings.assistant_secret}"}) as answer:
            asked = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return bad("assistant", f"{settings.rasa_url} does not answer: {error or type(error).__name__}", "Start it.")
    if unasked not in CLOSED:
        do = "Start it by `firsthand up` or with our credentials.yml: every route has to ask for the secret."
        return bad("assistant", f"answers without a secret ({unasked})", do)
    if asked == 503:
        return warn("assistant", "has no model loaded yet", "Wait half a minute, or train one: `make train`.")
    if asked != 200:
        return bad("assistant", f"refuses our secret ({asked})", "Give both sides the same ASSISTANT_SECRET.")
    return ok("assistant", "answers us, and nobody without the secret")


async def assistant_from_outside(rasa_url: str, front: list[str]) -> Finding:
    """Rasa Open Source is past its end of life: no browser may even reach its port. `front`: the addresses at which
    this machine, or what stands before it, is reached."""
    name, parts = "assistant from outside", urlsplit(rasa_url)
    if not is_private(parts.hostname or ""):
        do = "Let it listen on the loopback or a private network, and name that address in RASA_URL."
        return bad(name, f"{parts.hostname} is an address of the public internet", do)
    if not front:
        do = "Try it from another machine: nothing may answer at the assistant's port."
        return warn(name, "nothing could be tried from here", do)
    port = parts.port or 80
    for address in front:
        if await _listens(address, port):
            do = f"Close port {port} to the outside, or start the assistant with `-i 127.0.0.1`."
            return bad(name, f"port {port} is open at {address}", do)
    return ok(name, f"port {port} is closed at {', '.join(front)}")


async def reached_at(public_url: str) -> list[str]:
    """Those of the front door that are not this machine's loopback, and this machine's own others. A host name may
    stand for the loopback alone, so the way out is asked too."""
    names = [urlsplit(public_url).hostname, socket.gethostname()]
    found = set(own_addresses())
    for name in names:
        with suppress(OSError):
            entries = await asyncio.get_running_loop().getaddrinfo(name, None, type=socket.SOCK_STREAM)
            found |= {str(entry[4][0]) for entry in entries}
    return sorted(one for one in found if not ipaddress.ip_address(one.partition("%")[0]).is_loopback)


def own_addresses(far_ones: Mapping[socket.AddressFamily, str] = FAR) -> list[str]:
    """By which of its own this machine goes there; none where there is no way. Nothing is sent."""
    found = []
    for family, far in far_ones.items():
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as outgoing:
            outgoing.connect((far, 9))
            found.append(str(outgoing.getsockname()[0]))
    return found


async def _listens(address: str, port: int) -> bool:
    try:
        async with asyncio.timeout(LIMIT_S):
            _, writer = await asyncio.open_connection(address, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
