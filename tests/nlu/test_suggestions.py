"""How often a suggestion is right: by the current model, at the thresholds that the gateway uses.

`suggestions.jsonl`: questions that were resolved (`past`, `answer`), asked anew in other words (`asked`), and questions
near to them that none of the answers fits (no `answer`): nearly every second one, far more than customers ask. The
thresholds were chosen on it, and the help centre's on help.jsonl; the files named `customers` had no part in that.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.understanding import Reading, understand

OWN = Path("tests/nlu")
SHARED = json.loads(Path("tests/contracts/suggestions.json").read_text("utf-8"))
LANGUAGES = ("ko", "en")


def rows(name: str, language: str) -> list[dict[str, Any]]:
    told = [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [row for row in told if row["language"] == language]


def read(graph: Any, texts: list[str]) -> list[Reading]:
    return [found.whole for found in understand(graph, texts, passages=3)]


def nearness(one: Reading, other: Reading) -> float:
    """As the gateway counts it (escalation/suggestions/suggesting.py)."""
    assert one.crowd is not None
    assert other.crowd is not None
    cosine = float(one.vector @ other.vector)
    above = sum((cosine - mean) / deviation for mean, deviation in (one.crowd, other.crowd)) / 2
    return above + (SHARED["same_intent"] if one.intent == other.intent else 0.0)


def resolved(graph: Any, name: str, language: str) -> tuple[int, int, int]:
    """How many are suggested, how many of them rightly, and how many have an answer."""
    asked = rows(name, language)
    known = [row for row in asked if "past" in row]
    past, now = read(graph, [row["past"] for row in known]), read(graph, [row["asked"] for row in asked])
    shown = right = 0
    for row, question in zip(asked, now, strict=True):
        near = [nearness(question, other) for other in past]
        best = int(np.argmax(near))
        if near[best] >= SHARED["near_resolved"][language]:
            shown += 1
            right += known[best]["answer"] == row.get("answer")
    return shown, right, len(known)


def passages(graph: Any, name: str, language: str) -> tuple[int, int, int]:
    """The same of the help centre."""
    asked = rows(name, language)
    shown = right = 0
    for row, question in zip(asked, read(graph, [row["text"] for row in asked]), strict=True):
        likely = question.intent if question.confidence >= 0.5 else None
        scores = [f.score + (SHARED["same_article"] if f.article == likely else 0.0) for f in question.nearest]
        if scores and max(scores) >= SHARED["near_help"]:
            shown += 1
            right += question.nearest[int(np.argmax(scores))].article in (row["article"], *row.get("also", ()))
    return shown, right, sum(row["article"] is not None for row in asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "least", "found"),
    [("suggestions", 0.88, 0.2), ("suggestions_customers", 0.8, 0.2)],
)
def test_what_was_resolved_before(understanding: Any, name: str, language: str, least: float, found: float) -> None:
    shown, right, known = resolved(understanding, name, language)
    assert right / shown >= least, f"{right} of {shown}"
    assert right / known >= found, f"{right} of {known}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "least", "found"), [("help", 0.85, 0.4), ("help_customers", 0.92, 0.3)])
def test_passages_of_the_help_centre(understanding: Any, name: str, language: str, least: float, found: float) -> None:
    shown, right, known = passages(understanding, name, language)
    assert right / shown >= least, f"{right} of {shown}"
    assert right / known >= found, f"{right} of {known}"
