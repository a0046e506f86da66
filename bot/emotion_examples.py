"""What the emotion head learns from: data/emotion/*.yml, one shade of a label a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LABELS = ("angry", "anxious", "confused", "frustrated", "neutral", "satisfied")
FOLDER = Path(__file__).parents[1] / "data" / "emotion"
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Shade:
    """Sentences of one label that are about equally negative (0 to 1): a calm trouble is not a plain question."""

    name: str
    label: str
    negative: float
    sentences: dict[str, tuple[str, ...]]
    """By language, in the order of the file."""

    @classmethod
    def of(cls, name: str, told: dict[str, Any]) -> Shade:
        """Raises ValueError naming what the file should have said."""
        label, negative = told.get("emotion"), told.get("negative")
        if label not in LABELS:
            raise ValueError(f"data/emotion/{name}.yml: expected emotion to be one of {LABELS}, got {label!r}")
        if not isinstance(negative, (int, float)) or not 0 <= negative <= 1:
            raise ValueError(f"data/emotion/{name}.yml: expected negative from 0 to 1, got {negative!r}")
        return cls(name, label, float(negative), {lang: tuple(_lines(name, lang, told)) for lang in LANGUAGES})


def read_shades(folder: Path = FOLDER) -> list[Shade]:
    """All files of the folder, by name. Raises ValueError where a label has no file."""
    shades = [
        Shade.of(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.yml"))
    ]
    missing = set(LABELS) - {shade.label for shade in shades}
    if missing:
        raise ValueError(f"data/emotion: expected a file for every label, none for {sorted(missing)}")
    return shades


def _lines(name: str, lang: str, told: dict[str, Any]) -> Iterator[str]:
    block = told.get(lang)
    if not isinstance(block, str) or not block.strip():
        raise ValueError(f'data/emotion/{name}.yml: expected "{lang}: |" and a sentence a line')
    yield from (line.strip() for line in block.splitlines() if line.strip())
