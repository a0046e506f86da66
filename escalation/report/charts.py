"""A line by day, with its interval as a band: one small chart of the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

INK, QUIET, LINE, BAND, GRID = map(HexColor, ("#1b2430", "#66717f", "#2563c9", "#dbe7fa", "#e4e8ed"))
TITLE_PT, LABEL_PT = 8.5, 6.5
LEFT, BOTTOM, TOP = 34.0, 14.0, 16.0  # room for labels and the title, in points
ROOM = 0.08  # of the range, above and below the line


@dataclass(frozen=True, slots=True)
class Point:
    """A day's value and its interval; None where there is none."""

    day: str
    value: float | None
    interval: tuple[float, float] | None = None


class DayChart(Flowable):
    """`shown` writes a value beside its axis; `empty` is said where there is nothing to draw."""

    def __init__(
        self, title: str, points: Sequence[Point], size: tuple[float, float], axis: "Axis", empty: str
    ) -> None:
        super().__init__()
        self.width, self.height = size
        self._title, self._points, self._axis, self._empty = title, points, axis, empty

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setFillColor(INK)
        canvas.setFont(self._axis.bold, TITLE_PT)
        canvas.drawString(0, self.height - TITLE_PT, self._title)
        known = [
            value for point in self._points for value in (point.value, *(point.interval or ())) if value is not None
        ]
        if not known:
            canvas.setFillColor(QUIET)
            canvas.setFont(self._axis.font, LABEL_PT)
            canvas.drawString(LEFT, self.height / 2, self._empty)
            return
        low, high = self._axis.range(known)
        self._grid(canvas, low, high)
        self._band(canvas, low, high)
        self._line(canvas, low, high)

    def _x(self, place: int) -> float:
        return LEFT + (self.width - LEFT - 4) * (place / max(1, len(self._points) - 1))

    def _y(self, value: float, low: float, high: float) -> float:
        inside = min(max(value, low), high)
        return BOTTOM + (self.height - BOTTOM - TOP) * (inside - low) / (high - low)

    def _grid(self, canvas: Canvas, low: float, high: float) -> None:
        canvas.setFont(self._axis.font, LABEL_PT)
        for share in (0.0, 0.5, 1.0):
            value = low + (high - low) * share
            y = self._y(value, low, high)
            canvas.setStrokeColor(GRID)
            canvas.setLineWidth(0.5)
            canvas.line(LEFT, y, self.width - 4, y)
            canvas.setFillColor(QUIET)
            canvas.drawRightString(LEFT - 4, y - 2, self._axis.shown(value))
        canvas.drawString(LEFT, 2, self._points[0].day)
        canvas.drawRightString(self.width - 4, 2, self._points[-1].day)

    def _band(self, canvas: Canvas, low: float, high: float) -> None:
        canvas.setFillColor(BAND)
        half = (self.width - LEFT) / max(2, len(self._points)) / 2
        for place, point in enumerate(self._points):
            if point.interval is not None:
                bottom, top = (self._y(edge, low, high) for edge in point.interval)
                canvas.rect(self._x(place) - half, bottom, 2 * half, top - bottom, stroke=0, fill=1)

    def _line(self, canvas: Canvas, low: float, high: float) -> None:
        """Days without a value leave a gap; one alone is a dot."""
        canvas.setStrokeColor(LINE)
        canvas.setFillColor(LINE)
        canvas.setLineWidth(1.2)
        before: tuple[float, float] | None = None
        for place, point in enumerate(self._points):
            if point.value is None:
                before = None
                continue
            here = self._x(place), self._y(point.value, low, high)
            if before is None:
                canvas.circle(*here, 0.9, stroke=0, fill=1)
            else:
                canvas.line(*before, *here)
            before = here


@dataclass(frozen=True, slots=True)
class Axis:
    """How values are written and how far the axis goes."""

    font: str
    bold: str
    is_share: bool
    is_count: bool = False

    def shown(self, value: float) -> str:
        return f"{value:.0%}" if self.is_share else f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}"

    def range(self, known: Sequence[float]) -> tuple[float, float]:
        """A count begins at nothing; a share stays between nothing and all."""
        low, high = min(known), max(known)
        if self.is_count:
            return 0.0, max(high * (1 + ROOM), 1.0)
        room = max((high - low) * ROOM, 0.02 if self.is_share else 1.0)
        return (max(0.0, low - room), min(1.0, high + room)) if self.is_share else (max(0.0, low - room), high + room)
