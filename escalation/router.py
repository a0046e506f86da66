"""After every turn: does the bot go on, is a person offered, or is the conversation handed off, where and how urgently?

A pure function of what the turn showed, what is remembered and the policy; every answer carries its reasons.
"""

from dataclasses import dataclass
from enum import StrEnum

from escalation import reasons as why
from escalation.facts import VALIDATION_FAILED, TurnFacts
from escalation.memory import Memory
from escalation.policy import POLICY, Policy
from escalation.priority import Priority, priority_of
from escalation.reasons import Reason
from escalation.topics import Queue, queue_of


class DecisionKind(StrEnum):
    """What happens next."""

    CONTINUE = "continue"
    OFFER_PERSON = "offer_person"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens next and why. Queue and priority belong to a handoff, `point` to an offer: what it is about."""

    kind: DecisionKind
    reasons: tuple[Reason, ...] = ()
    queue: Queue | None = None
    priority: Priority | None = None
    topic: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A reason to offer a person. `point` names what it is about: declined once, it is not offered again."""

    point: str
    reason: Reason


CONTINUE = Decision(DecisionKind.CONTINUE)


def decide(facts: TurnFacts, memory: Memory, tier: str | None = None, policy: Policy = POLICY) -> Decision:
    """The decision after a turn. `memory` already holds this turn; `tier` is the customer's standing at the shop."""
    reasons = _handoff_reasons(facts, memory, policy)
    if reasons:
        return hand_off(reasons, _subject(facts, memory), tier)
    offers = [offer for offer in _offers(facts, memory, policy) if offer.point not in memory.declined]
    if not offers:
        return CONTINUE
    kind = DecisionKind.CONTINUE if facts.bot_offered else DecisionKind.OFFER_PERSON
    return Decision(kind, tuple(offer.reason for offer in offers), point=offers[0].point)


def hand_off(reasons: tuple[Reason, ...], subject: str | None, tier: str | None = None) -> Decision:
    """The decision to hand off for `reasons`, about `subject` (an intent or a topic group)."""
    queue = queue_of(subject)
    if queue is Queue.GENERAL and any(reason.code == why.ANGER for reason in reasons):
        queue = Queue.COMPLAINTS
    return Decision(DecisionKind.HANDOFF, reasons, queue, priority_of(reasons, queue, tier), subject)


def _handoff_reasons(facts: TurnFacts, memory: Memory, policy: Policy) -> tuple[Reason, ...]:
    """Every reason to call a person now. A point the customer declined calls nobody; a broken bot does."""
    found = [*_asked(facts), *_broken(facts, memory, policy)]
    declined = memory.declined
    if memory.not_understood >= policy.not_understood_to_hand_off and why.NOT_UNDERSTOOD not in declined:
        found.append(Reason(why.NOT_UNDERSTOOD, {"times": memory.not_understood}))
    if memory.angry >= policy.angry_to_hand_off and why.ANGER not in declined:
        found.append(Reason(why.ANGER, {"times": memory.angry}))
    return tuple({reason.code: reason for reason in found}.values())


def _asked(facts: TurnFacts) -> list[Reason]:
    """The customer or the bot asked."""
    asked = facts.is_sure_of("human_agent") or facts.wants_person is True
    found = [Reason(why.ASKED_FOR_PERSON)] if asked else []
    if facts.handoff is not None:
        known = facts.handoff.reason in why.CODES
        found.append(
            Reason(facts.handoff.reason) if known else Reason(why.HANDOFF_BY_BOT, {"reason": facts.handoff.reason})
        )
    return found


def _broken(facts: TurnFacts, memory: Memory, policy: Policy) -> list[Reason]:
    """The bot cannot go on."""
    found = [Reason(why.BOT_UNAVAILABLE)] if facts.unavailable else []
    if memory.failed >= policy.failures_to_hand_off:
        found.append(Reason(why.REPEATED_FAILURE, {"times": memory.failed, "codes": list(facts.failures)}))
    if VALIDATION_FAILED in facts.failures:
        found.append(Reason(why.VALIDATION_FAILED))
    return found


def _offers(facts: TurnFacts, memory: Memory, policy: Policy) -> list[Offer]:
    found = []
    if facts.failed:
        about = memory.subject or ""
        found.append(Offer(f"{why.ACTION_FAILED}:{about}", Reason(why.ACTION_FAILED, {"codes": list(facts.failures)})))
    if memory.not_understood >= policy.not_understood_to_offer and not facts.noise:
        found.append(Offer(why.NOT_UNDERSTOOD, Reason(why.NOT_UNDERSTOOD, {"times": memory.not_understood})))
    if memory.angry >= policy.angry_to_offer:
        found.append(Offer(why.ANGER, Reason(why.ANGER, {"times": memory.angry})))
    return found


def _subject(facts: TurnFacts, memory: Memory) -> str | None:
    """What the bot says it is about, unless that leads nowhere and the dialogue so far leads somewhere."""
    told = facts.handoff.topic if facts.handoff is not None else None
    if told is not None and queue_of(told) is not Queue.GENERAL:
        return told
    return memory.subject or told
