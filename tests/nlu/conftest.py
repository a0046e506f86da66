"""The project's own model. Training is the Makefile's business: here it must be there and be current."""

import importlib
import warnings

import pytest

from bot import training

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    bulk = importlib.import_module("bot.bulk")


@pytest.fixture(scope="session")
def understanding() -> object:
    """The current model's understanding."""
    model = training.up_to_date()
    if model is None:
        raise RuntimeError("expected a current model in models/: run `make model` first")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bulk.load(model)
