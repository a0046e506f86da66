"""JPEG without what a camera writes beside the picture: the place, the device, thumbnails, comments.

Only which side is up is kept, in an Exif block of its own: browsers turn the picture by it. Nothing is decoded.
ITU T.81 annex B names the markers, Exif 2.32 the block.
"""

import re
from collections.abc import Iterator

from connectors.files.damaged import Damaged

START, END, SCAN = 0xD8, 0xD9, 0xDA
ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a length."""
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of what says how large the picture is."""
NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
FILL = re.compile(rb"\xff+")
MOST_MARKERS = 4_000
"""A camera writes a few dozen. Each costs time, and ten megabytes hold millions."""
EXIF = b"Exif\x00\x00"
ORIENTATION = 0x0112
TURNED = range(5, 9)
"""Orientations that swap width and height."""


def cleaned(content: bytes) -> bytes:
    """The picture with only what draws it. Raises Damaged."""
    parts = [b"\xff\xd8"]
    turned = None
    for marker, part in _parts(content):
        if turned is None and _is_exif(marker, part):
            turned = _orientation(part)
        elif _is_kept(marker, part):
            parts.append(part)
    if turned is not None and turned != 1:
        parts.insert(1, _exif(turned))
    return b"".join([*parts, b"\xff\xd9"])


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, as it is seen. Raises Damaged."""
    turned, size = None, None
    for marker, part in _parts(content):
        if turned is None and _is_exif(marker, part):
            turned = _orientation(part)
        if marker in FRAMES and len(part) >= 9:
            size = int.from_bytes(part[7:9]), int.from_bytes(part[5:7])
            break
    if size is None:
        raise Damaged("expected a frame header")
    return size[::-1] if turned in TURNED else size


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, what was drawn in a scan under 0. Ends with the picture: what hangs behind it is
    another one."""
    if content[:2] != b"\xff\xd8":
        raise Damaged("expected the start of a JPEG")
    at = 2
    for _ in range(MOST_MARKERS):
        if at >= len(content):
            return
        marker, at = _marker(content, at)
        if marker == END:
            return
        if marker in ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2 or at + length > len(content):
            raise Damaged("expected a whole segment")
        yield marker, bytes((0xFF, marker)) + content[at : at + length]
        at += length
        if marker == SCAN:
            found = NEXT_MARKER.search(content, at)
            end = found.start() if found else len(content)
            yield 0, content[at:end]
            at = end
    raise Damaged(f"expected at most {MOST_MARKERS} markers")


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at `at`, behind any fill bytes, and where what follows it begins."""
    fill = FILL.match(content, at)
    if fill is None:
        raise Damaged("expected a marker")
    at = fill.end()
    if at == len(content):
        return END, at
    return content[at], at + 1


def _is_kept(marker: int, part: bytes) -> bool:
    """Of what applications add: JFIF, colour profiles, Adobe's colour transform."""
    if marker == 0xE2:
        return part[4:15] == b"ICC_PROFILE"
    return marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _is_exif(marker: int, part: bytes) -> bool:
    """The first of them counts, as it does in browsers."""
    return marker == 0xE1 and part[4 : 4 + len(EXIF)] == EXIF


def _orientation(part: bytes) -> int:
    """1 to 8; 1, upright, where the Exif block says none."""
    block = part[4 + len(EXIF) :]
    if block[:2] not in (b"II", b"MM"):
        return 1
    order = "little" if block[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(block[at : at + size], order)  # type: ignore[arg-type]

    first = number(4, 4)
    for entry in range(min(number(first, 2), 100)):
        at = first + 2 + 12 * entry
        if at + 12 > len(block):
            break
        if number(at, 2) == ORIENTATION:
            value = number(at + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1


def _exif(orientation: int) -> bytes:
    """A block that says nothing else."""
    entry = ORIENTATION.to_bytes(2, "little") + b"\x03\x00\x01\x00\x00\x00" + orientation.to_bytes(4, "little")
    block = EXIF + b"II*\x00\x08\x00\x00\x00" + b"\x01\x00" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block
