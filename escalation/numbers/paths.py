"""Journeys: what steps customers take one after the other, which of them follow each other directly, and the few
journeys that stand for most customers.

A step is a touchpoint; a contact with support is `support_chat:<topic>`, or of another channel. Taken several times
running, it is one step, from the first time on. Only the first MOST_STEPS count: who comes every day for a year would
else be a path of its own.
`path_readings` says `counted` again in SQL, and a test holds both equal.

The graph is that of directly-follows as in process mining (van der Aalst, Process Mining, 2nd ed., 6.2), a node or an
edge counted once a customer. It is filtered after it is counted: a higher support never adds what a lower one left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

MOST_STEPS = 30
MOST_JOURNEYS = 5
MOST_EXAMPLES = 3
RARE = 0.02  # a step that fewer customers take is left out of journeys, however the graph is filtered
ALIKE = 0.4  # of the longer one's steps may differ between journeys that count as one
ORDER, ORDER_AGAIN = "order_completed", "order_repeated"


@dataclass(frozen=True, slots=True)
class Step:
    """Something a customer did. `resolved`, `repeated`: of a contact with support, whether it was, and whether
    another on the same issue followed within the window. `known`: by a customer, not only in some browser."""

    id: str
    at: datetime
    stage: str
    resolved: bool | None = None
    repeated: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How customers fared. `asked`: those who had a contact; `resolved`: of these, whose last one was."""

    customers: int = 0
    asked: int = 0
    resolved: int = 0
    repeat: int = 0
    ordered_again: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Variant:
    """Everybody who went the same way. `example`: some of them, customers only."""

    steps: tuple[str, ...]
    tally: Tally
    example: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that was counted of `customers`. Of an edge: by how many, and the median seconds from step to step."""

    customers: int
    nodes: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # step -> its stage, customers
    edges: Mapping[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    variants: Sequence[Variant] = ()


def walk(steps: Iterable[Step]) -> list[Step]:
    """A customer's steps in order, runs of the same as one, not more than MOST_STEPS."""
    ordered = sorted(steps, key=lambda step: (step.at, step.id))
    runs = zip([None, *(step.id for step in ordered)], ordered, strict=False)
    firsts = [step for before, step in runs if step.id != before]
    return firsts[:MOST_STEPS]


def fared(steps: Iterable[Step]) -> Tally:
    """How one customer fared. Ordered again: two orders, or one that the shop itself calls another."""
    ordered = sorted(steps, key=lambda step: (step.at, step.id))
    contacts = [step for step in ordered if step.resolved is not None]
    again = any(step.id == ORDER_AGAIN for step in ordered) or sum(step.id == ORDER for step in ordered) > 1
    resolved = bool(contacts) and contacts[-1].resolved is True
    return Tally(1, bool(contacts), resolved, any(step.repeated for step in contacts), again)


def counted(people: Mapping[str, Sequence[Step]]) -> Counts:
    """Nodes, edges and variants of all `people`, by their ids."""
    walks = {person: walk(steps) for person, steps in people.items() if steps}
    stages: dict[str, str] = {}
    for steps in walks.values():
        stages |= {step.id: max(step.stage, stages.get(step.id, "")) for step in steps}
    on = Counter(name for steps in walks.values() for name in {step.id for step in steps})
    usual = {name for name, customers in on.items() if customers >= RARE * len(walks)}
    customers = {person for person, steps in people.items() if any(step.known for step in steps)}
    return Counts(
        len(walks),
        {name: (stages[name], customers) for name, customers in on.items()},
        _edges(walks.values()),
        _variants(walks, usual, {person: fared(people[person]) for person in walks}, customers),
    )


def _edges(walks: Iterable[list[Step]]) -> dict[tuple[str, str], tuple[int, float]]:
    """The first time that each customer took an edge is the one whose time counts."""
    gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
    for steps in walks:
        first: dict[tuple[str, str], float] = {}
        for one, following in pairwise(steps):
            first.setdefault((one.id, following.id), (following.at - one.at).total_seconds())
        for edge, seconds in first.items():
            gaps[edge].append(seconds)
    return {edge: (len(found), _median(sorted(found))) for edge, found in gaps.items()}


def _median(ordered: Sequence[float]) -> float:
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _variants(
    walks: Mapping[str, list[Step]], usual: set[str], fates: Mapping[str, Tally], known: set[str]
) -> list[Variant]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, steps in walks.items():
        kept = [step.id for step in steps if step.id in usual]
        found[tuple(name for before, name in zip([None, *kept], kept, strict=False) if name != before)].append(person)
    made = [
        Variant(
            steps,
            sum((fates[one] for one in people), Tally()),
            tuple(sorted(known.intersection(people))[:MOST_EXAMPLES]),
        )
        for steps, people in found.items()
        if steps
    ]
    return sorted(made, key=lambda variant: (-variant.tally.customers, variant.steps))


def graph(counts: Counts, support: float) -> Counts:
    """Only the nodes and edges that at least `support` (0..1) of the customers took."""
    least = support * counts.customers
    nodes = {name: node for name, node in counts.nodes.items() if node[1] >= least}
    edges = {edge: held for edge, held in counts.edges.items() if held[0] >= least}
    return replace(counts, nodes=nodes, edges=edges)


def journeys(variants: Sequence[Variant]) -> list[Variant]:
    """At most MOST_JOURNEYS that stand for most customers: the most frequent variants, each with those much like it.

    From the most frequent on, a variant joins the first journey that it is alike enough to, or begins one. A single
    step is no journey: it says nothing of where anybody went.
    """
    leaders: list[Variant] = []
    for variant in (one for one in variants if len(one.steps) > 1):
        place = next((n for n, leader in enumerate(leaders) if _alike(leader.steps, variant.steps)), None)
        if place is None:
            leaders.append(variant)
        else:
            leaders[place] = _joined(leaders[place], variant)
    return sorted(leaders, key=lambda leader: (-leader.tally.customers, leader.steps))[:MOST_JOURNEYS]


def _joined(leader: Variant, variant: Variant) -> Variant:
    example = (*leader.example, *variant.example)[:MOST_EXAMPLES]
    return Variant(leader.steps, leader.tally + variant.tally, example)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    allowed = ALIKE * max(len(one), len(other))
    least = max(abs(len(one) - len(other)), len(set(one) - set(other)), len(set(other) - set(one)))
    return least <= allowed and _distance(one, other) <= allowed


def _distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Steps to insert, drop or change (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for n, step in enumerate(one, 1):
        diagonal, row[0] = row[0], n
        for m, theirs in enumerate(other, 1):
            diagonal, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, diagonal + (step != theirs))
    return row[-1]
