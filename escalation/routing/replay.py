"""What another policy would have decided about dialogues that were: a pure function of the logged turns.

A dialogue ends for the replay where a person is called. Where the other policy calls none, the bot is taken to have
gone on with the turns that are on record, and to have kept what came after them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from escalation.routing.decisions import Decision, DecisionKind
from escalation.routing.facts import TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.offers import as_answer
from escalation.routing.policy import Policy
from escalation.routing.router import decide

ASSUMED_HANDLE_S = 360.0
"""Seconds a chat with a person takes, where the record has none to measure."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was or would be decided after one turn."""

    kind: DecisionKind
    queue: str | None = None
    priority: str | None = None
    codes: tuple[str, ...] = ()

    @staticmethod
    def of(decision: Decision) -> "Step":
        codes = tuple(reason.code for reason in decision.reasons)
        return Step(decision.kind, decision.queue, decision.priority, codes)

    def wire(self) -> dict[str, Any]:
        return {"decision": self.kind, "queue": self.queue, "priority": self.priority, "reasons": list(self.codes)}


@dataclass(frozen=True, slots=True)
class LoggedTurn:
    """A turn as it was. `declined`: the button to go on with the bot was pressed after it; `more_waited`: the customer
    had written on before the answer came."""

    id: UUID
    dialogue_id: UUID
    facts: TurnFacts
    tier: str | None
    logged: Step
    declined: bool = False
    more_waited: bool = False


@dataclass(slots=True)
class Tally:
    """Counts over the dialogues."""

    handoffs: int = 0
    offers: int = 0
    by_reason: Counter[str] = field(default_factory=Counter)
    by_queue: Counter[str] = field(default_factory=Counter)
    by_priority: Counter[str] = field(default_factory=Counter)

    def add(self, steps: Sequence[Step]) -> None:
        self.offers += sum(step.kind is DecisionKind.OFFER_PERSON for step in steps)
        for step in steps:
            if step.kind is DecisionKind.HANDOFF:
                self.handoffs += 1
                self.by_reason.update(step.codes)
                self.by_queue[step.queue or ""] += 1
                self.by_priority[step.priority or ""] += 1

    def wire(self, handle_s: float) -> dict[str, Any]:
        counts = {"by_reason": self.by_reason, "by_queue": self.by_queue, "by_priority": self.by_priority}
        return {
            "handoffs": self.handoffs,
            "offers": self.offers,
            "agent_hours": round(self.handoffs * handle_s / 3600, 2),
            **{name: dict(counter.most_common()) for name, counter in counts.items()},
        }


@dataclass(slots=True)
class Comparison:
    """Before and after. `changed` has the turns whose decision would be another one."""

    before: Tally = field(default_factory=Tally)
    after: Tally = field(default_factory=Tally)
    dialogues: int = 0
    turns: int = 0
    changed: list[dict[str, Any]] = field(default_factory=list)

    def wire(self, handle_s: float | None) -> dict[str, Any]:
        """As JSON; `handle_s` is the mean handle time on record, None where there is none."""
        seconds = ASSUMED_HANDLE_S if handle_s is None else handle_s
        return {
            "dialogues": self.dialogues,
            "turns": self.turns,
            "handle_s": round(seconds, 1),
            "handle_assumed": handle_s is None,
            "before": self.before.wire(seconds),
            "after": self.after.wire(seconds),
            "changed": self.changed,
        }


def compare(dialogues: Iterable[Sequence[LoggedTurn]], policy: Policy) -> Comparison:
    """What `policy` would change in these dialogues, each the list of its turns in order."""
    found = Comparison()
    for turns in dialogues:
        before, after = _until_handoff([turn.logged for turn in turns]), replayed(turns, policy)
        found.dialogues += 1
        found.turns += len(turns)
        found.before.add(before)
        found.after.add(after)
        found.changed.extend(_changes(turns, before, after))
    return found


def replayed(turns: Sequence[LoggedTurn], policy: Policy) -> list[Step]:
    """The decisions after the turns of one dialogue, to the first that calls a person."""
    memory, steps = Memory(), []
    for turn in turns:
        facts = as_answer(turn.facts, memory)
        memory = memory.after(facts, policy)
        decision = decide(facts, memory, turn.tier, policy)
        steps.append(Step.of(decision))
        if decision.kind is DecisionKind.HANDOFF:
            break
        if decision.points:
            asking = decision.kind is DecisionKind.OFFER_PERSON and not turn.more_waited
            memory = memory.with_offer(decision.points, asking=asking)
        if turn.declined:
            memory = memory.with_decline()
    return steps


def _until_handoff(steps: list[Step]) -> list[Step]:
    called = next((place for place, step in enumerate(steps) if step.kind is DecisionKind.HANDOFF), len(steps))
    return steps[: called + 1]


def _changes(turns: Sequence[LoggedTurn], before: list[Step], after: list[Step]) -> list[dict[str, Any]]:
    """Turn by turn; None where the dialogue was with a person by then."""
    return [
        {
            "turn_id": str(turn.id),
            "dialogue_id": str(turn.dialogue_id),
            "before": before[place].wire() if place < len(before) else None,
            "after": after[place].wire() if place < len(after) else None,
        }
        for place, turn in enumerate(turns)
        if before[place : place + 1] != after[place : place + 1]
    ]
