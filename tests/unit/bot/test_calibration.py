"""What the classifier's certainty is measured on: read with clear errors, and never learnt from."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.calibration import read_calibration
from bot.text import normalise

OWN = Path("data/calibration")


def written(folder: Path, line: str) -> Path:
    (folder / "korean.jsonl").write_text(line, "utf-8")
    return folder


def test_lines_are_read(tmp_path: Path) -> None:
    folder = written(tmp_path, '{"text": "어디쯤이에요?", "intent": "order_track"}\n\n')
    assert read_calibration(folder, ["order_track"]) == [("어디쯤이에요?", "order_track")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("order", "korean.jsonl:1: expected a JSON object, got 'order'"),
        ('{"text": " ", "intent": "order_track"}', "korean.jsonl:1: text: expected a sentence, got ' '"),
        ('{"text": "hi", "intent": "weather"}', "intent: expected one that has examples, got 'weather'"),
        ("[1]", "text: expected a sentence, got None"),
        ("", "expected .jsonl files with lines of text and intent, found none"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ValueError, match="expected") as error:
        read_calibration(written(tmp_path, line), ["order_track"])
    assert told in str(error.value)


def test_no_sentence_is_learnt_or_measured_elsewhere() -> None:
    names = {line.split(":")[1].strip() for path in Path("data/nlu").glob("*.yml") for line in _intents(path)}
    elsewhere = {_letters(text) for text in [*_examples(), *_measured()]}
    both = [text for text, _ in read_calibration(OWN, sorted(names)) if _letters(text) in elsewhere]
    assert both == []


def _examples() -> Iterator[str]:
    for path in Path("data/nlu").glob("*.yml"):
        yield from (line.strip()[2:] for line in path.read_text("utf-8").splitlines() if line.strip().startswith("- "))


def _measured() -> Iterator[str]:
    for path in Path("tests/nlu").glob("*.jsonl"):
        rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
        yield from (row[field] for row in rows for field in ("text", "past", "asked") if field in row)


def _intents(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.startswith(("- intent:", "  - intent:"))]


def _letters(text: str) -> str:
    return "".join(letter for letter in normalise(text).lower() if letter.isalnum())
