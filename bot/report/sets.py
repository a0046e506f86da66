"""The labelled sentences: the project's own test files, and public development files where they are at hand."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.help_articles import read_articles

OWN = Path("tests/nlu")
PUBLIC = Path("../shared/eval")
INTENDED = ("korean", "english", "korean_customers", "english_customers")
"""The project's own sets of sentences with an intent."""
ASKED = ("help", "help_customers")
"""The project's own sets of questions to the help centre; its thresholds were chosen on the first."""
OUTSIDE = frozenset({"oos", "travel", "kitchen_and_dining", "auto_and_commute", "utility", "work"})
"""Domains of CLINC that no shop's support answers."""

Place = tuple[str, int, int]
"""An entity's kind, start and end."""


@dataclass(frozen=True)
class Row:
    """A sentence and what is known of it; None where the set does not tell."""

    text: str
    intent: str | None = None
    negative: bool | None = None
    human: bool | None = None
    emotion: str | None = None
    entities: frozenset[Place] = frozenset()
    articles: Mapping[str, str | None] | None = None
    """Articles of the help centre that answer it, each with the intent whose own it is; empty where none does."""


Reader = Callable[[dict[str, Any]], "Row | None"]


def _intended(told: dict[str, Any]) -> Row:
    return Row(told["text"], intent=told["intent"])


def _entities(told: dict[str, Any]) -> Row:
    places = frozenset((e["entity"], e["start"], e["end"]) for e in told["entities"])
    return Row(told["text"], entities=places)


def _asked(told: dict[str, Any]) -> Row:
    names = [told["article"], *told.get("also", ())] if told["article"] else []
    return Row(told["text"], articles={name: _intents_of_articles()[name] for name in names})


def _felt(told: dict[str, Any]) -> Row:
    return Row(told["text"], emotion=told["emotion"], negative=told["negative"])


def _bitext(told: dict[str, Any]) -> Row | None:
    intent = _taxonomy().get(told["label"])
    return Row(told["text"], intent=intent) if intent else None


def _clinc(told: dict[str, Any]) -> Row | None:
    return Row(told["text"]) if told["domain"] in OUTSIDE else None


def _tweet(told: dict[str, Any]) -> Row:
    return Row(told["text"], negative=told["label"] == "negative")


def _review(told: dict[str, Any]) -> Row | None:
    known = told["nsmc_class"] in ("negative", "positive")
    return Row(told["text"], negative=told["nsmc_class"] == "negative") if known else None


SETS: dict[str, tuple[Path, Reader]] = {
    "korean": (OWN / "korean.jsonl", _intended),
    "english": (OWN / "english.jsonl", _intended),
    "korean_customers": (OWN / "korean_customers.jsonl", _intended),
    "english_customers": (OWN / "english_customers.jsonl", _intended),
    "entities": (OWN / "entities.jsonl", _entities),
    "entities_customers": (OWN / "entities_customers.jsonl", _entities),
    "help": (OWN / "help.jsonl", _asked),
    "help_customers": (OWN / "help_customers.jsonl", _asked),
    "emotion": (OWN / "emotion.jsonl", _felt),
    "bitext": (PUBLIC / "bitext_support_intents_dev.csv.gz", _bitext),
    "nlupp": (
        PUBLIC / "nlupp_multilabel_dev.jsonl",
        lambda told: Row(told["text"], human=str(told["wants_human"]) == "1"),
    ),
    "clinc": (PUBLIC / "clinc150_dev.csv.gz", _clinc),
    "smalltalk": (PUBLIC / "ko_smalltalk_oos_dev.csv", lambda told: Row(told["text"])),
    "airline": (PUBLIC / "airline_tweets_sentiment_dev.csv.gz", _tweet),
    "nsmc": (PUBLIC / "ko_nsmc_reviews_dev.csv.gz", _review),
}


def at_hand() -> list[str]:
    """The sets whose file exists."""
    return [name for name, (path, _) in SETS.items() if path.exists()]


def is_own(name: str) -> bool:
    return SETS[name][0].parent == OWN


def rows(name: str, every: int = 1) -> list[Row]:
    """The rows of a set that tell something; each `every`-th of a public one, all of an own one."""
    path, reader = SETS[name]
    found = [row for told in _records(path) if (row := reader(told)) is not None]
    return found if is_own(name) else found[::every]


@lru_cache(maxsize=1)
def _intents_of_articles() -> dict[str, str | None]:
    return {article.name: article.intent for article in read_articles()}


@lru_cache(maxsize=1)
def _taxonomy() -> dict[str, str]:
    """The intent of each Bitext label."""
    with (PUBLIC / "intents.csv").open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    return {label: row["intent"] for row in listed for label in row["bitext_labels"].split("|") if label}


def _records(path: Path) -> list[dict[str, Any]]:
    written = path.read_bytes()
    text = (gzip.decompress(written) if path.suffix == ".gz" else written).decode("utf-8")
    if ".jsonl" in path.name:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return list(csv.DictReader(io.StringIO(text, newline="")))
