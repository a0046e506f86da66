"""Every intent has a topic group and a queue."""

import re
from pathlib import Path

import pytest

from escalation.queue.topics import SMALLTALK, TOPICS, Queue, is_subject, queue_of, topic_of


@pytest.mark.parametrize(
    ("intent", "topic", "queue"),
    [
        ("billing_refund_status", "billing", Queue.BILLING),
        ("onboarding_get_started", "onboarding", Queue.ONBOARDING),
        ("onboarding_connect_device", "onboarding", Queue.TECHNICAL),
        ("account_recover_password", "account", Queue.ONBOARDING),
        ("order_track", "orders", Queue.ORDERS),
        ("shipping_change_address", "shipping", Queue.ORDERS),
        ("warranty_repair", "warranty", Queue.TECHNICAL),
        ("complaint", "support", Queue.COMPLAINTS),
        ("human_agent", "support", Queue.GENERAL),
        ("greet", SMALLTALK, Queue.GENERAL),
        ("orders", "orders", Queue.ORDERS),
    ],
)
def test_intent_leads_to_topic_and_queue(intent: str, topic: str, queue: Queue) -> None:
    assert topic_of(intent) == topic
    assert queue_of(intent) is queue


def test_unknown_intent_has_no_topic_and_goes_to_general() -> None:
    assert topic_of("weather_tomorrow") is None
    assert queue_of("weather_tomorrow") is Queue.GENERAL
    assert queue_of(None) is Queue.GENERAL


def test_what_customers_say_has_a_topic_and_what_buttons_and_the_gate_say_has_none() -> None:
    learnt = {
        name
        for path in Path("data/nlu").glob("*.yml")
        for name in re.findall(r"^ *- intent: (\w+)$", path.read_text("utf-8"), re.MULTILINE)
    }
    listed = Path("domain.yml").read_text("utf-8").split("\nintents:\n")[1].split("\nentities:\n")[0]
    technical = set(re.findall(r"^- (\w+)$", listed, re.MULTILINE)) - learnt
    assert {"asks_when", "asks_price", "other_order", "noise", "choose_order"} <= technical
    assert [name for name in sorted(learnt) if topic_of(name) is None] == []
    assert [name for name in sorted(technical) if topic_of(name) is not None or is_subject(name)] == []


def test_every_topic_has_a_queue() -> None:
    assert {queue_of(topic) for topic in TOPICS} >= {Queue.BILLING, Queue.ORDERS, Queue.GENERAL}


@pytest.mark.parametrize(
    ("intent", "subject"), [("order_track", True), ("human_agent", False), ("thank", False), ("weather", False)]
)
def test_only_a_request_changes_the_subject(intent: str, subject: bool) -> None:
    assert is_subject(intent) is subject
