"""Rasa, spaCy and what they pin, imported once with the warnings they give about themselves kept quiet."""

import importlib
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for name in (
        "rasa",
        "rasa.core.run",
        "rasa.core.tracker_store",
        "spacy",
        "sklearn.linear_model",
        "bot.bulk",
        "bot.channel",
    ):
        importlib.import_module(name)
