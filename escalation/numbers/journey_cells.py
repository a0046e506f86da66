"""The journey map as it is shown: five stages, each with the touchpoints that were seen there and how they do.

What a cell says:
- `emotion`, -1 to 1, is the mean over the contacts behind the touchpoint: a rating of 1 to 5 stars is -1 to 1; a
  contact without one counts as far below 0 as the customer sounded negative at the worst. One with neither is left out.
- `effort` is the mean of the customers' own answer to how easy it was, 1 to 7, 7 is easy.
- `fcr` is that of the contacts behind it, as everywhere.
- `drop_off`: of the people who were there, by their last visit in the period, those whose journey shows nothing more
  within the window. Who was there less than a window ago is pending.
- `pain` is the topic with the most failed first contacts, and its share of all that failed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from escalation.numbers.filter import Filter
from escalation.numbers.intervals import feeling_interval
from escalation.numbers.metrics import FEW, Tally, reading, wilson
from escalation.numbers.registry import BY_ID
from escalation.numbers.touchpoints import STAGES, place_of

FCR = BY_ID["fcr"]


@dataclass(frozen=True, slots=True)
class Saved:
    """Contacts that a notice saved, with its interval, how many people were told and by lot were not, and how many of
    those told asked by the notice itself."""

    contacts: float
    low: float
    high: float
    told: int
    held_back: int
    through: int

    def wire(self) -> dict[str, Any]:
        edges = {name: round(getattr(self, name), 1) for name in ("contacts", "low", "high")}
        return {**edges, "told": self.told, "held_back": self.held_back, "through": self.through}


@dataclass(slots=True)
class Cell:
    """What was counted at one touchpoint of one stage. `topics`: what FCR counts of each."""

    stage: str
    touchpoint: str
    events: int = 0
    customers: int = 0
    over: int = 0
    left: int = 0
    contacts: int = 0
    feeling: float | None = None
    felt: int = 0
    effort: float | None = None
    efforts: int = 0
    topics: Mapping[str, Tally] = field(default_factory=dict)
    saved: Saved | None = None

    def wire(self, asked: Filter) -> dict[str, Any]:
        tally = Tally(*(sum(getattr(one, name) for one in self.topics.values()) for name in _COUNTS))
        return {
            "touchpoint": self.touchpoint,
            "events": self.events,
            "customers": self.customers,
            "contacts": self.contacts,
            "emotion": _emotion(self.feeling, self.felt),
            "effort": None if self.effort is None else {"value": round(self.effort, 2), "n": self.efforts},
            "fcr": reading(FCR, tally).wire() if tally.denominator or tally.pending else None,
            "drop_off": self._drop_off(),
            "pain": _pain(self.topics),
            "saved": None if self.saved is None else self.saved.wire(),
            "rows": asked.address(touchpoint=self.touchpoint, stage=self.stage),
        }

    def _drop_off(self) -> dict[str, Any] | None:
        interval = wilson(self.left, self.over)
        if not self.customers:
            return None
        return {
            "id": "drop_off",
            "unit": "share",
            "value": round(self.left / self.over, 4) if self.over else None,
            "numerator": self.left,
            "denominator": self.over,
            "n": self.over,
            "pending": self.customers - self.over,
            "interval": None if interval is None else [round(edge, 4) for edge in interval],
            "percentiles": {},
            "few": self.over < FEW,
        }


_COUNTS = ("numerator", "denominator", "pending")


def stages_wire(cells: Iterable[Cell], people: Mapping[str, int], asked: Filter) -> list[dict[str, Any]]:
    """The five stages in their order; one where nothing was seen has no touchpoints. `people`: how many a stage."""
    of_stage: dict[str, list[Cell]] = {stage: [] for stage in STAGES}
    for cell in cells:
        of_stage[cell.stage].append(cell)
    return [
        {
            "stage": stage,
            "events": sum(cell.events for cell in found),
            "customers": people.get(stage, 0),
            "touchpoints": [cell.wire(asked) for cell in _in_order(found)],
        }
        for stage, found in of_stage.items()
    ]


def _in_order(cells: Iterable[Cell]) -> Sequence[Cell]:
    """As a journey goes where that is known, then those with the most people."""
    return sorted(cells, key=lambda cell: (place_of(cell.touchpoint), -cell.customers, cell.touchpoint))


def _emotion(mean: float | None, n: int) -> dict[str, Any] | None:
    interval = None if mean is None else feeling_interval(mean, n)
    if mean is None or interval is None:
        return None
    low, high = interval
    return {"value": round(mean, 3), "low": round(low, 3), "high": round(high, 3), "n": n}


def _pain(topics: Mapping[str, Tally]) -> dict[str, Any] | None:
    failed = {topic: tally.denominator - tally.numerator for topic, tally in topics.items()}
    total = sum(failed.values())
    if not total:
        return None
    worst = min(failed, key=lambda topic: (-failed[topic], topic))
    return {"topic": worst, "contacts": failed[worst], "share": round(failed[worst] / total, 4)}
