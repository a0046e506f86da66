"""Pictures: what is taken out of them, and how large they are. A page shows only these by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from connectors.files import jpeg, png, webp
from connectors.files.damaged import Damaged

MOST_PIXELS = 50_000_000
"""More would fill a page's memory: 200 MB once decoded."""


@dataclass(frozen=True, slots=True)
class Picture:
    """How a kind of picture is read."""

    cleaned: Callable[[bytes], bytes]
    dimensions: Callable[[bytes], tuple[int, int]]


def _gif_dimensions(content: bytes) -> tuple[int, int]:
    """Of the screen it is drawn on; GIF89a, section 18."""
    if len(content) < 13:
        raise Damaged("expected a screen descriptor")
    return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")


PICTURES = {
    "image/jpeg": Picture(jpeg.cleaned, jpeg.dimensions),
    "image/png": Picture(png.cleaned, png.dimensions),
    "image/webp": Picture(webp.cleaned, webp.dimensions),
    "image/gif": Picture(lambda content: content, _gif_dimensions),
}


def shown_at(media_type: str, content: bytes) -> tuple[int, int] | None:
    """Width and height of what a page may show by itself; None for what is only handed out. Raises Damaged."""
    if media_type not in PICTURES:
        return None
    width, height = PICTURES[media_type].dimensions(content)
    return (width, height) if 0 < width * height <= MOST_PIXELS else None


def without_traces(media_type: str, content: bytes) -> bytes:
    """A picture without what its camera wrote beside it; anything else as it is. Raises Damaged."""
    return PICTURES[media_type].cleaned(content) if media_type in PICTURES else content
