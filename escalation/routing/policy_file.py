"""The policy file: read, checked, and named with its field where it is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path

import tomllib

from escalation.queue.priority import Priority
from escalation.queue.topics import Queue, topic_of
from escalation.routing import reasons as why
from escalation.routing.policy import ALWAYS_HANDOFF, Policy, Rule, Said
from escalation.routing.policy_table import PolicyError, PolicyTable

SHIPPED = Path(__file__).with_name("policy.toml")
SUBJECT = "subject"
COUNTED = frozenset(
    {
        *(why.IDENTITY_GUESSES, why.REPEATED_FAILURE, why.ACTION_FAILED, why.ANGER, why.NOT_UNDERSTOOD),
        *(why.SAME_POINT, why.ORDER_LATE, why.DATA_ERASURE),
    }
)
"""Signals that carry a number; the others are there or not."""
_THEN = {"continue": (None, None), "offer": (1, None), "handoff": (None, 1)}

__all__ = ["SHIPPED", "PolicyError", "read_policy", "shipped_policy"]


@cache
def shipped_policy() -> Policy:
    """The policy that comes with the product."""
    return read_policy(SHIPPED)


def read_policy(path: Path) -> Policy:
    """The policy in a file. Raises PolicyError naming the file, the field, what was expected and what came."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(path, "", "a file that can be read", error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(path, "", "TOML", str(error)) from error
    return _policy(PolicyTable(path, "", content))


def _policy(top: PolicyTable) -> Policy:
    signals = top.table("signals")
    rules = {code: _rule(signals.table(code), code) for code in signals.names(why.CODES)}
    said = {code: _said(signals.table(code)) for code in why.SAID}
    tiers = signals.table(why.CUSTOMER_TIER).words("tiers")
    anger, frustration = top.table("anger"), top.table("frustration")
    policy = Policy(
        rules=rules,
        said=said,
        angry_labels=frozenset(label.casefold() for label in anger.words("labels", least=1)),
        angry_negative=anger.number("negative", 0, 1),
        rising_turns=frustration.whole("turns", 2, 20),
        rising_step=frustration.number("step", 0, 1),
        rising_negative=frustration.number("negative", 0, 1),
        refund_amounts=_amounts(top.table("refund_amounts")),
        refund_intents=frozenset(_intents(top.table("refund_intents"))),
        order_amounts=_amounts(top.table("order_amounts")),
        favoured_tiers=frozenset(tier.casefold() for tier in tiers),
        least_priority=_least(top.table("least_priority")),
        silence_to_abandon=timedelta(hours=top.number("silence_to_abandon_hours", 0.1, 24 * 365)),
    )
    top.refuse_unread()
    return policy


def _rule(table: PolicyTable, code: str) -> Rule:
    offer_at, handoff_at = _counts(table, code) if code in COUNTED else _THEN[table.one_of("then", tuple(_THEN))]
    if code in ALWAYS_HANDOFF and handoff_at is None:
        raise table.wrong("then", "'handoff': whoever needs a person here gets one", repr(table.get("then")))
    named = table.one_of("queue", (SUBJECT, *Queue), SUBJECT)
    otherwise = table.one_of("otherwise", tuple(Queue), "")
    if otherwise and named != SUBJECT:
        raise table.wrong("otherwise", "nothing beside a queue other than 'subject'", repr(otherwise))
    return Rule(
        priority=Priority(table.one_of("priority", tuple(Priority))),
        queue=None if named == SUBJECT else Queue(named),
        otherwise=Queue(otherwise) if otherwise else None,
        offer_at=offer_at,
        handoff_at=handoff_at,
    )


def _counts(table: PolicyTable, code: str) -> tuple[int | None, int | None]:
    offer_at, handoff_at = table.whole_or_none("offer_at", 1, 1000), table.whole_or_none("handoff_at", 1, 1000)
    if offer_at is not None and handoff_at is not None and offer_at >= handoff_at:
        raise table.wrong("offer_at", f"a number below handoff_at ({handoff_at})", str(offer_at))
    if code == why.IDENTITY_GUESSES and handoff_at is None:
        raise table.wrong("handoff_at", "a number: guessing must end somewhere", "nothing")
    return offer_at, handoff_at


def _said(table: PolicyTable) -> Said:
    phrases = table.words("phrases")
    for phrase in phrases:
        if len(phrase.strip("* ")) < 2:
            raise table.wrong("phrases", "phrases of two letters or more", repr(phrase))
    return Said(phrases, table.words("unless", default=()), frozenset(_intents(table, default=())))


def _intents(table: PolicyTable, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    found = table.words("intents", default=default)
    for intent in found:
        if topic_of(intent) is None:
            raise table.wrong("intents", "intents of the taxonomy", repr(intent))
    return found


def _amounts(table: PolicyTable) -> Mapping[str, int]:
    for name in table.all_names():
        if not (len(name) == 3 and name.isascii() and name.isupper()):
            raise table.wrong(name, "the code of a currency such as KRW", repr(name))
    return {name: table.whole(name, 1, 10**12) for name in table.all_names()}


def _least(table: PolicyTable) -> Mapping[Queue, Priority]:
    for name in table.all_names():
        if name not in tuple(Queue):
            raise table.wrong(name, "one of " + ", ".join(Queue), repr(name))
    return {Queue(name): Priority(table.one_of(name, tuple(Priority))) for name in table.all_names()}
