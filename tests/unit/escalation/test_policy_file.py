"""The policy file: the shipped one is whole, and what is wrong with another is named with its field."""

from datetime import timedelta
from pathlib import Path

import pytest

from connectors.cli import main
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.routing import reasons as why
from escalation.routing.decisions import DecisionKind
from escalation.routing.policy_file import SHIPPED, PolicyError, read_policy, shipped_policy


def changed(folder: Path, old: str, new: str) -> Path:
    """The shipped file with one place changed."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "policy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_shipped_policy_has_a_rule_for_every_reason_and_words_in_both_languages() -> None:
    policy = shipped_policy()
    assert set(policy.rules) == why.CODES
    assert policy.rules[why.SAFETY_HAZARD].priority is Priority.URGENT
    assert policy.rules[why.UNAUTHORISED_CHARGE].queue is Queue.BILLING
    assert policy.silence_to_abandon == timedelta(hours=24)
    for code in why.SAID:
        phrases = policy.said[code].phrases
        assert any(phrase.isascii() for phrase in phrases), code
        assert any(not phrase.isascii() for phrase in phrases), code


def test_a_number_that_is_changed_holds(tmp_path: Path) -> None:
    policy = read_policy(changed(tmp_path, "offer_at = 3\nhandoff_at = 6", "offer_at = 4"))
    rule = policy.rules[why.SAME_POINT]
    assert [rule.step(times) for times in (3, 4, 60)] == [None, DecisionKind.OFFER_PERSON, DecisionKind.OFFER_PERSON]


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("silence_to_abandon_hours = 24", "silence_to_abandon_hours = 0", "silence_to_abandon_hours", "a number from"),
        ("silence_to_abandon_hours = 24", "", "silence_to_abandon_hours", "got nothing"),
        ("silence_to_abandon_hours = 24", "silence_hours = 24", "silence_to_abandon_hours", "got nothing"),
        ("[least_priority]", "colour = 3\n[least_priority]", "refund_intents.colour", "a field that is known here"),
        ("[signals.anger]", "[signals.wrath]", "signals.wrath", "an unknown name"),
        ('priority = "urgent"', 'priority = "now"', "signals.safety_hazard.priority", "urgent, high, normal, low"),
        ('queue = "technical"', 'queue = "fire"', "signals.safety_hazard.queue", "got 'fire'"),
        ('then = "handoff"', 'then = "shout"', "signals.safety_hazard.then", "continue, offer, handoff"),
        ('then = "handoff"', "", "signals.safety_hazard.then", "got nothing"),
        ('then = "handoff"', 'then = "handoff"\nafter = 2', "signals.safety_hazard.after", "got an unknown name"),
        ("handoff_at = 5", "", "signals.identity_guesses.handoff_at", "guessing must end"),
        ("offer_at = 2\nhandoff_at = 3", "offer_at = 3\nhandoff_at = 3", "signals.not_understood.offer_at", "below"),
        ("offer_at = 5", "offer_at = true", "signals.order_late.offer_at", "a whole number from 1"),
        ("offer_at = 5", "offer_at = 0", "signals.order_late.offer_at", "got 0"),
        (
            '[signals.asked_for_person]\nthen = "handoff"',
            '[signals.asked_for_person]\nthen = "offer"',
            "signals.asked_for_person.then",
            "whoever needs a person",
        ),
        ('intents = ["account_delete"]', 'intents = ["sing"]', "signals.data_erasure.intents", "the taxonomy"),
        ('"불이 났", ', '"불", ', "signals.safety_hazard.phrases", "two letters"),
        ('"불이 났", ', "7, ", "signals.safety_hazard.phrases", "a list of texts"),
        (
            'queue = "billing"\nphrases',
            'queue = "billing"\notherwise = "orders"\nphrases',
            "otherwise",
            "beside a queue",
        ),
        ('tiers = ["vip"', 'tiers = [1, "vip"', "signals.customer_tier.tiers", "a list of texts"),
        ("negative = 0.6", "negative = 6", "anger.negative", "a number from 0 to 1"),
        ("turns = 3", "turns = 1", "frustration.turns", "from 2 to 20"),
        ("KRW = 300_000", "won = 300_000", "refund_amounts.won", "the code of a currency"),
        ("KRW = 300_000", "KRW = -1", "refund_amounts.KRW", "a whole number"),
        ('complaints = "high"', 'angry = "high"', "least_priority.angry", "one of billing"),
        ("\n[anger]\n", "\n[anger\n", "", "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, field: str, said: str) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(PolicyError) as wrong:
        read_policy(path)
    assert wrong.value.field.endswith(field)
    assert str(path) in str(wrong.value)
    assert "expected" in str(wrong.value)
    assert said in str(wrong.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"gone\.toml: expected a file that can be read"):
        read_policy(tmp_path / "gone.toml")


def test_the_command_checks_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check"]) == 0
    assert "all in order" in capsys.readouterr().out
    assert main(["policy", "check", str(changed(tmp_path, "turns = 3", "turns = 1"))]) == 1
    assert "frustration.turns: expected a whole number from 2 to 20, got 1" in capsys.readouterr().err
