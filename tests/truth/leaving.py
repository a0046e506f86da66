"""Customers whose leaving is planted: what is known of each, and a chance that follows from it and is known exactly."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from escalation.insight.risk import table
from escalation.insight.risk_features import FEATURES, Sample

USUAL = -2.2
"""The logit of leaving within 30 days of a customer of whom every feature is zero."""
WEIGHTS = {
    "quiet_days": 0.55,
    "acts_30": -0.5,
    "orders": -0.4,
    "unsolved": 1.6,
    "poor_ratings": 1.4,
    "late_orders": 1.8,
    "negative": 0.9,
    "sent_back": 0.8,
}
"""What is planted, on the scale the model sees; the other features do nothing."""
SHARES = {
    "asked_again": 0.08,
    "unsolved": 0.12,
    "poor_ratings": 0.08,
    "hard": 0.06,
    "late_orders": 0.12,
    "payments_failed": 0.05,
    "sent_back": 0.1,
    "plans_ended": 0.04,
    "setup_unfinished": 0.1,
}
MEANS = {"acts_30": 6.0, "acts_before": 6.0, "orders": 1.2, "contacts": 0.6}
DAYS = {"quiet_days": 29.0, "known_days": 90.0}


class Planted(NamedTuple):
    """One moment: its sample, the true chances, and after how many days each customer left."""

    sample: Sample
    chances: NDArray[np.float64]
    days: NDArray[np.float64]


def planted(seed: int, customers: int) -> Planted:
    """Customers of one moment."""
    draw = np.random.default_rng(seed)
    columns = {name: draw.uniform(0, most, customers) for name, most in DAYS.items()}
    columns |= {name: draw.poisson(mean, customers).astype(float) for name, mean in MEANS.items()}
    columns |= {name: draw.binomial(1, share, customers).astype(float) for name, share in SHARES.items()}
    columns["negative"] = draw.beta(1, 5, customers)
    values = np.column_stack([columns[feature.name] for feature in FEATURES])
    rows = [tuple(row) for row in values.tolist()]
    weights = np.array([WEIGHTS.get(feature.name, 0.0) for feature in FEATURES])
    chances = 1 / (1 + np.exp(-(USUAL + table(rows) @ weights)))
    days = draw.exponential(30 / -np.log1p(-chances))
    return Planted(Sample(rows, [*(days < 30)], [*(draw.random(customers) < 0.2)]), chances, days)


def months(seed: int, count: int, customers: int) -> list[Planted]:
    """So many moments, one after the other."""
    return [planted(seed * 1000 + month, customers) for month in range(count)]
