"""`python -m bot report`: measures the newest model and writes build/nlu/report.html and report.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.bulk import load
from bot.encoder import encode
from bot.gate import Thresholds
from bot.intent_model import Recipe, cross_validate
from bot.report import choices, measures, page, sets, summary
from bot.report.figures import figures, milliseconds
from bot.report.judged import Judged, judge
from bot.text import normalise
from bot.training import CONFIG, DATA

RECORDED = sets.OWN / "recorded.json"
EVERY = 5
"""Each how many rows of a public file the recorded figures are measured on."""
_CLASSIFIER = "bot.intent.IntentClassifier"
_TIMED = 200
"""Messages that are timed one by one."""


def report(model: Path, folder: Path, *, record: bool) -> dict[str, Any]:
    """Writes the page and the line of JSON; `record`: the figures that tests hold the project to as well."""
    graph = load(model)
    judged = {name: judge(graph, sets.rows(name)) for name in sets.at_hand()}
    found = {figure: value for name in judged for figure, value in figures(name, judged[name]).items()}
    found |= {"parse.milliseconds": milliseconds(graph, sets.rows("korean")[:_TIMED])}
    settings = _settings()
    found |= {"training.cross_validated": _cross_validated(Recipe(**settings["recipe"]))}
    folder.mkdir(parents=True, exist_ok=True)
    shown = _page(model.name, found, judged, Thresholds(**settings["gate"]))
    (folder / "report.html").write_text(page.render(shown), encoding="utf-8")
    told = {"model": model.name, "figures": found, "rows": shown.sizes}
    (folder / "report.json").write_text(json.dumps(told) + "\n", encoding="utf-8")
    if record:
        _record(judged)
    return told


def _page(model: str, found: dict[str, float], judged: Mapping[str, list[Judged]], gate: Thresholds) -> page.Report:
    own = [*judged["korean"], *judged["english"]]
    curves = {"own test files": own} | ({"bitext": judged["bitext"]} if "bitext" in judged else {})
    return page.Report(
        model=model,
        figures=found,
        sizes={name: len(rows) for name, rows in judged.items()} | {"parse": _TIMED},
        pairs=summary.pairs(own),
        bins={
            name: measures.reliability([j.confidence for j in js], [j.right for j in js]) for name, js in curves.items()
        },
        worst=summary.worst(own),
        missed=summary.missed(judged["entities"]),
        astray=summary.astray([one for name in sets.ASKED for one in judged[name]]),
        sure=choices.sure(judged, gate),
        nearly=choices.nearly(judged, gate),
        felt=page.Feelings(
            summary.felt(judged["emotion"]), summary.honesty(judged), summary.worst_felt(judged["emotion"])
        ),
    )


def _record(judged: Mapping[str, list[Judged]]) -> None:
    """Keeps the figures of every fifth row; those of sets that are not at hand stay as they were."""
    before = json.loads(RECORDED.read_text(encoding="utf-8"))["figures"] if RECORDED.exists() else {}
    kept = {figure: value for figure, value in before.items() if figure.split(".")[0] not in judged}
    for name, rows in judged.items():
        kept |= figures(name, rows if sets.is_own(name) else rows[::EVERY])
    RECORDED.write_text(json.dumps({"every": EVERY, "figures": kept}, indent=2) + "\n", encoding="utf-8")


def _cross_validated(recipe: Recipe) -> float:
    """Accuracy on examples of the training data that were held out."""
    examples = [e for e in load_data(str(DATA / "nlu")).intent_examples if e.get(TEXT)]
    examples.sort(key=lambda e: (str(e.get(INTENT)), str(e.get(TEXT))))
    readings = [normalise(e.get(TEXT)) for e in examples]
    intents = [e.get(INTENT) for e in examples]
    taken = cross_validate(readings, encode(readings), intents, recipe)
    return round(measures.share([want == got for want, got in zip(intents, taken, strict=True)]), 4)


def _settings() -> dict[str, Any]:
    """The classifier's part of config.yml."""
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    settings: dict[str, Any] = next(part for part in pipeline if part["name"] == _CLASSIFIER)
    return settings
