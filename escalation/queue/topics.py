"""From what a customer asks (the intent) to what it is about (the topic group) to who answers it (the queue)."""

from enum import StrEnum


class Queue(StrEnum):
    """A line of waiting tickets, worked by agents who have it among their skills."""

    BILLING = "billing"
    ORDERS = "orders"
    ONBOARDING = "onboarding"
    TECHNICAL = "technical"
    COMPLAINTS = "complaints"
    GENERAL = "general"


SMALLTALK = "smalltalk"  # says nothing about a problem: never a request, never an issue
TOPICS = ("billing", "onboarding", "account", "orders", "shipping", "warranty", "support", SMALLTALK)

_BY_PREFIX = {
    "billing": "billing",
    "onboarding": "onboarding",
    "account": "account",
    "order": "orders",
    "shipping": "shipping",
    "warranty": "warranty",
}
_BY_INTENT = {
    "human_agent": "support",
    "contact_hours": "support",
    "complaint": "support",
    "feedback": "support",
    "out_of_scope": "support",
    **dict.fromkeys(("greet", "goodbye", "thank", "affirm", "deny", "bot_challenge"), SMALLTALK),
}
_QUEUE_OF_TOPIC = {
    "billing": Queue.BILLING,
    "onboarding": Queue.ONBOARDING,
    "account": Queue.ONBOARDING,
    "orders": Queue.ORDERS,
    "shipping": Queue.ORDERS,
    "warranty": Queue.TECHNICAL,
}
_QUEUE_OF_INTENT = {
    "complaint": Queue.COMPLAINTS,
    "onboarding_connect_device": Queue.TECHNICAL,
    "onboarding_import_data": Queue.TECHNICAL,
}
# Asking for a person, or something the desk does not answer, does not change what the contact is about.
_NO_SUBJECT = frozenset({"human_agent", "contact_hours", "out_of_scope"})


def topic_of(intent: str) -> str | None:
    """The topic group of an intent; None for a name outside the taxonomy. A group's own name is its own topic."""
    if intent in TOPICS:
        return intent
    return _BY_INTENT.get(intent) or _BY_PREFIX.get(intent.partition("_")[0])


def is_subject(intent: str) -> bool:
    """Does the intent say what the contact is about?"""
    return topic_of(intent) not in (None, SMALLTALK) and intent not in _NO_SUBJECT


def queue_of(intent_or_topic: str | None) -> Queue:
    """Who answers this. An unknown subject goes to `general`, where somebody looks at it."""
    if intent_or_topic is None:
        return Queue.GENERAL
    if intent_or_topic in _QUEUE_OF_INTENT:
        return _QUEUE_OF_INTENT[intent_or_topic]
    return _QUEUE_OF_TOPIC.get(topic_of(intent_or_topic) or "", Queue.GENERAL)
