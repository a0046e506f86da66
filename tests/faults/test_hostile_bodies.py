"""What nobody sane posts: each route answers with a refusal that names the field, never with a fault of ours."""

import asyncio
import io
import json
import random
import uuid
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

import aiohttp
import pytest

from connectors.web import app as application
from tests.faults.cases import Case
from tests.faults.hostile.posts import GOOD, Post, posts
from tests.faults.rig.rig import open_rig
from tests.faults.verdicts.verdict import Violation

WRITE_KEY = "a key of the shop's own tags, for journeys"
MOST_GROWTH_MIB = 100


class Poster:
    """Posts, and keeps what is wrong with the answers."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http
        self.wrong: list[str] = []

    async def post(self, post: Post) -> None:
        told = {"Origin": self.url, "X-Firsthand": "1", "Content-Type": "application/json"}
        headers = {**told, "Authorization": f"Bearer {WRITE_KEY}", **dict(post.headers)}
        body, url = io.BytesIO(post.body), self.url + post.path
        try:
            async with self.http.request(post.method, url, data=body, headers=headers) as response:
                fault = _fault(post, response.status, said := await response.text())
        except aiohttp.ClientError as error:
            fault, said = f"{type(error).__name__}", str(error)
        if fault:
            sent = f"{len(post.body)} bytes {post.headers} {post.body[:300]!r}"
            self.wrong.append(f"{post.method} {post.path} {fault}: answered {said[:300]}; sent {sent}")


def _fault(post: Post, status: int, said: str) -> str:
    if status >= 500 or status not in post.statuses:
        return f"status {status}"
    if status < 400:
        return ""
    try:
        error = json.loads(said)["error"]
    except (ValueError, KeyError):
        return "not the one form of a refusal"
    return f"field {error.get('field')} instead of {post.field}" if post.field not in (None, error.get("field")) else ""


def _client() -> aiohttp.ClientSession:
    """A connection for each request: after some of these the gateway hangs up."""
    connector = aiohttp.TCPConnector(force_close=True)
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), connector=connector)


@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_hostile_bodies(case: Case) -> None:
    """The doors that are open to everybody, by generation."""
    async with open_rig(JOURNEY_WRITE_KEY=WRITE_KEY) as rig, _client() as http:
        [gateway] = rig.gateways
        case.keep(gateway.log)
        poster, before = Poster(gateway.url, http), gateway.rss_bytes()
        for path in GOOD:
            for post in islice(posts(case.chance, path), case.size(60, 1000)):
                await poster.post(post)
        growth = (gateway.rss_bytes() - before) / 2**20
        violations = [Violation(7, "gateway", wrong) for wrong in poster.wrong]
        if growth > MOST_GROWTH_MIB:
            violations.append(Violation(7, "gateway", f"its memory grew by {growth:.0f} MiB"))
        case.verdict(violations, routes=len(GOOD), each=case.size(60, 1000), grew_mib=growth)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_hostile_requests_to_every_route(case: Case) -> None:
    """Every route there is, as somebody who may do everything."""
    async with open_rig() as rig, _client() as http:
        [gateway], [login] = rig.gateways, await rig.hire(1, roles=["agent", "supervisor", "admin"])
        case.keep(gateway.log)
        poster = Poster(gateway.url, http)
        await poster.post(
            Post(
                "/desk/login", json.dumps({"email": login.email, "password": login.password}).encode(), statuses=(200,)
            )
        )
        for route in application.ROUTES:
            for path, body in islice(_odd_requests(case.chance, route.path), case.size(6, 100)):
                if path not in ("/desk/logout", "/desk/login"):
                    await poster.post(Post(path, body, method=route.method))
        poster.wrong += [f"raw: {wrong}" for wrong in await _raw_faults(gateway.url)]
        case.verdict([Violation(7, "gateway", wrong) for wrong in poster.wrong], routes=len(application.ROUTES))


def _odd_requests(chance: random.Random, path: str) -> Iterator[tuple[str, bytes]]:
    odd = ["%00", "%ff", "..%2f", "%ed%a0%80", "9" * 300, "x" * 1900, "null", str(uuid.uuid4()), "%F0%9F%99%8F"]
    keys = [
        "q",
        "from",
        "to",
        "window",
        "by",
        "topic",
        "reason",
        "id",
        "conversation_id",
        "after",
        "limit",
        "cursor",
        "email",
    ]
    bodies = [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"name":"\\u0000"}',
        b'{"name":"\\ud800"}',
        b'{"name":1e999}',
        b"[" * 100_000,
    ]
    while True:
        filled = "".join(chance.choice(odd) if part.startswith("{") else part for part in _parts(path))
        query = "&".join(f"{key}={chance.choice(odd)}" for key in chance.sample(keys, chance.randrange(4)))
        yield (f"{filled}?{query}" if query else filled), chance.choice(bodies)


def _parts(path: str) -> list[str]:
    """A route's path, cut before and after what is filled in."""
    return path.replace("{", "\n{").replace("}", "}\n").split("\n")


async def _raw_faults(url: str) -> list[str]:
    """Heads that are no heads; bytes in them that are no text."""
    host = urlsplit(url).netloc
    common = f"Host: {host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    heads = [
        (b"POST /journey/events HTTP/1.1", b"Authorization: Bearer \xff\xed\xa0\x80"),
        (b"GET /desk/me HTTP/1.1", b"Cookie: firsthand=\xff\xfe\x80"),
        (b"GET /desk/socket HTTP/1.1", b"Cookie: firsthand=\xff\xfe\x80\r\nOrigin: " + url.encode()),
        (b"POST /widget/session HTTP/1.1", b"X-Firsthand: 1\r\nOrigin: \xff\xfe"),
        (
            b"POST /widget/session HTTP/1.1",
            b"X-Forwarded-For: \xff, 1.2.3.4:x\r\nX-Firsthand: 1\r\nOrigin: " + url.encode(),
        ),
        (b"GET /desk/me HTTP/1.1", b"Cookie: " + b"a=b; " * 1000),
        (b"GET /desk/me HTTP/1.1", b"X-Long: " + b"x" * 100_000),
        (b"GET /\xff\xfe HTTP/1.1", b"X-A: b"),
        (b"GET /desk?%ff=%00&q=%ed%a0%80 HTTP/1.1", b"Accept-Language: \xff"),
        (b"GET /widget/frame?locale=%00&site=\xff HTTP/1.1", b"Accept-Language: ko;q=x"),
        (b"BREW /desk HTTP/1.1", b"X-A: b"),
        (b"GET http://[::1/desk HTTP/1.1", b"X-A: b"),
    ]
    wrong = []
    for line, header in heads:
        status = await _status(url, line + b"\r\n" + common.encode() + header + b"\r\n\r\n{}")
        if not 200 <= status < 500:
            wrong.append(f"status {status} for {line!r} {header[:100]!r}")
    return wrong


async def _status(url: str, request: bytes) -> int:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(request)
    async with asyncio.timeout(10):
        line = await reader.readline()
    writer.transport.abort()
    return int(line.split()[1]) if line else 0
