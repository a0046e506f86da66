"""The figures of each set of sentences, from what was understood of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bot.gate import OUT_OF_SCOPE
from bot.report import measures
from bot.report.judged import Judged
from bot.report.sets import ASKED, INTENDED, Row
from bot.understanding import Graph, understand

HUMAN = "human_agent"

Figures = Callable[[Sequence[Judged]], dict[str, float]]


def figures(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    """The figures of the set `name`, each under `name.figure`."""
    return {f"{name}.{figure}": round(value, 4) for figure, value in FIGURES[name](judged).items()}


def _intents(judged: Sequence[Judged]) -> dict[str, float]:
    return {"accuracy": measures.share([one.right for one in judged]), "wrong": _wrong(judged)}


def _wrong(judged: Sequence[Judged]) -> float:
    return measures.share([one.answered and not one.right for one in judged])


def _many_intents(judged: Sequence[Judged]) -> dict[str, float]:
    """Of a set so large that the intents can be weighed alike."""
    right = [one.right for one in judged]
    return {
        "accuracy": measures.share(right),
        "macro_f1": measures.macro_f1([one.row.intent or "" for one in judged], [one.found for one in judged]),
        "answered": measures.share([one.answered for one in judged]),
        "wrong": _wrong(judged),
        "calibration": measures.calibration_error([one.confidence for one in judged], right),
        "human": _human_found([one for one in judged if one.row.intent == HUMAN]),
    }


def _human(judged: Sequence[Judged]) -> dict[str, float]:
    return {"human": _human_found([one for one in judged if one.row.human])}


def _human_found(wanting: Sequence[Judged]) -> float:
    return measures.share([one.found == HUMAN for one in wanting])


def _entities(judged: Sequence[Judged]) -> dict[str, float]:
    return measures.entity_f1([one.row.entities for one in judged], [one.places for one in judged])


def _all_entities(judged: Sequence[Judged]) -> dict[str, float]:
    return {"all": _entities(judged)["all"]}


def _looked_up(judged: Sequence[Judged]) -> dict[str, float]:
    """Of questions to the help centre: those it answers; what it looked up for them; those it has no answer to."""
    answerable = [one for one in judged if one.row.articles]
    return {
        "right": measures.share([one.given_what_answers for one in answerable]),
        "wrong": measures.share([one.led_astray for one in answerable if one.articles]),
        "null": measures.share([bool(one.articles) for one in judged if not one.row.articles]),
    }


def _outside(judged: Sequence[Judged]) -> dict[str, float]:
    known = measures.share([one.answered and one.found != OUT_OF_SCOPE for one in judged])
    return {"answered": known, "articles": measures.share([bool(one.articles) for one in judged])}


def _negative(judged: Sequence[Judged]) -> dict[str, float]:
    """Ranking and honesty of `negative`, as if half of the rows were negative."""
    told, truth = [one.negative for one in judged], [bool(one.row.negative) for one in judged]
    error = measures.calibration_error(told, truth, measures.balanced(truth))
    return {"negative": measures.area_under_curve(told, truth), "calibration": error}


def _emotions(judged: Sequence[Judged]) -> dict[str, float]:
    labels = measures.share([one.said.whole.emotion["label"] == one.row.emotion for one in judged])
    return {"accuracy": labels} | _negative(judged)


FIGURES: dict[str, Figures] = {
    **dict.fromkeys(INTENDED, _intents),
    "bitext": _many_intents,
    "nlupp": _human,
    "entities": _entities,
    "entities_customers": _all_entities,
    **dict.fromkeys(ASKED, _looked_up),
    "clinc": _outside,
    "smalltalk": _outside,
    "emotion": _emotions,
    "airline": _negative,
    "nsmc": _negative,
}
"""How each set is measured."""


def milliseconds(graph: Graph, rows: Sequence[Row]) -> float:
    """The median time to understand one message alone, with every head."""
    understand(graph, ["warm"])
    spent = []
    for row in rows:
        started = time.perf_counter()
        understand(graph, [row.text])
        spent.append(time.perf_counter() - started)
    return round(1_000 * sorted(spent)[len(spent) // 2], 2)
