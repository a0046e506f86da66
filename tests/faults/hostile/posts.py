"""Requests that no page sends, each with what has to come of it."""

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.web.bodies import MOST_BYTES
from tests.faults.hostile.frame_places import found, other_than, places, put, written
from tests.faults.hostile.things import HALF

NUMBERS = ("1" * 400, "1" * 5000, "9" * 100_000, "1e999", "-1e999")
GOOD: Mapping[str, dict[str, Any]] = {
    "/widget/session": {"visitor_token": "a.b", "session": "c.d", "jwt": "e.f.g", "locale": "ko"},
    "/widget/resume": {"token": "x.y", "visitor_token": "a.b", "locale": "en"},
    "/desk/login": {"email": "nobody@shop.example", "password": "not the right one", "code": "123456"},
    "/journey/events": {
        "batch": [
            {
                "type": "track",
                "event": "Order Completed",
                "messageId": "m-1",
                "userId": "c-1",
                "anonymousId": "a-1",
                "timestamp": "2026-03-02T09:00:00Z",
                "sentAt": "2026-03-02T09:00:01Z",
                "properties": {"stage": "purchase", "channel": "web", "total": 12},
            }
        ]
    },
}
FREE = ("properties",)
"""Below it anything may stand: what is not plain is left out."""


@dataclass(frozen=True, slots=True)
class Post:
    """A request; `field` is the place its refusal has to name, where there is one."""

    path: str
    body: bytes
    field: str | None = None
    statuses: range | tuple[int, ...] = range(200, 500)
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "POST"


def posts(chance: random.Random, path: str) -> Iterator[Post]:
    """Bodies for one route of `GOOD`, without end."""
    while True:
        good = GOOD[path]
        yield _wrong_type(chance, path, good)
        yield _odd_value(chance, path, good)
        yield _no_json(chance, path, good)
        yield _bytes(chance, path, json.dumps(good).encode())


def _wrong_type(chance: random.Random, path: str, good: dict[str, Any]) -> Post:
    body = json.loads(json.dumps(good))
    place = chance.choice([place for place in places(body) if not set(FREE) & set(place[:-1])])
    new = other_than(chance, found(body, place))
    put(body, place, "@@")
    number = chance.random() < 0.3 and place[-1] not in FREE
    source = json.dumps(body).replace('"@@"', chance.choice(NUMBERS) if number else json.dumps(new))
    return Post(path, source.encode(), written(place), (400,))


def _odd_value(chance: random.Random, path: str, good: dict[str, Any]) -> Post:
    """Texts that are no text, numbers that are none, times of no calendar; depth where anything may stand."""
    body = json.loads(json.dumps(good))
    place = chance.choice([place for place in places(body) if isinstance(found(body, place), str)])
    odd = ["\u0000", "a\u0000b", HALF, f"x{HALF}y", "🙏" * 100_000, "\u202e" * 50, "' OR 1=1 --", "%s{}", "../" * 30]
    odd += [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-02-30T00:00:00Z",
        "٢٠٢٦-٠٣-٠٢",
        "-0001-01-01",
    ]
    put(body, place, chance.choice(odd))
    return Post(path, _deepened(chance, json.dumps(body)).encode())


def _deepened(chance: random.Random, source: str) -> str:
    depth = chance.choice([10, 500, 900, 1500, 5000, 9000])
    inside = chance.choice(["[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth])
    key = chance.choice(["channel", "stage", "x"])
    return source.replace('"properties": {', f'"properties": {{"{key}": {inside}, ')


def _no_json(chance: random.Random, path: str, good: dict[str, Any]) -> Post:
    source = json.dumps(good)
    plain = ["", "null", "[]", "3", '"x"', "NaN", "{'a': 1}", "[" * 100_000, '{"a":' * 40_000, "\ufeff{}", "{}{}"]
    cut = source[: chance.randrange(1, len(source))]
    return Post(
        path, chance.choice([*plain, cut]).encode(), statuses=(400, 200) if path == "/widget/session" else (400,)
    )


def _bytes(chance: random.Random, path: str, source: bytes) -> Post:
    """Other bytes, other kinds, other packings."""
    match chance.randrange(8):
        case 0:
            return Post(path, b'"' + b"x" * MOST_BYTES + b'"', statuses=(413,))
        case 1:
            return Post(path, chance.randbytes(500), statuses=(400,))
        case 2:
            return Post(path, source[:-2] + b"\xff\xfe" + source[-2:], statuses=(400,))
        case 3:
            return Post(path, source, "Content-Type", (400,), (("Content-Type", "text/plain"),))
        case 4:
            bomb = gzip.compress(b" " * 30_000_000 + source)
            return Post(path, bomb, statuses=(400, 413), headers=(("Content-Encoding", "gzip"),))
        case 5:
            packing = chance.choice(["gzip", "deflate"])
            return Post(path, b"not packed", "Content-Encoding", (400,), (("Content-Encoding", packing),))
        case 6:
            return Post(path, source.decode().encode("utf-16"), statuses=range(200, 500))
        case _:
            return Post(path, source, headers=(("Content-Type", "application/json; charset=\x80latin"),))
