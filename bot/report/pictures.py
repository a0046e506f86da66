"""The pictures of the report as SVG: who is taken for whom, and whether a confidence keeps its word. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from bot.report.measures import Bin

_CELL = 13
_LARGE_CELL, _FEW = 30, 10
"""A matrix of few names is drawn larger."""
_MARGIN = 205
"""Room for the names beside the matrix."""
_SIDE = 320
"""Side of the reliability picture."""
_PAD = 46


def confusions(pairs: Sequence[tuple[str, str]]) -> str:
    """A matrix of (meant, understood): darker for a larger share of what was meant; mistakes are red."""
    names = sorted({name for pair in pairs for name in pair})
    place = {name: i for i, name in enumerate(names)}
    meant = Counter(want for want, _ in pairs)
    step = _LARGE_CELL if len(names) <= _FEW else _CELL
    side = len(names) * step
    cells = [
        _cell(
            step, place[got], place[want], count / meant[want], f"{want} → {got}: {count} of {meant[want]}", want == got
        )
        for (want, got), count in sorted(Counter(pairs).items())
    ]
    rows = [_name(name, -6, (i + 0.5) * step + 4, "end", 0) for i, name in enumerate(names)]
    columns = [_name(name, (i + 0.5) * step + 4, -6, "start", -90) for i, name in enumerate(names)]
    frame = f'<rect width="{side}" height="{side}" class="frame"/>'
    whole = side + _MARGIN + 4
    drawn = [frame, *_grid(side, step), *cells, *rows, *columns]
    return _svg(whole, whole, "Confusion matrix", _MARGIN, _MARGIN, drawn)


def reliability(bins: Sequence[Bin], said: str = "confidence", true: str = "share right") -> str:
    """`said` across, `true` upwards, a dot for each bin (its area: its weight); the diagonal is honesty."""
    total = sum(one.weight for one in bins)
    dots = [
        f'<circle cx="{_SIDE * one.confidence:.1f}" cy="{_SIDE * (1 - one.right):.1f}" '
        f'r="{3 + 14 * (one.weight / total) ** 0.5:.1f}" class="dot">'
        f"<title>{one.confidence:.2f} said, {one.right:.2f} true, {one.count} rows</title></circle>"
        for one in bins
    ]
    line = " ".join(f"{_SIDE * one.confidence:.1f},{_SIDE * (1 - one.right):.1f}" for one in bins)
    drawn = [
        f'<rect width="{_SIDE}" height="{_SIDE}" class="frame"/>',
        f'<line x1="0" y1="{_SIDE}" x2="{_SIDE}" y2="0" class="honest"/>',
        f'<polyline points="{line}" class="curve"/>',
        *dots,
        *_ticks(said, true),
    ]
    return _svg(_SIDE + 2 * _PAD, _SIDE + 2 * _PAD, "Reliability", _PAD, _PAD // 2, drawn)


def _ticks(said: str, true: str) -> list[str]:
    marks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    across = [_name(f"{mark:.1f}", _SIDE * mark, _SIDE + 16, "middle", 0) for mark in marks]
    up = [_name(f"{mark:.1f}", -6, _SIDE * (1 - mark) + 4, "end", 0) for mark in marks]
    below = _name(said, _SIDE / 2, _SIDE + 34, "middle", 0)
    return [*across, *up, below, _name(true, -32, _SIDE / 2, "middle", -90)]


def _grid(side: int, step: int) -> list[str]:
    steps = range(5 * step, side, 5 * step)
    return [f'<path d="M{at} 0V{side}M0 {at}H{side}" class="grid"/>' for at in steps]


def _cell(step: int, x: int, y: int, weight: float, told: str, right: bool) -> str:
    kind, opacity = ("right" if right else "wrong"), 0.15 + 0.85 * weight
    return (
        f'<rect x="{x * step}" y="{y * step}" width="{step}" height="{step}" class="{kind}" '
        f'fill-opacity="{opacity:.2f}"><title>{escape(told)}</title></rect>'
    )


def _name(text: str, x: float, y: float, anchor: str, turn: int) -> str:
    turned = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turned}>{escape(text)}</text>'


def _svg(width: int, height: int, title: str, left: int, top: int, drawn: Sequence[str]) -> str:
    inside = "".join(drawn)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">'
        f'<g transform="translate({left} {top})">{inside}</g></svg>'
    )
