"""After every turn: does the bot go on, is a person offered, or is the conversation handed off, where and how urgently?

A pure function of what the turn showed, what is remembered and the policy; every answer carries its reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.queue.priority import ORDER, Priority, most_urgent, raised
from escalation.queue.topics import Queue, queue_of
from escalation.routing import reasons as why
from escalation.routing.decisions import CONTINUE, WEIGHT, Decision, DecisionKind
from escalation.routing.facts import TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.policy import Policy, Rule
from escalation.routing.reasons import Reason
from escalation.routing.signals import Signal, favoured, signals_of


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signal with what its rule makes of it."""

    signal: Signal
    rule: Rule
    step: DecisionKind


def decide(facts: TurnFacts, memory: Memory, tier: str | None, policy: Policy) -> Decision:
    """The decision after a turn. `memory` already holds this turn; `tier` is the customer's standing at the shop."""
    found = _weighed(signals_of(facts, memory, tier, policy), memory, policy)
    kind = max((one.step for one in found), key=WEIGHT.index, default=DecisionKind.CONTINUE)
    if kind is DecisionKind.CONTINUE:
        return CONTINUE
    reasons = tuple(one.signal.reason for one in found)
    if kind is DecisionKind.HANDOFF:
        told = facts.handoff.topic if facts.handoff is not None else None
        return _handed_off(found, _subject(told, memory.subject), (told, memory.subject), policy)
    points = tuple(one.signal.point for one in found if one.step is DecisionKind.OFFER_PERSON)
    return Decision(DecisionKind.CONTINUE if facts.bot_offered else kind, reasons, points=points)


def hand_off(reasons: Iterable[Reason], subject: str | None, tier: str | None, policy: Policy) -> Decision:
    """The decision to hand off for `reasons`, about `subject` (an intent or a topic group)."""
    signals = [Signal(reason.code, params=reason.params, calls=True) for reason in reasons]
    found = _weighed([*signals, *favoured(tier, policy)], Memory(), policy)
    return _handed_off(found, subject, (subject,), policy)


def _weighed(signals: Iterable[Signal], memory: Memory, policy: Policy) -> list[Weighed]:
    """Those that count now, the most urgent first; of a declined point only what insists."""
    found = []
    for signal in signals:
        rule = policy.rules[signal.code]
        step = DecisionKind.HANDOFF if signal.calls else rule.step(signal.times)
        if step is not None and (signal.insists or signal.point not in memory.declined):
            found.append(Weighed(signal, rule, step))
    place = list(policy.rules)
    return sorted(found, key=lambda one: (ORDER.index(one.rule.priority), place.index(one.signal.code)))


def _handed_off(
    found: list[Weighed], subject: str | None, subjects: tuple[str | None, ...], policy: Policy
) -> Decision:
    """To the queue of the most urgent signal that names one, else of the subject; at the most urgent priority."""
    named = [one.rule.queue for one in found if one.rule.queue is not None]
    otherwise = [one.rule.otherwise for one in found if one.rule.otherwise is not None]
    queue = queue_of(subject)
    if queue is Queue.GENERAL:
        queue = next(iter(otherwise), queue)
    queue = next(iter(named), queue)
    # Also of the queues it might have gone to: one more signal never makes it less urgent.
    least = [policy.least_priority.get(one) for one in (queue, *named, *otherwise, *map(queue_of, subjects))]
    priority = most_urgent([one.rule.priority for one in found] + [one for one in least if one is not None])
    reasons = tuple(one.signal.reason for one in found)
    return Decision(DecisionKind.HANDOFF, reasons, queue, _favoured(priority, found), subject)


def _favoured(priority: Priority, found: list[Weighed]) -> Priority:
    """One step more urgent for a favoured customer."""
    is_favoured = any(one.signal.code == why.CUSTOMER_TIER for one in found)
    return raised(priority) if is_favoured else priority


def _subject(told: str | None, remembered: str | None) -> str | None:
    """What the bot says it is about, unless that leads nowhere and the dialogue so far leads somewhere."""
    if told is not None and queue_of(told) is not Queue.GENERAL:
        return told
    return remembered or told
