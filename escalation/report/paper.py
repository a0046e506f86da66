"""Draws a report as PDF. Run in the workshop: it takes about a second of one core."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from escalation.numbers.filter import ZONE
from escalation.report.charts import QUIET, Axis, DayChart, Point
from escalation.report.styles import BOLD, FONT, Styles, register, styles
from escalation.report.tables import HEADLINE, Tables
from escalation.report.wording import Wording

MARGIN = 14 * mm
TRENDS = ("contacts", "fcr", "csat", "escalation_rate", "queue_wait", "sla_attainment")
CHART = (88 * mm, 36 * mm)
SECTION_NEEDS = 60 * mm  # a heading stays with what it is over


def drawn(page: dict[str, Any], locale: str, fonts: str) -> bytes:
    """The report of what `gathering.gathered` found. Raises ValueError for a locale that is none."""
    wording = Wording(locale)
    register(Path(fonts))
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=wording.say("title"), author="Firsthand", lang=locale, invariant=True,
    )  # fmt: skip
    low = MARGIN + 4 * mm
    frame = Frame(MARGIN, low, A4[0] - 2 * MARGIN, A4[1] - MARGIN - low, 0, 0, 0, 0)

    def foot(canvas: Canvas, _: Any) -> None:
        canvas.setFont(FONT, 7)
        canvas.setFillColor(QUIET)
        at = datetime.fromisoformat(page["now"]).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
        canvas.drawString(MARGIN, 9 * mm, wording.say("made", at=at))
        canvas.drawRightString(A4[0] - MARGIN, 9 * mm, wording.say("page", number=canvas.getPageNumber()))

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=foot))
    document.build(_story(page, wording))
    return out.getvalue()


def _story(page: dict[str, Any], wording: Wording) -> list[Flowable]:
    style = styles()
    tables, overview = Tables(wording, style), page["overview"]
    return [
        *_opening(overview, wording, style),
        *_section(wording.say("headline"), style, tables.headline(overview)),
        Spacer(0, 3),
        Paragraph(wording.say("few"), style.small),
        *_section(wording.say("trends"), style, _trends(overview, wording)),
        Paragraph(wording.say("few_days"), style.small),
        *_section(wording.say("map"), style, tables.map(page["stages"])),
        *_section(wording.say("pain"), style, tables.pain(page["pain"])),
        Spacer(0, 3),
        Paragraph(wording.say("pain_how"), style.small),
        *_section(wording.say("goals"), style, tables.goals(page["goals"])),
        *_section(wording.say("formulas"), style, *_formulas(overview, wording, style), needs=SECTION_NEEDS / 2),
    ]


def _opening(overview: dict[str, Any], wording: Wording, style: Styles) -> list[Flowable]:
    period = {"first": wording.day(overview["from"]), "last": wording.day(overview["to"], last=True)}
    before = overview["before"]
    earlier = {"first": wording.day(before["from"]), "last": wording.day(before["to"], last=True)}
    lines = (
        wording.say("subtitle", **period, window=overview["window"]),
        wording.say("compared", **earlier),
        wording.filter(overview["filter"]),
    )
    return [
        Paragraph(wording.say("title"), style.title),
        *(Paragraph(style.shown(line), style.small) for line in lines),
        Spacer(0, 4),
    ]


def _section(title: str, style: Styles, *inside: Flowable, needs: float = SECTION_NEEDS) -> list[Flowable]:
    return [CondPageBreak(needs), Paragraph(title, style.section), *inside]


def _trends(overview: dict[str, Any], wording: Wording) -> Table:
    """Two charts a row."""
    series = {one["id"]: one for one in overview["series"]}
    drawn_ones: list[Flowable | str] = [_chart(series[name], wording) for name in TRENDS if name in series]
    drawn_ones += [""] * (len(drawn_ones) % 2)
    rows = [drawn_ones[place : place + 2] for place in range(0, len(drawn_ones), 2)] or [["", ""]]
    return Table(rows, [CHART[0] + 3 * mm] * 2, style=[("LEFTPADDING", (0, 0), (-1, -1), 0)])


def _chart(series: dict[str, Any], wording: Wording) -> DayChart:
    unit = next((point["unit"] for point in series["points"]), "count")
    points = [_point(point) for point in series["points"]]
    axis = Axis(FONT, BOLD, is_share=unit == "share", is_count=unit == "count")
    title = series["name"][wording.locale] + (f" ({wording.say('unit_seconds')})" if unit == "seconds" else "")
    return DayChart(title, points, CHART, axis, wording.say("no_days"))


def _point(reading: dict[str, Any]) -> Point:
    """A share of few cases says nothing in a chart."""
    if reading["unit"] == "share" and reading["few"]:
        return Point(reading["day"], None)
    edges = reading["interval"]
    return Point(reading["day"], reading["value"], None if edges is None else (edges[0], edges[1]))


def _formulas(overview: dict[str, Any], wording: Wording, style: Styles) -> list[Flowable]:
    """What each headline number means, with its version: a report is read long after."""
    tiles = {tile["id"]: tile for tile in overview["metrics"]}
    shown = [tiles[name] for name in HEADLINE if name in tiles]
    locale = wording.locale
    return [
        Paragraph(
            f"<b>{style.shown(t['name'][locale])}</b> v{t['version']}: {style.shown(t['formula'][locale])}", style.small
        )
        for t in shown
    ]
