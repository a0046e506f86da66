"""A labelled sentence beside what was understood of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.gate import Ranking, answered
from bot.report.sets import Place, Row
from bot.understanding import Graph, Utterance, understand

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
    def ranking(self) -> Ranking:
        """What the gate judged."""
        return [(told["name"], told["confidence"]) for told in self.said.whole.ranking]

    @property
    def places(self) -> frozenset[Place]:
        """The entities that were found."""
        return frozenset((e["entity"], e["start"], e["end"]) for e in self.said.whole.entities)

    @property
    def negative(self) -> float:
        """The chance that its writer is unhappy, as it was told."""
        return float(self.said.whole.emotion["negative"])

    @property
    def answered(self) -> bool:
        return all(answered(part.verdict, part.intent) for part in self.said.parts)

    @property
    def right(self) -> bool:
        return self.found == self.row.intent

    @property
    def articles(self) -> frozenset[str]:
        """The articles of the help centre from which its parts are answered."""
        return frozenset(part.help.article for part in self.said.parts if part.help is not None)

    @property
    def led_astray(self) -> bool:
        """True where it is answered from articles none of which answers it."""
        return bool(self.articles) and self.articles.isdisjoint(self.row.articles or {})

    @property
    def given_what_answers(self) -> bool:
        """True where a part of it gets an article that answers, or the answer of an intent whose article does."""
        wanted = self.row.articles or {}
        intents = {part.intent for part in self.said.parts if part.help is None and answered(part.verdict, part.intent)}
        return not self.articles.isdisjoint(wanted) or not intents.isdisjoint(wanted.values())


def judge(graph: Graph, rows: Sequence[Row]) -> list[Judged]:
    """Reads the rows, a few hundred at a time."""
    judged: list[Judged] = []
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        said = understand(graph, [row.text for row in batch])
        judged += [Judged(row, one) for row, one in zip(batch, said, strict=True)]
    return judged
