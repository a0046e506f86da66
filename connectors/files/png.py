"""PNG without texts, times and Exif blocks. W3C PNG 3rd edition names the chunks."""

from collections.abc import Iterator

from connectors.files.damaged import Damaged

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TOLD = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
"""What says something beside the picture."""


def cleaned(content: bytes) -> bytes:
    """The picture with only what draws it. Raises Damaged."""
    return SIGNATURE + b"".join(chunk for kind, chunk in _chunks(content) if kind not in TOLD)


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises Damaged."""
    kind, chunk = next(_chunks(content))
    if kind != b"IHDR" or len(chunk) < 16:
        raise Damaged("expected a header")
    return int.from_bytes(chunk[8:12]), int.from_bytes(chunk[12:16])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its kind, to the end of the picture: what hangs behind it is not of it."""
    if not content.startswith(SIGNATURE):
        raise Damaged("expected the start of a PNG")
    at = len(SIGNATURE)
    while True:
        kind = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if len(kind) < 4 or end > len(content):
            raise Damaged("expected a whole chunk")
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end
