"""The signals of a turn: what speaks for a person, how often or how strongly, and what it is about.

A pure function of what the turn showed, what is remembered and the policy. What each one does is the router's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from escalation.routing import reasons as why
from escalation.routing.facts import VALIDATION_FAILED, OrderFact, TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.phrases import said
from escalation.routing.policy import Policy
from escalation.routing.reasons import Reason
from escalation.routing.scripts import foreign_script

INTENT_ONLY, IN_SO_MANY_WORDS = 1, 2
"""How strong a signal of words is: understood as an intent, or said in one of the policy's phrases."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One code of reasons.CODES. `about` parts points of the same code: declined for one, it is not for the other.
    `insists`: no declined offer silences it. `calls`: whoever asks for a person so gets one, whatever the rule."""

    code: str
    times: int = 1
    params: Mapping[str, Any] = field(default_factory=dict)
    about: str | None = None
    insists: bool = False
    calls: bool = False

    @property
    def point(self) -> str:
        return self.code if self.about is None else f"{self.code}:{self.about}"

    @property
    def reason(self) -> Reason:
        return Reason(self.code, self.params)


def signals_of(facts: TurnFacts, memory: Memory, tier: str | None, policy: Policy) -> list[Signal]:
    """All signals, each code once. `memory` already holds this turn; `tier` is the customer's standing at the shop."""
    found = [
        *_asked(facts),
        *_broken(facts, memory, policy),
        *_spoken(facts, policy),
        *_felt(facts, memory),
        *_ordered(facts, memory, policy),
        *favoured(tier, policy),
    ]
    return list({signal.code: signal for signal in reversed(found)}.values())[::-1]


def favoured(tier: str | None, policy: Policy) -> list[Signal]:
    """A customer whom the policy names as favoured."""
    known = tier is not None and tier.casefold() in policy.favoured_tiers
    return [Signal(why.CUSTOMER_TIER, params={"tier": tier})] if known else []


def _asked(facts: TurnFacts) -> Iterator[Signal]:
    """The customer or the bot asked."""
    if facts.is_sure_of("human_agent") or facts.wants_person is True:
        yield Signal(why.ASKED_FOR_PERSON, insists=True, calls=True)
    if facts.handoff is not None:
        reason = facts.handoff.reason
        code, params = (reason, {}) if reason in why.CODES else (why.HANDOFF_BY_BOT, {"reason": reason})
        yield Signal(code, params=params, insists=True, calls=True)


def _broken(facts: TurnFacts, memory: Memory, policy: Policy) -> Iterator[Signal]:
    """The bot cannot go on."""
    codes = list(facts.failures)
    repeated = policy.rules[why.REPEATED_FAILURE].step(memory.failed) is not None
    if facts.unavailable:
        yield Signal(why.BOT_UNAVAILABLE, insists=True, calls=True)
    if facts.failed and repeated:
        yield Signal(why.REPEATED_FAILURE, memory.failed, {"times": memory.failed, "codes": codes}, insists=True)
    if facts.failed and not facts.unavailable and not repeated:
        yield Signal(why.ACTION_FAILED, memory.failed, {"codes": codes}, about=memory.subject or "")
    if VALIDATION_FAILED in facts.failures:
        yield Signal(why.VALIDATION_FAILED, insists=True)
    if memory.not_understood and not facts.noise:
        yield Signal(why.NOT_UNDERSTOOD, memory.not_understood, {"times": memory.not_understood})


def _spoken(facts: TurnFacts, policy: Policy) -> Iterator[Signal]:
    """What the customer's words hold."""
    for code in why.SAID:
        what = policy.said[code]
        phrase = next((found for text in facts.words if (found := said(text, what)) is not None), None)
        if phrase is not None:
            yield Signal(code, IN_SO_MANY_WORDS, {"phrase": phrase})
        elif any(facts.is_sure_of(intent) for intent in what.intents):
            yield Signal(code, INTENT_ONLY)
    script = foreign_script(" ".join(facts.words))
    if script is not None:
        yield Signal(why.FOREIGN_LANGUAGE, params={"script": script})


def _felt(facts: TurnFacts, memory: Memory) -> Iterator[Signal]:
    """How the customer sounds, and how often the same was asked."""
    if memory.angry:
        yield Signal(why.ANGER, memory.angry, {"times": memory.angry})
    if memory.rising:
        yield Signal(why.RISING_FRUSTRATION, params={"negative": list(memory.negatives)})
    if facts.words and memory.point is not None and facts.subjects:
        times = memory.asked.get(memory.point, 0)
        yield Signal(why.SAME_POINT, times, {"intent": memory.subject, "times": times}, about=memory.point)


def _ordered(facts: TurnFacts, memory: Memory, policy: Policy) -> Iterator[Signal]:
    """What the shop told about the order in question."""
    order = memory.order
    if order is None:
        return
    params = {"amount": order.amount, "currency": order.currency}
    wants_back = any(heard.intent in policy.refund_intents and heard.gate != "not_sure" for heard in facts.intents)
    if wants_back and _is_above(order, policy.refund_amounts):
        yield Signal(why.LARGE_REFUND, params=params, about=order.reference)
    if _is_above(order, policy.order_amounts):
        yield Signal(why.LARGE_ORDER, params=params, about=order.reference)
    if facts.order is not None and facts.order.late_days > 0:
        late = facts.order.late_days
        yield Signal(why.ORDER_LATE, late, {"days": late}, about=facts.order.reference)


def _is_above(order: OrderFact, amounts: Mapping[str, int]) -> bool:
    limit = amounts.get(order.currency.upper())
    return limit is not None and order.amount >= limit
