"""The calibration error is zero for the truth and grows with what is told wrongly."""

import numpy as np
import pytest

from escalation.insight.calibration import calibration_error


def test_who_tells_the_truth_is_calibrated() -> None:
    random = np.random.default_rng(1)
    told = random.beta(2, 5, 20_000)
    happened = random.random(20_000) < told
    assert calibration_error(told.tolist(), happened.tolist()) < 0.012
    assert calibration_error((told / 2).tolist(), happened.tolist()) == pytest.approx(told.mean() / 2, abs=0.01)


def test_by_hand() -> None:
    assert calibration_error([0.1, 0.1, 0.9, 0.9], [False, False, True, True], bins=2) == pytest.approx(0.1)
    assert calibration_error([1.0], [False]) == 1.0
    assert calibration_error([], []) == 0.0
    with pytest.raises(ValueError, match="as many outcomes"):
        calibration_error([0.5], [])
