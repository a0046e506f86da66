"""A QR code as the path of an SVG: the page draws it, no library of pictures, no markup from text."""

from typing import Any

import segno

MARGIN = 4
"""Light modules around it, which readers need."""


def picture_of(content: str) -> dict[str, Any]:
    """{path, size}: dark modules as squares of 1 in a field of `size` by `size`."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
    path = "".join(_run(x, y, length) for y, row in enumerate(rows) for x, length in _dark(row))
    return {"path": path, "size": len(rows) + 2 * MARGIN}


def _dark(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many stand side by side."""
    starts = [x for x, module in enumerate(row) if module and (x == 0 or not row[x - 1])]
    return [(x, next((end for end in range(x, len(row)) if not row[end]), len(row)) - x) for x in starts]


def _run(x: int, y: int, length: int) -> str:
    return f"M{x + MARGIN} {y + MARGIN}h{length}v1h-{length}z"
