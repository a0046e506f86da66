"""Answers of the numbers that fill the ops pages: the contract's own, with more of the same."""

import json
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Wire = dict[str, Any]

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "contracts" / "ops_api.json").read_text("utf-8"))
FIRST, DAYS = date(2026, 3, 1), 31
NAMES = {
    "contacts": ("상담", "Contacts"),
    "fcr": ("첫 상담 해결률 (FCR)", "First-contact resolution (FCR)"),
    "automated_confirmed": ("자동 해결 (고객 확인)", "Automated, confirmed"),
    "automated_assumed": ("자동 해결 (추정)", "Automated, assumed"),
    "csat": ("만족도 (CSAT)", "CSAT"),
}
TOPICS = ("orders", "shipping", "billing")


def golden(name: str) -> Wire:
    answer: Wire = deepcopy(GOLDEN[name]["response"])
    return answer


def overview() -> Wire:
    """A month of a shop: every metric that is drawn, three topics, the days of March."""
    answer = golden("overview")
    share, wait = answer["metrics"]
    metrics = [_metric(share, name) for name in NAMES]
    series = [{"id": one["id"], "name": one["name"], "points": _points(one)} for one in metrics]
    group = answer["by"][0]
    groups = [{"key": topic, "metrics": _smaller(group["metrics"], index + 1)} for index, topic in enumerate(TOPICS)]
    return {**answer, "metrics": [*metrics, wait], "series": series, "by": groups}


def _metric(share: Wire, name: str) -> Wire:
    ko, en = NAMES[name]
    rows = share["rows"].replace("metric=fcr", f"metric={name}")
    before = _reading(share["before"], name)
    return {**_reading(share, name), "name": {"ko": ko, "en": en}, "rows": rows, "before": before}


def _reading(share: Wire, name: str) -> Wire:
    if name == "contacts":
        return {**share, "id": name, "unit": "count", "value": share["numerator"], "interval": None, "pending": 0}
    return {**share, "id": name, "value": 0.38 if name.startswith("automated") else share["value"]}


def _points(metric: Wire) -> list[Wire]:
    names = ("id", "unit", "value", "numerator", "denominator", "n", "interval", "percentiles")
    point = {name: metric[name] for name in names}
    days = [(FIRST + timedelta(index)).isoformat() for index in range(DAYS)]
    return [
        {**point, "day": day, "few": index % 7 == 0, "pending": 4 if index > DAYS - 7 else 0, **_none(index)}
        for index, day in enumerate(days)
    ]


def _none(index: int) -> Wire:
    """One day of which nothing is known."""
    return {"value": None, "interval": None, "n": 0} if index == DAYS // 2 else {}


def _smaller(metrics: Wire, by: int) -> Wire:
    counts = metrics["contacts"]
    return {**metrics, "contacts": {**counts, "value": counts["value"] // by}}
