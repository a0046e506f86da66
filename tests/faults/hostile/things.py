"""Frames that no page sends: by kind, without end, each with what has to become of it."""

import json
import random
import struct
from collections.abc import Callable, Iterator

from tests.faults.hostile.attempt import Attempt, Frame, fresh, readable, told
from tests.faults.hostile.frame_places import found, other_than, places, put, written
from tests.faults.hostile.raw_socket import BINARY, CLOSE, CONTINUATION, PING, TEXT, fragments, framed, headed

HALF = "\ud83d"
"""Half of an emoji, as a cut in the middle leaves it."""
WHOLE_EMOJI = ("🙏", "👨‍👩‍👧‍👦", "🇰🇷", "❤️‍🔥")
PROTOCOL, BAD_TEXT, POLICY, TOO_BIG = 1002, 1007, 1008, 1009
FRAME_BYTES = 64 * 1024

Attempts = Iterator[Attempt]
Say = Callable[[str], Frame]
"""A frame that says a text for good: this one has to be kept."""
Kind = Callable[[random.Random, list[Frame], Say], Attempts]


def wrong_types(chance: random.Random, frames: list[Frame], _: Say) -> Attempts:
    """Every field of every frame, as something it is not."""
    while True:
        frame = fresh(chance.choice(frames))
        path = chance.choice(list(places(frame)))
        if path == ("type",):
            continue
        put(frame, path, other_than(chance, found(frame, path)))
        yield told(frame, field=written(path))


def oversized(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """More than a frame may have: at once, in pieces, or only claimed."""
    while True:
        size = FRAME_BYTES + chance.choice([1, 2, 1000, 100_000])
        source = json.dumps(say("x" * size)).encode()
        claimed = chance.choice([FRAME_BYTES + 1, 2**31, 2**40, 2**63 - 1, 2**63, 2**64 - 1])
        wires = (framed(source), fragments(source, 4096), framed(b"{", claimed=claimed), framed(source, BINARY))
        yield Attempt(chance.choice(wires), ends=(TOO_BIG,))


def nested(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """A hundred thousand deep where a frame has room for it, and as deep as it has."""
    while True:
        opening = chance.choice(["[", '{"a":', '[{"":'])
        inside = chance.choice([opening * ((FRAME_BYTES - 500) // len(opening)), "[" * 30_000 + "]" * 30_000])
        frame = {**say("x"), chance.choice(["text", "client_id", "extra"]): "@@"}
        yield Attempt(framed(chance.choice([inside, json.dumps(frame).replace('"@@"', inside)]).encode()))
        yield Attempt(framed(b"[" * 100_000), ends=(TOO_BIG,))


def binary(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """Bytes where text is meant, a good frame among them."""
    while True:
        source = chance.choice([json.dumps(say("x")).encode(), chance.randbytes(chance.randrange(2000)), b""])
        yield Attempt(framed(source, BINARY), ends=(POLICY,))


def unknown(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """A type or a version that is not ours; a field that we do not know hurts nobody."""
    types: list[object] = [
        "",
        "SEND",
        "send ",
        "admin",
        "__class__",
        "\u0000send",
        "x" * 5000,
        None,
        1,
        True,
        [],
        {},
        ["send"],
    ]
    while True:
        frame = fresh(chance.choice(frames))
        yield told({**frame, "type": chance.choice(types)}, field="type")
        frame = say(f"version {chance.random()}")
        extra = {"version": chance.choice([99, "2.0", None, {}]), "v": 2, "__proto__": {"type": "x"}, "ts": 1e308}
        yield told({**extra, **frame}, kept=frame["text"])


def surrogates(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """Halves of emoji: what can be kept is kept, each half as the sign for what cannot be shown."""
    while True:
        words = ["안녕", HALF, "하세요", "\udc00", "🙏", "x"]
        text = "a" + "".join(chance.choices(words, k=chance.randrange(1, 40)))
        text = "".join(chance.choice([text, text + HALF * 50]))
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield told(say(text), kept=joined)
        frame = fresh(chance.choice(frames))
        names = [name for name, value in frame.items() if readable(value)]
        if names:
            name = chance.choice(names)
            yield told({**frame, name: HALF + frame[name][1:]}, field=name)


def nul(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """What no text has: left out of what was typed, refused everywhere else."""
    while True:
        text = "".join(chance.choices(["환불", "\u0000", "\u0001", "\u001b[31m", " refund", "\u007f"], k=30)) + "!"
        clean = "".join(sign for sign in text if sign >= " " and sign != "\u007f")
        yield told(say(text), kept=clean)
        yield told(say("\u0000" * chance.randrange(1, 500)), field="text", code="empty")
        frame = fresh(chance.choice(frames))
        names = [name for name, value in frame.items() if readable(value)]
        if names:
            name = chance.choice(names)
            yield told({**frame, name: frame[name][:-1] + "\u0000"}, field=name)


def emoji(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """Two thousand characters are kept, more are too long, and a hundred thousand are too big."""
    while True:
        sign = chance.choice(WHOLE_EMOJI)
        kept = sign * (2000 // len(sign))
        raw = json.dumps(say(kept), ensure_ascii=False).encode()
        yield Attempt(framed(raw), kept=kept, client_id=json.loads(raw)["client_id"])
        yield told(say(kept), kept=kept)
        raw = json.dumps(say(sign * (15_000 // len(sign))), ensure_ascii=False).encode()
        yield Attempt(framed(raw), "text", json.loads(raw)["client_id"], code="too_long")
        yield Attempt(framed(json.dumps(say(sign * 100_000), ensure_ascii=False).encode()), ends=(TOO_BIG,))


def huge_numbers(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """Numbers that no machine holds."""
    numbers = ["1" * 400, "1" * 5000, "-" + "9" * 60_000, "1e999", "-1e999", "1E400", "0." + "1" * 5000, "9" * 20]
    while True:
        frame = fresh(chance.choice(frames))
        path = chance.choice([path for path in places(frame) if path != ("type",)])
        put(frame, path, "@@")
        client_id = frame.get("client_id")
        client_id = client_id if client_id != "@@" else None
        source = json.dumps(frame).replace('"@@"', chance.choice(numbers))
        yield Attempt(framed(source.encode()), field=written(path), client_id=client_id)
        saying = {**say("x"), "extra": "@@"}
        source = json.dumps(saying).replace('"@@"', chance.choice(numbers))
        yield Attempt(framed(source.encode()), kept="x", client_id=saying["client_id"])


def duplicate_keys(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """The last one counts, as in every browser."""
    while True:
        first, frame = say("first"), say(f"last {chance.random()}")
        twice = json.dumps(first)[:-1] + ", " + json.dumps(frame)[1:]
        yield Attempt(framed(twice.encode()), kept=frame["text"], client_id=frame["client_id"])
        wrong = json.dumps(say("x"))[:-1] + f', "client_id": "{frame["client_id"]}", "text": 3, "text": []}}'
        yield Attempt(framed(wrong.encode()), field="text", client_id=frame["client_id"])


def bad_utf8(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """Text that is not UTF-8."""
    broken = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\x80" * 50, b"\xfe\xff\x00h"]
    while True:
        source = json.dumps(say("@@"), ensure_ascii=False).encode().replace(b"@@", chance.choice(broken))
        yield Attempt(chance.choice([framed(source), fragments(source, 7)]), ends=(BAD_TEXT,))


def tiny_fragments(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """A message a byte at a time, with nothing or a ping between: it is a message all the same."""
    while True:
        frame = say(f"in crumbs {chance.random()} 부스러기")
        source = json.dumps(frame, ensure_ascii=False).encode()
        size = chance.choice([1, 2, 3])
        wire = fragments(source, size)
        empty = framed(b"", CONTINUATION, last=False) * chance.randrange(1000)
        first = len(framed(source[:size], last=False))
        between = chance.choice([b"", framed(b"alive", PING), empty, framed(b"", PING) * 20])
        yield Attempt(wire[:first] + between + wire[first:], kept=frame["text"], client_id=frame["client_id"])
        yield Attempt(fragments(b"x" * (FRAME_BYTES + 10), 16), ends=(TOO_BIG,))


def broken_protocol(chance: random.Random, _: list[Frame], say: Say) -> Attempts:
    """Frames that are not frames."""
    source = json.dumps(say("x")).encode()
    while True:
        wires = [
            headed(chance.choice([0x91, 0xA1, 0xC1, 0xF1]), source, len(source)),
            headed(0x80 | chance.choice([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), b"x", 1),
            headed(PING, b"x", 1),
            headed(0x80 | PING, b"x" * 126, 126),
            framed(source, CONTINUATION),
            framed(source[:5], last=False) + framed(source, TEXT),
            framed(b"\x03", CLOSE),
            framed(struct.pack("!H", chance.choice([0, 999, 1004, 1005, 1016, 2999])), CLOSE),
        ]
        yield Attempt(chance.choice(wires), ends=(PROTOCOL,))
        yield Attempt(framed(struct.pack("!H", 1000) + b"\xff\xfe", CLOSE), ends=(BAD_TEXT, PROTOCOL))


def no_json(chance: random.Random, frames: list[Frame], say: Say) -> Attempts:
    """Text, but not a frame."""
    plain = [
        "",
        " ",
        "null",
        "[]",
        "3",
        '"send"',
        "NaN",
        "\ufeff{}",
        "{'type': 'send'}",
        "GET / HTTP/1.1\r\n\r\n",
        "{}{}",
    ]
    while True:
        source = json.dumps(fresh(chance.choice(frames)))
        cut = source[: chance.randrange(1, len(source))]
        number = source[:-1] + f', "x": {chance.choice(["NaN", "-Infinity", "01", "0x10", "1_000", "tru"])}}}'
        yield Attempt(framed(chance.choice([chance.choice(plain), cut, number]).encode()))


KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        wrong_types,
        oversized,
        nested,
        binary,
        unknown,
        surrogates,
        nul,
        emoji,
        huge_numbers,
        duplicate_keys,
        bad_utf8,
        tiny_fragments,
        broken_protocol,
        no_json,
    )
}
