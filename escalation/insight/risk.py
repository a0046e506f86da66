"""Who may leave, and who will ask again: a calibrated logistic regression on what is known of customers at a moment.

Everything is split by time, never at random: weights are learnt from the earlier moments, calibrated (Platt) on a later
one, and judged on one that is later still. The model that judges the customers of today is then made in the same way
from all moments. Where too few left, there is no model, and it is said so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from lifelines import KaplanMeierFitter
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from escalation.insight.calibration import calibration_error
from escalation.insight.risk_features import FEATURES, Row, Sample
from escalation.numbers.risks import Reason

LEAVE, AGAIN = "leave-1", "again-1"
FEWEST = 10 * len(FEATURES)
"""Customers who left, and who did not, among the moments that weights are learnt from: ten for each feature."""
FEWEST_LATER = 50
"""The same at the moment that calibrates, and at the one that judges."""
MOST_REASONS = 3
LEAST_EFFECT = 0.25
"""In the logit: what moves the odds by less than a quarter is no reason."""
CURVE_DAYS = (0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 150, 180, 270, 365, 540, 730)

Table = NDArray[np.float64]
Marks = NDArray[np.bool_]
Lives = Sequence[tuple[float, bool]]
_COUNTED = np.array([feature.counted for feature in FEATURES])


@dataclass(frozen=True, slots=True)
class Model:
    """The logit of a customer is `usual` plus, for each feature, `weights` times its distance from `average`."""

    average: Table
    weights: Table
    usual: float

    def effects(self, rows: Table) -> Table:
        """What each feature adds to the logit of each row, against the average customer."""
        effects: Table = (rows - self.average) * self.weights
        return effects

    def risks(self, rows: Table) -> Table:
        """Calibrated probabilities."""
        risks: Table = 1 / (1 + np.exp(-(self.usual + self.effects(rows).sum(axis=1))))
        return risks


def assess(past: list[Sample], customers: dict[str, Row], lives: Lives) -> dict[str, Any]:
    """Both models as judged, with their bands of calibration, the survival curve, and every customer's risks with
    reasons."""
    tables = [table(sample.rows) for sample in past]
    left = [np.array(sample.left, bool) for sample in past]
    again = [np.array(sample.again, bool) for sample in past]
    rows = table(list(customers.values()))
    (judged, bands), (judged_again, bands_again) = judge(tables, left, LEAVE), judge(tables, again, AGAIN)
    leaves = None if judged["too_few"] else learn(tables, left)
    asks = None if judged_again["too_few"] else learn(tables, again)
    return {
        "model": judged,
        "again": judged_again,
        "usual": {"leave": _usual(leaves), "again": _usual(asks)},
        "survival": survival(lives),
        "bands": bands,
        "bands_again": bands_again,
        "customers": dict(zip(customers, _told(leaves, asks, rows), strict=True)),
    }


def table(rows: Sequence[Row]) -> Table:
    """The rows as the models take them: of what is counted the logarithm."""
    values = np.array(rows, float).reshape(len(rows), len(FEATURES))
    return np.where(_COUNTED, np.log1p(np.maximum(values, 0)), values)


def learn(tables: Sequence[Table], marks: Sequence[Marks]) -> Model | None:
    """Weights from all moments but the last, calibrated on that one; None where too few cases are."""
    if len(tables) < 2:
        return None
    rows, happened = np.concatenate(tables[:-1]), np.concatenate(marks[:-1])
    if _fewer(happened) < FEWEST or _fewer(marks[-1]) < FEWEST_LATER:
        return None
    average, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = np.inf  # a feature that everybody has alike says nothing
    found = LogisticRegression(max_iter=1000).fit((rows - average) / spread, happened)
    weights = found.coef_[0] / spread
    slope, level = _calibration((tables[-1] - average) @ weights, marks[-1])
    return Model(average, weights * slope, level)


def _calibration(scores: Table, happened: Marks) -> tuple[float, float]:
    """Platt's two numbers: how far the scores are to be believed, and what the average customer's logit is."""
    found = LogisticRegression(C=1e6, max_iter=1000).fit(scores.reshape(-1, 1), happened)
    if found.coef_[0, 0] > 0:
        return float(found.coef_[0, 0]), float(found.intercept_[0])
    share = happened.mean()  # what was learnt held no longer: nobody is told from anybody else
    return 0.0, float(np.log(share / (1 - share)))


def _fewer(happened: Marks) -> int:
    return int(min(happened.sum(), (~happened).sum()))


def judge(tables: Sequence[Table], marks: Sequence[Marks], name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How a model made of all moments but the last does on that one: AUC, calibration error, Brier score; bands.

    `n` counts a customer once a moment, `events` those who left (or asked again) after it."""
    happened = np.concatenate([*marks, np.array([], bool)])
    told = {"id": name, "n": len(happened), "events": int(happened.sum())}
    model = learn(tables[:-1], marks[:-1])
    if model is None or _fewer(marks[-1]) < FEWEST_LATER:
        nothing = dict.fromkeys(("auc", "calibration_error", "brier"))
        return {**told, **nothing, "too_few": True}, []
    risks, truth = model.risks(tables[-1]), marks[-1]
    figures = {
        "auc": round(float(roc_auc_score(truth, risks)), 4),
        "calibration_error": round(calibration_error(risks.tolist(), truth.tolist()), 4),
        "brier": round(float(brier_score_loss(truth, risks)), 4),
    }
    return {**told, **figures, "too_few": False}, _bands(risks, truth)


def _bands(risks: Table, truth: Marks) -> list[dict[str, Any]]:
    """For each tenth of risk that anybody had: what share was expected to leave (or ask again), and what share did."""
    which = np.minimum((risks * 10).astype(int), 9)
    return [
        {
            "from": band / 10,
            "to": (band + 1) / 10,
            "customers": int((which == band).sum()),
            "expected": round(float(risks[which == band].mean()), 4),
            "happened": round(float(truth[which == band].mean()), 4),
        }
        for band in range(10)
        if (which == band).any()
    ]


def survival(lives: Lives) -> list[dict[str, Any]]:
    """Kaplan-Meier: the share of customers still there so many days after they were first seen, with its interval."""
    if not lives:
        return []
    days, ended = zip(*lives, strict=True)
    curve = KaplanMeierFitter().fit(days, ended)
    reached = [day for day in CURVE_DAYS if day <= max(days)]
    shares = curve.survival_function_at_times(reached).to_numpy()
    interval = curve.confidence_interval_.reindex(reached, method="ffill").to_numpy()
    return [
        {"day": day, "share": round(float(share), 4), "low": round(float(low), 4), "high": round(float(high), 4)}
        for day, share, (low, high) in zip(reached, shares, interval, strict=True)
    ]


def _usual(model: Model | None) -> float | None:
    """The average customer's risk."""
    return None if model is None else float(1 / (1 + np.exp(-model.usual)))


def _told(leaves: Model | None, asks: Model | None, rows: Table) -> list[dict[str, Any]]:
    """For each row both risks, and what raises each."""
    told: list[dict[str, Any]] = [{"leave": None, "again": None} for _ in rows]
    for name, model in (("leave", leaves), ("again", asks)):
        if model is None or not len(rows):
            continue
        effects, risks = model.effects(rows), model.risks(rows)
        for one, effect, risk in zip(told, effects, risks, strict=True):
            one[name] = round(float(risk), 4)
            one[f"{name}_reasons"] = reasons(effect, effect * np.sign(model.weights) > 0)
    return told


def reasons(effects: Table, above: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """The largest effects on the logit that raise a risk, in words that agents have: code and effect, largest first.
    `above` tells which values are above the average's."""
    total: dict[Reason, float] = {}
    for feature, effect, more in zip(FEATURES, effects, above, strict=True):
        code = feature.more if more else feature.less
        if effect > 0 and code is not None:
            total[code] = total.get(code, 0.0) + float(effect)
    largest = sorted(total.items(), key=lambda one: -one[1])[:MOST_REASONS]
    return [{"code": code.value, "effect": round(effect, 3)} for code, effect in largest if effect >= LEAST_EFFECT]
