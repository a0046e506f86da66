"""Calibration: whether of those who were told 30 %, thirty in a hundred had it happen."""

from collections.abc import Sequence

import numpy as np

BINS = 10


def calibration_error(told: Sequence[float], happened: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error over bins of equal size (Naeini et al. 2015): the mean distance between the
    probability told and the share in which it happened, 0..1. Raises ValueError for lists of different length."""
    probabilities, outcomes = np.asarray(told, float), np.asarray(happened, float)
    if probabilities.shape != outcomes.shape:
        raise ValueError(f"expected as many outcomes as probabilities, came {len(outcomes)} and {len(probabilities)}")
    if not len(probabilities):
        return 0.0
    order = np.argsort(probabilities, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [len(part) * abs(probabilities[part].mean() - outcomes[part].mean()) for part in parts]
    return float(sum(gaps) / len(order))
