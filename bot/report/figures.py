"""The figures of each set of sentences, from what was understood of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.gate import OUT_OF_SCOPE, answered
from bot.report import measures
from bot.report.sets import INTENDED, Row
from bot.understanding import Graph, Utterance, understand

HUMAN = "human_agent"
_BATCH = 256


@dataclass(frozen=True)
class Judged:
    """A row beside what was understood of it."""

    row: Row
    said: Utterance

    @property
    def found(self) -> str:
        return self.said.whole.intent

    @property
    def confidence(self) -> float:
        return self.said.whole.confidence

    @property
    def lead(self) -> float:
        """How far the first intent is ahead of the second."""
        ranking = self.said.whole.ranking
        return self.confidence - (ranking[1]["confidence"] if len(ranking) > 1 else 0.0)

    @property
    def negative(self) -> float:
        """The chance that its writer is unhappy, as it was told."""
        return float(self.said.whole.emotion["negative"])

    @property
    def answered(self) -> bool:
        return all(answered(part.verdict, part.intent) for part in self.said.parts)

    @property
    def given_an_article(self) -> bool:
        """True where a passage of the help centre is the answer to a part of it."""
        return any(part.help is not None for part in self.said.parts)

    @property
    def right(self) -> bool:
        return self.found == self.row.intent


def judge(graph: Graph, rows: Sequence[Row]) -> list[Judged]:
    """Reads the rows, a few hundred at a time."""
    judged: list[Judged] = []
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        said = understand(graph, [row.text for row in batch])
        judged += [Judged(row, one) for row, one in zip(batch, said, strict=True)]
    return judged


def figures(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    """The figures of the set `name`, each under `name.figure`."""
    found = _figures(name, judged)
    return {f"{name}.{figure}": round(value, 4) for figure, value in found.items()}


def _figures(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    if name in INTENDED:
        wrong = measures.share([one.answered and not one.right for one in judged])
        return {"accuracy": measures.share([one.right for one in judged]), "wrong": wrong}
    if name == "entities":
        found = [{(e["entity"], e["start"], e["end"]) for e in one.said.whole.entities} for one in judged]
        return measures.entity_f1([one.row.entities for one in judged], found)
    if name == "bitext":
        return _intents(judged) | {"human": _human([one for one in judged if one.row.intent == HUMAN])}
    if name == "nlupp":
        return {"human": _human([one for one in judged if one.row.human])}
    if name in ("clinc", "smalltalk"):
        known = measures.share([one.answered and one.found != OUT_OF_SCOPE for one in judged])
        return {"answered": known, "articles": measures.share([one.given_an_article for one in judged])}
    return _emotions(name, judged)


def _emotions(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    """Ranking and honesty of `negative`, and of the own set the labels.

    The own set is half and half as it is; a public one is weighed so, for its share of negative rows is its own.
    """
    told, truth = [one.negative for one in judged], [bool(one.row.negative) for one in judged]
    found = {"negative": measures.area_under_curve(told, truth)}
    found |= {"calibration": measures.calibration_error(told, truth, felt_weights(name, judged))}
    if name != "emotion":
        return found
    return {"accuracy": measures.share([one.said.whole.emotion["label"] == one.row.emotion for one in judged])} | found


def felt_weights(name: str, judged: Sequence[Judged]) -> list[float] | None:
    """What each row of a set of feelings weighs; None: the same."""
    return None if name == "emotion" else measures.balanced([bool(one.row.negative) for one in judged])


def _human(wanting: Sequence[Judged]) -> float:
    return measures.share([one.found == HUMAN for one in wanting])


def _intents(judged: Sequence[Judged]) -> dict[str, float]:
    right = [one.right for one in judged]
    return {
        "accuracy": measures.share(right),
        "macro_f1": measures.macro_f1([one.row.intent or "" for one in judged], [one.found for one in judged]),
        "answered": measures.share([one.answered for one in judged]),
        "wrong": measures.share([one.answered and not one.right for one in judged]),
        "calibration": measures.calibration_error([one.confidence for one in judged], right),
    }


def milliseconds(graph: Graph, rows: Sequence[Row]) -> float:
    """The median time to understand one message alone, with every head."""
    understand(graph, ["warm"])
    spent = []
    for row in rows:
        started = time.perf_counter()
        understand(graph, [row.text])
        spent.append(time.perf_counter() - started)
    return round(1_000 * sorted(spent)[len(spent) // 2], 2)
