"""The model of leaving beside who knows the truth, over many seeds: a few in `make test`, forty in `make truth`."""

import os

import numpy as np
from lifelines.utils import concordance_index

from escalation.insight.calibration import calibration_error
from escalation.insight.risk import learn, table
from tests.truth.leaving import Planted, months

SEEDS = range(40) if os.environ.get("FIRSTHAND_TRUTH") == "whole" else range(2)
MONTHS, CUSTOMERS = 6, 6000
FOLLOWED = 180  # days; who stays longer is no longer looked at


def figures(past: list[Planted], last: Planted) -> tuple[float, float]:
    """How far what is said of the last month is from what came, and how much worse it orders than the truth does."""
    model = learn([table(one.sample.rows) for one in past], [np.array(one.sample.left) for one in past])
    assert model is not None
    said = model.risks(table(last.sample.rows))
    days, left = np.minimum(last.days, FOLLOWED), last.days < FOLLOWED
    ours, oracle = (concordance_index(days, -chances, left) for chances in (said, last.chances))
    return calibration_error(said.tolist(), last.sample.left), oracle - ours


def test_what_is_said_comes_true_and_customers_are_ordered_as_by_the_truth() -> None:
    found = [figures(log[:-1], log[-1]) for log in (months(100 + seed, MONTHS, CUSTOMERS) for seed in SEEDS)]
    wrong, behind = np.array(found).T
    print(
        f"{len(found)} seeds: ECE mean {wrong.mean():.4f}, most {wrong.max():.4f}; C-index behind by {behind.max():.4f}"
    )
    assert (wrong <= 0.03).mean() >= 0.95
    assert behind.max() <= 0.02
