"""The report as one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bot.report import pictures
from bot.report.measures import Bin
from bot.report.targets import TARGETS

_STYLE = """
body { font: 15px/1.5 system-ui, "NanumGothic", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; color: #1d2433;
  max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem;
  border-bottom: 1px solid #e3e7ee; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.now { background: #eef3fb; } .goal { color: #14733c; } .floor { color: #8a5a00; } .below { color: #b3261e; }
.quiet { color: #5b6475; } svg text { font: 10px system-ui, sans-serif; fill: #3c4456; }
.frame { fill: none; stroke: #c9d0dc; } .grid { stroke: #eef1f6; } .right { fill: #2456a6; } .wrong { fill: #c62828; }
.honest { stroke: #9aa5b8; stroke-dasharray: 4 4; } .curve { fill: none; stroke: #2456a6; stroke-width: 2; }
.dot { fill: #2456a6; fill-opacity: .55; } figure { margin: 0; }
figcaption { text-align: center; } .pair { display: flex; gap: 1.5rem; flex-wrap: wrap; }
"""


@dataclass(frozen=True)
class Confusion:
    """What was meant, what was understood, how often, and one such sentence."""

    meant: str
    understood: str
    count: int
    example: str


@dataclass(frozen=True)
class Choices:
    """Shares under each threshold that might have been (None: of nothing), and the threshold that is used."""

    header: Sequence[str]
    rows: Mapping[float, Sequence[float | None]]
    used: float


@dataclass(frozen=True)
class Feelings:
    """Emotions meant and understood, how honest `negative` is on each set, and the commonest mistakes."""

    pairs: Sequence[tuple[str, str]]
    bins: dict[str, list[Bin]]
    worst: Sequence[Confusion]


@dataclass(frozen=True)
class Report:
    """All that the page shows. `missed`, `astray`: a sentence, what was meant, what was found."""

    model: str
    figures: dict[str, float]
    sizes: dict[str, int]
    pairs: Sequence[tuple[str, str]]
    bins: dict[str, list[Bin]]
    worst: Sequence[Confusion]
    missed: Sequence[tuple[str, str, str]]
    astray: Sequence[tuple[str, str, str]]
    sure: Choices
    nearly: Choices
    felt: Feelings


def render(report: Report) -> str:
    """The page."""
    parts = [
        "<h1>How well the assistant understands</h1>",
        f'<p class="quiet">Model {escape(report.model)}. Trained on the project’s own sentences only.</p>',
        "<h2>Numbers</h2>",
        _targets(report),
        _cross_validated(report),
        "<h2>Entities by kind, exact match F1</h2>",
        _table(["kind", "F1"], _entities(report.figures)),
        "<h2>Does a confidence keep its word?</h2>",
        '<p class="quiet">Dots on the line are honest; above it the assistant is too modest.</p>',
        _curves(report.bins, "confidence", "share right"),
        "<h2>Choosing sure</h2>",
        '<p class="quiet">Shares at each value, the other thresholds as configured; the one in use is marked.</p>',
        _choices(report.sure),
        "<h2>Choosing nearly</h2>",
        '<p class="quiet">Asked: asked back. Offered: of these, with what was meant among the buttons. Offered here: '
        "of those alone that the step to the next value adds; where it is under a half, asking back leads astray.</p>",
        _choices(report.nearly),
        "<h2>Who is taken for whom</h2>",
        '<p class="quiet">The project’s own test sentences, both languages. Rows are meant, columns understood.</p>',
        pictures.confusions(report.pairs),
        "<h2>Worst confusions</h2>",
        _table(["meant", "understood", "times", "for example"], _confusions(report.worst)),
        *_feelings(report.felt),
        "<h2>Entities missed</h2>",
        _misses(["sentence", "meant", "found"], report.missed),
        "<h2>Looked up wrongly</h2>",
        _misses(["question", "answered in", "given"], report.astray),
    ]
    return _document("".join(parts))


def _feelings(felt: Feelings) -> list[str]:
    return [
        "<h2>Is negative as likely as it says?</h2>",
        '<p class="quiet">Across: the chance that a writer is unhappy, as told. Up: the share of such rows that are '
        "negative. Public rows are weighed as if half of them were negative. Dots on the line are honest.</p>",
        _curves(felt.bins, "negative, as told", "share negative"),
        "<h2>Which feeling is taken for which</h2>",
        '<p class="quiet">Own chat sentences, 40 of each label. Rows are meant, columns understood.</p>',
        pictures.confusions(felt.pairs),
        _table(["meant", "understood", "times", "for example"], _confusions(felt.worst)),
    ]


def _curves(bins: dict[str, list[Bin]], said: str, true: str) -> str:
    drawn = [
        f"<figure>{pictures.reliability(one, said, true)}<figcaption>{escape(name)}</figcaption></figure>"
        for name, one in bins.items()
    ]
    return f'<div class="pair">{"".join(drawn)}</div>'


def _document(body: str) -> str:
    head = f'<meta charset="utf-8"><title>How well the assistant understands</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _targets(report: Report) -> str:
    lines = []
    for target in TARGETS:
        value = report.figures.get(target.figure)
        size = report.sizes.get(target.figure.split(".")[0], 0)
        if value is None:
            lines.append(_row([target.title, "", "not at hand", _number(target.floor), _number(target.goal), ""]))
            continue
        verdict = target.verdict(value)
        sign = "≤" if target.lower else "≥"
        bounds = [f"{sign} {_number(bound)}" for bound in (target.floor, target.goal)]
        lines.append(_row([target.title, f"{size:,}", _number(value), *bounds, verdict], mark=verdict))
    return _framed(["measure", "rows", "figure", "floor", "goal", "reached"], lines)


def _cross_validated(report: Report) -> str:
    value = report.figures.get("training.cross_validated")
    return "" if value is None else f"<p>Training examples held out in turn: {_number(value)} of them right.</p>"


def _entities(figures: dict[str, float]) -> list[tuple[str, str]]:
    kinds = [(name.removeprefix("entities."), value) for name, value in figures.items() if name.startswith("entities.")]
    return [(kind, _number(value)) for kind, value in kinds]


def _confusions(worst: Sequence[Confusion]) -> list[tuple[str, str, str, str]]:
    return [(one.meant, one.understood, str(one.count), one.example) for one in worst]


def _choices(choices: Choices) -> str:
    lines = [
        _row(
            [f"{value:.2f}", *("–" if part is None else f"{part:.3f}" for part in parts)],
            now=abs(value - choices.used) < 1e-9,
        )
        for value, parts in choices.rows.items()
    ]
    return _framed(choices.header, lines)


def _misses(header: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> str:
    return _table(header, rows) if rows else "<p>None.</p>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return _framed(header, [_row(row) for row in rows])


def _framed(header: Sequence[str], lines: Sequence[str]) -> str:
    names = "".join(f"<th>{escape(name)}</th>" for name in header)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _row(cells: Sequence[str], *, mark: str = "", now: bool = False) -> str:
    inside = "".join(f"<td>{escape(cell)}</td>" for cell in cells[:-1])
    last = f'<td class="{mark}">{escape(cells[-1])}</td>' if mark else f"<td>{escape(cells[-1])}</td>"
    return f'<tr class="now">{inside}{last}</tr>' if now else f"<tr>{inside}{last}</tr>"


def _number(value: float) -> str:
    return f"{value:.1f}" if value >= 2 else f"{value:.3f}"
