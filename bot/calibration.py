"""Sentences that the intent classifier does not learn from: they tell how sure it may be of itself.

What is held out of the examples would make it too humble, for the examples are borderline by design: near misses,
fragments, one of each kind. These are as customers write, by somebody who had not seen the examples.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path


def read_calibration(folder: Path, intents: Sequence[str]) -> list[tuple[str, str]]:
    """Text and intent of each line of the folder's .jsonl files. Raises ValueError naming file, line and field."""
    told = []
    for path in sorted(folder.glob("*.jsonl")):
        for place, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                told.append(_read(line, f"{path}:{place}", intents))
    if not told:
        raise ValueError(f"{folder}: expected .jsonl files with lines of text and intent, found none")
    return told


def _read(line: str, where: str, intents: Sequence[str]) -> tuple[str, str]:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{where}: expected a JSON object, got {line!r}") from error
    text, intent = (told.get("text"), told.get("intent")) if isinstance(told, dict) else (None, None)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{where}: text: expected a sentence, got {text!r}")
    if intent not in intents:
        raise ValueError(f"{where}: intent: expected one that has examples, got {intent!r}")
    return text, str(intent)
