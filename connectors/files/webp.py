"""WebP without Exif and XMP. RFC 9649 names the chunks."""

from collections.abc import Iterator

from connectors.files.damaged import Damaged

TOLD = {b"EXIF", b"XMP "}
SAYS_TOLD = 0x08 | 0x04
"""The flags of the header that announce them."""
EXTENDED_BYTES = 10
"""Of the extended header: its flags, and the width and height."""


def cleaned(content: bytes) -> bytes:
    """The picture with only what draws it. Raises Damaged."""
    kept = b"".join(_written(kind, body) for kind, body in _chunks(content) if kind not in TOLD)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises Damaged."""
    kind, body = next(_chunks(content))
    if kind == b"VP8X" and len(body) >= EXTENDED_BYTES:
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(body) >= 10:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise Damaged("expected a picture")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise Damaged("expected the start of a WebP")
    at, end = 12, min(len(content), int.from_bytes(content[4:8], "little") + 8)
    if at >= end:
        raise Damaged("expected a picture")
    while at < end:
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > len(content):
            raise Damaged("expected a whole chunk")
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _written(kind: bytes, body: bytes) -> bytes:
    if kind == b"VP8X":
        if len(body) < EXTENDED_BYTES:
            raise Damaged("expected a whole header")
        body = bytes((body[0] & ~SAYS_TOLD,)) + body[1:]
    return kind + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)
