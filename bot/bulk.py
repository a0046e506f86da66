"""Parsing in bulk: a file of utterances through the newest model, without a server."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rasa.engine import loader
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.parse import parse_line
from bot.straight_runner import StraightRunner
from bot.understanding import understand

BATCH = 256
"""Utterances a run of the graph."""


@dataclass(frozen=True)
class LoadedModel:
    """A model's understanding, without dialogues."""

    graph_runner: Any
    model_metadata: Any


def load(model: Path) -> LoadedModel:
    """Loads a trained model's graph."""
    with tempfile.TemporaryDirectory() as folder:
        metadata, runner = loader.load_predict_graph_runner(Path(folder), model, LocalModelStorage, DaskGraphRunner)
    return LoadedModel(StraightRunner.of(runner), metadata)


def read_utterances(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of id and text. Raises ValueError naming the line that is not {"id", "text"}."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
                yield str(told["id"]), str(told["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f'{path}:{number}: expected a JSON object with "id" and "text"') from error


def parse_file(model: LoadedModel, source: Path, target: Path) -> int:
    """Writes one parse a line in the order of the source; returns how many."""
    utterances = read_utterances(source)
    written = 0
    with target.open("w", encoding="utf-8") as lines:
        while batch := list(islice(utterances, BATCH)):
            parses = understand(model, [text for _, text in batch])
            for (name, _), parsed in zip(batch, parses, strict=True):
                lines.write(json.dumps({"id": name} | parse_line(parsed), ensure_ascii=False) + "\n")
            written += len(batch)
    return written
