"""A text as it might have been understood, for tests of what is told of it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bot.gate import SURE
from bot.help_index import Found
from bot.understanding import Reading


def read(ranking: Mapping[str, float], *, verdict: str = SURE, article: str | None = None, **told: Any) -> Reading:
    """Its intents by probability, likeliest first, and the article it is answered from."""
    intent, confidence = next(iter(ranking.items()))
    usual: dict[str, Any] = {"candidates": [], "entities": [], "emotion": {}, "noise": False}
    return Reading(
        text="",
        intent=intent,
        confidence=confidence,
        verdict=verdict,
        ranking=[{"name": name, "confidence": p} for name, p in ranking.items()],
        language="ko",
        reply=None,
        vector=np.zeros(0, dtype=np.float32),
        help=Found(article, 1.0, {}) if article else None,
        **(usual | told),
    )
