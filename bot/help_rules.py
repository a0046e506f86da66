"""Which intents are answered by a fixed text: a passage may say more than that, never more than an action knows."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import yaml

RULES = Path("data/rules")


def fixed_answers(folder: Path = RULES) -> frozenset[str]:
    """The intents that every rule of theirs answers with their own `utter_<intent>`; none where there are no rules."""
    answers: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.yml")):
        for rule in yaml.safe_load(path.read_text("utf-8")).get("rules", ()):
            asked, *answered = [*rule["steps"], {}][:2]
            if "intent" in asked:
                answers[asked["intent"]].add(answered[0].get("action", ""))
    return frozenset(intent for intent, said in answers.items() if said == {f"utter_{intent}"})
