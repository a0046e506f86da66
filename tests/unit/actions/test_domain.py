"""domain.yml, rules and actions fit together: both languages alike, nothing missing, nothing left over."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.catalogue import ACTIONS
from tests.unit.actions.stage import RESPONSES

ENGLISH = [{"type": "slot", "name": "locale", "value": "en"}]
DOMAIN: dict[str, Any] = yaml.safe_load(Path("domain.yml").read_text("utf-8"))
RULES = [
    rule
    for path in sorted(Path("data/rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]
]
STEPS = [step for rule in RULES for step in rule["steps"]]
# The channel says this one itself.
SAID_BY_THE_CHANNEL = {"utter_next_request"}
SOURCES = "\n".join(path.read_text("utf-8") for path in Path("actions").glob("*.py"))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{([^\n{}\"]+?)}", text))


def buttons(variant: dict[str, Any]) -> list[dict[str, Any]]:
    return [{key: value for key, value in button.items() if key != "title"} for button in variant.get("buttons", [])]


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_a_response_is_the_same_in_both_languages(name: str) -> None:
    variants = RESPONSES[name]
    assert [variant.get("condition") for variant in variants] == [ENGLISH, None]
    english, korean = variants
    assert placeholders(english["text"]) == placeholders(korean["text"])
    assert buttons(english) == buttons(korean)
    assert english.get("custom") == korean.get("custom")


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_a_response_is_in_its_language(name: str) -> None:
    english, korean = RESPONSES[name]
    words = [korean["text"], *(button["title"] for button in korean.get("buttons", []))]
    bare = [re.sub(r"{[^}]*}", "", text) for text in words]
    assert [text for text in bare if re.search(r"[A-Za-z]{2}", text) and not re.search("[가-힣]", text)] == []
    foreign = re.sub(r"\((세금계산서|현금영수증|할부)\)", "", english["text"])
    assert not re.search("[가-힣]", foreign), foreign


def test_every_button_says_a_known_intent() -> None:
    intents = set(DOMAIN["intents"])
    said = {
        str(re.match(r"/(\w+)", button["payload"]).group(1))  # type: ignore[union-attr]
        for variants in RESPONSES.values()
        for variant in variants
        for button in variant.get("buttons", [])
    }
    assert said - intents == set()


def test_every_intent_has_a_rule() -> None:
    assert {step["intent"] for step in STEPS if "intent" in step} == set(DOMAIN["intents"])


def test_every_action_of_a_rule_exists_and_every_action_has_a_rule() -> None:
    used = {step["action"] for step in STEPS if "action" in step}
    named = {action.name(action.__new__(action)) for action in ACTIONS}
    assert {name for name in used if name.startswith("action_")} == named
    assert set(DOMAIN["actions"]) == named
    assert {name for name in used if name.startswith("utter_")} - set(RESPONSES) == set()


def test_every_response_is_used_and_every_used_one_exists() -> None:
    in_rules = {step["action"] for step in STEPS if step.get("action", "").startswith("utter_")}
    # `utter_action` is Rasa's name for the field that holds a response's name.
    in_actions = set(re.findall(r'"(utter_\w+)"', SOURCES)) - {"utter_action"}
    choices = {f"utter_choice_{intent}" for intent in taxonomy()}
    assert in_rules | in_actions | choices | SAID_BY_THE_CHANNEL == set(RESPONSES)


def test_every_plain_answer_comes_with_and_without_a_follow_up() -> None:
    plain: dict[str, list[Any]] = {}
    for rule in RULES:
        if "condition" in rule:
            steps = [step.get("intent") or step["action"] for step in rule["steps"]]
            plain.setdefault(steps[0], []).append((rule["condition"][0]["slot_was_set"][0]["follow_up"], steps[1:]))
    for intent, found in plain.items():
        answer = f"utter_{intent}"
        assert sorted(found) == [(False, [answer]), (True, [answer, "action_follow_up"])], intent
    assert len(plain) > 20


def taxonomy() -> set[str]:
    """The intents customers' words are sorted into: all but the technical ones."""
    technical = {"ask_back", "not_understood", "noise", "help_article"} | {
        "asks_price",
        "asks_when",
        "other_order",
        "address_submitted",
        "choose_order",
        "choose_product",
        "confirm_action",
        "decline_action",
        "none_of_these",
        "ownership_verified",
        "report_charge",
        "solved",
    }
    return set(DOMAIN["intents"]) - technical


def test_the_taxonomy_is_whole_and_is_what_is_learnt() -> None:
    files = [yaml.safe_load(path.read_text("utf-8"))["nlu"] for path in sorted(Path("data/nlu").glob("*.yml"))]
    learnt = {block["intent"] for blocks in files for block in blocks if "intent" in block}
    assert learnt == taxonomy()
    assert len(learnt) == 50


def test_what_is_said_of_each_intent_in_the_data_guide_is_the_taxonomy() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", Path("data/README.md").read_text("utf-8"), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == taxonomy()
