"""The report's tables: headline numbers, map, pain points, goals."""

from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from escalation.numbers.registry import BY_ID
from escalation.report.charts import BAND, GRID, INK
from escalation.report.styles import Styles
from escalation.report.wording import Wording

HEADLINE = (
    *("contacts", "fcr", "fcr_net", "bot_fcr", "verified_resolution", "automated_confirmed", "automated_assumed"),
    *("escalation_rate", "unresolved", "abandonment", "queue_wait", "first_human_response", "resolution_time"),
    *("sla_attainment", "csat", "csat_response", "ces"),
)
MOST_TOUCHPOINTS = 5  # a stage, the busiest
MOST_PAIN = 12
GOOD, BAD = colors.HexColor("#dff3e4"), colors.HexColor("#fbe3df")
CLEAR = 0.1  # an emotion from here on is coloured
LONGEST_CELL = 240  # characters: a row must fit on a page
Rows = list[list[Any]]


class Tables:
    """Draws what a report gathered, in one language."""

    def __init__(self, wording: Wording, styles: Styles) -> None:
        self._say, self._wording, self._styles = wording.say, wording, styles

    def headline(self, overview: dict[str, Any]) -> Flowable:
        tiles = {tile["id"]: tile for tile in overview["metrics"]}
        head = [self._say(key) for key in ("metric", "value", "interval", "cases", "before", "change")]
        rows = [self._number(tiles[name]) for name in HEADLINE if name in tiles]
        return self._table(head, rows, (52, 24, 34, 36, 18, 18))

    def _number(self, tile: dict[str, Any]) -> list[str]:
        unit, before = tile["unit"], (tile.get("before") or {}).get("value")
        pending = f" ({self._say('pending', count=format(tile['pending'], ','))})" if tile["pending"] else ""
        few = "*" if tile["few"] and tile["value"] is not None else ""
        return [
            tile["name"][self._wording.locale],
            f"{self._wording.value(unit, tile['value'])}{few}",
            self._spread(tile),
            f"{tile['n']:,}{pending}",
            self._wording.value(unit, before),
            self._wording.change(unit, tile["value"], before),
        ]

    def _spread(self, tile: dict[str, Any]) -> str:
        """The interval of a share; of a time how long the slow ones took."""
        known = tile["percentiles"]
        if tile["unit"] == "seconds" and known.get("p90") is not None:
            return f"p90 {self._wording.lasting(known['p90'])}"
        return self._wording.interval(tile["interval"])

    def map(self, stages: list[dict[str, Any]]) -> Flowable:
        keys = (
            "stage",
            "touchpoint",
            "events",
            "customers",
            "contacts",
            "emotion",
            "effort",
            "fcr",
            "drop_off",
            "pain_of",
        )
        rows: Rows = []
        tints: list[tuple[Any, ...]] = []
        for stage in stages:
            first = len(rows)
            busiest = sorted(stage["touchpoints"], key=lambda cell: -cell["events"])[:MOST_TOUCHPOINTS]
            for cell in busiest:
                feeling = (cell["emotion"] or {}).get("value")
                if feeling is not None and abs(feeling) >= CLEAR:
                    tints.append(("BACKGROUND", (5, len(rows) + 1), (5, len(rows) + 1), GOOD if feeling > 0 else BAD))
                rows.append(["", *self._cell(cell)])
            if not busiest:
                rows.append(["", self._say("no_data"), *[""] * 8])
            rows[first][0] = self._wording.name("stage", stage["stage"])
        return self._table([self._say(key) for key in keys], rows, (23, 28, 17, 17, 14, 14, 18, 14, 14, 23), tints)

    def _cell(self, cell: dict[str, Any]) -> list[str]:
        none = self._say("none")
        emotion, effort, pain = cell["emotion"] or {}, cell["effort"] or {}, cell["pain"]
        shares = [self._wording.value("share", (cell[name] or {}).get("value")) for name in ("fcr", "drop_off")]
        return [
            self._wording.name("touchpoint", cell["touchpoint"]),
            *(f"{cell[name]:,}" for name in ("events", "customers", "contacts")),
            none if emotion.get("value") is None else f"{emotion['value']:+.2f}",
            none if effort.get("value") is None else f"{effort['value']:.1f}",
            *shares,
            none if pain is None else f"{self._wording.name('topic', pain['topic'])} {pain['share']:.0%}",
        ]

    def pain(self, points: list[dict[str, Any]]) -> Flowable:
        if not points:
            return Paragraph(self._say("no_pain"), self._styles.small)
        keys = ("rank", "topic", "contacts", "failed", "negative", "minutes", "score", "share")
        rows = [
            [
                f"{place}",
                self._wording.name("topic", point["topic"]),
                f"{point['contacts']:,}",
                self._wording.value("share", point["failed"]["value"]),
                self._wording.value("share", point["negative"]["value"]),
                f"{point['minutes']['value']:.1f}",
                f"{point['score']:,.0f} ({point['low']:,.0f} {self._say('to')} {point['high']:,.0f})",
                self._wording.value("share", point["share"]),
            ]
            for place, point in enumerate(points[:MOST_PAIN], 1)
        ]
        return self._table([self._say(key) for key in keys], rows, (12, 40, 20, 22, 20, 16, 36, 16))

    def goals(self, goals: list[dict[str, Any]]) -> Flowable:
        if not goals:
            return Paragraph(self._say("no_goals"), self._styles.small)
        keys = ("metric", "topic", "target", "reading", "distance", "days", "state")
        return self._table(
            [self._say(key) for key in keys], [self._goal(one) for one in goals], (44, 30, 26, 20, 18, 24, 20)
        )

    def _goal(self, goal: dict[str, Any]) -> list[str]:
        metric, now = BY_ID[goal["metric"]], goal["reading"]["value"]
        target = self._wording.value(metric.kind, goal["target"])
        about = " · ".join(self._about(name, value) for name, value in goal["filter"].items())
        return [
            metric.name[self._wording.locale],
            about or self._say("all_contacts"),
            self._say(goal["direction"], value=target),
            self._wording.value(metric.kind, now),
            self._wording.change(metric.kind, now, goal["target"]),
            f"{goal['first_day']} {goal['last_day']}",
            self._wording.name("state", goal["state"]),
        ]

    def _about(self, name: str, value: str | list[str]) -> str:
        return ", ".join(self._wording.name(name, one) for one in ([value] if isinstance(value, str) else value))

    def _table(
        self, head: list[str], rows: Rows, widths: tuple[int, ...], more: list[tuple[Any, ...]] | None = None
    ) -> Table:
        """A head that comes again on every page, quiet lines."""
        styles = self._styles
        cells: Rows = [[Paragraph(styles.shown(text), styles.head) for text in head]]
        cells += [[Paragraph(styles.shown(_cut(text)), styles.cell) for text in row] for row in rows]
        drawn = Table(cells, [width * mm for width in widths], repeatRows=1)
        lines: list[tuple[Any, ...]] = [
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, GRID),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *(("TOPPADDING", (0, 0), (-1, -1), 2.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8)),
            *(("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)),
        ]
        drawn.setStyle(TableStyle([*lines, *(more or [])]))
        return drawn


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
