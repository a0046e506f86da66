"""`python -m bot train` trains when something changed, `parse` understands a file of utterances, `report` measures the
model, `profile` tells where the time of a turn goes, `help` looks whether domain.yml says what the articles say."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot import training


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 where it went well, 2 where the input is wrong."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (OSError, ValueError) as error:
        print(f"bot: {error}", file=sys.stderr)
        return 2


def _train(options: argparse.Namespace) -> int:
    current = None if options.force else training.up_to_date()
    if current is not None:
        print(f"up to date: {current}")
        return 0
    started = time.monotonic()
    model = training.train()
    print(f"trained {model} in {time.monotonic() - started:.0f} s")
    return 0


def _parse(options: argparse.Namespace) -> int:
    from bot import bulk  # brings Rasa and the encoder: seconds

    model = options.model or training.newest()
    if model is None:
        raise ValueError(f"expected a model in {training.MODELS}/: run `python -m bot train` first")
    loaded = bulk.load(model)
    started = time.monotonic()
    count = bulk.parse_file(loaded, options.source, options.target)
    print(f"{count} utterances in {time.monotonic() - started:.1f} s with {model.name}", file=sys.stderr)
    return 0


def _help(options: argparse.Namespace) -> int:
    from bot import help_answers, help_articles

    articles = help_articles.read_articles()
    said = training.DOMAIN.read_text("utf-8")
    wanted = help_answers.with_answers(said, articles)
    if said == wanted:
        print(f"{len(articles)} articles, {training.DOMAIN} says the same")
        return 0
    if not options.write:
        raise ValueError(f"{training.DOMAIN} says other answers than the articles: run `python -m bot help --write`")
    training.DOMAIN.write_text(wanted, "utf-8")
    print(f"{training.DOMAIN} written from {len(articles)} articles; now train")
    return 0


def _profile(options: argparse.Namespace) -> int:
    from bot import profile  # brings Rasa and the encoder: seconds

    model = options.model or training.newest()
    if model is None:
        raise ValueError(f"expected a model in {training.MODELS}/: run `python -m bot train` first")
    if options.turns < 1:
        raise ValueError(f"expected one turn or more, got {options.turns}")
    training.quiet()
    print(profile.table(profile.profile(model, options.turns)))
    return 0


def _report(options: argparse.Namespace) -> int:
    from bot.report import command

    model = training.up_to_date()
    if model is None:
        raise ValueError(f"expected a current model in {training.MODELS}/: run `python -m bot train` first")
    told = command.report(model, options.folder, record=options.record)
    print(json.dumps(told))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="train if the data, the domain, the configuration or the code changed")
    train.add_argument("--force", action="store_true", help="train in any case")
    train.set_defaults(run=_train)
    articles = commands.add_parser("help", help="check the articles of the help centre and the answers made from them")
    articles.add_argument("--write", action="store_true", help="write the answers into the domain")
    articles.set_defaults(run=_help)
    parse = commands.add_parser("parse", help="understand a file of utterances")
    parse.add_argument("--in", dest="source", type=Path, required=True, help='JSON lines of {"id", "text"}')
    parse.add_argument("--out", dest="target", type=Path, required=True, help="where the parses go, JSON lines")
    parse.add_argument("--model", type=Path, help="a model file; without it the newest in models/")
    parse.set_defaults(run=_parse)
    profile = commands.add_parser("profile", help="tell where the time of a turn goes")
    profile.add_argument("--turns", type=int, default=100, help="how many messages are answered")
    profile.add_argument("--model", type=Path, help="a model file; without it the newest in models/")
    profile.set_defaults(run=_profile)
    report = commands.add_parser("report", help="measure the model and write the report")
    report.add_argument("--out", dest="folder", type=Path, default=Path("build/nlu"), help="the folder of the report")
    report.add_argument("--record", action="store_true", help="keep the figures in tests/nlu/recorded.json")
    report.set_defaults(run=_report)
    return parser


if __name__ == "__main__":
    sys.exit(main())
