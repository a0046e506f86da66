"""The workshop's side of the risks: texts of JSON in, and out what is kept of the models and of each customer."""

import json
from collections.abc import Mapping
from typing import Any

from escalation.insight.risk import assess
from escalation.insight.risk_features import read_known, read_lives, read_sample
from escalation.numbers.next_step import Known, next_step
from escalation.numbers.risks import Band, Reason, band_of

ERASED = "erased-"
"""Nobody is behind a pseudonym any more: what they did still teaches, but nothing is said of them."""


def worked_out(past: list[str], customers: str, lives: str, topics: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """What `insight` keeps of the models, and the rows of `risk` as JSON; `topics` are what customers ask about now."""
    known = {who: row for who, row in read_known(customers).items() if not who.startswith(ERASED)}
    found = assess([read_sample(told) for told in past], known, read_lives(lives))
    judged, usual = found.pop("customers"), found["usual"]
    rows = [
        {"customer_id": who, "model": found["model"]["id"], **row_of(one, usual, topics.get(who))}
        for who, one in judged.items()
        if not all(one[name] is None for name in ("leave", "again"))
    ]
    return found, json.dumps(rows)


def row_of(judged: Mapping[str, Any], usual: Mapping[str, float | None], topic: str | None) -> dict[str, Any]:
    """A customer as the table keeps them. The reasons are those of leaving, or, where only that is raised, of asking
    again."""
    bands = {name: _band(judged[name], usual[name]) for name in ("leave", "again")}
    about = "again" if bands["leave"] is Band.USUAL and bands["again"] is not Band.USUAL else "leave"
    reasons = judged.get(f"{about}_reasons", [])
    rule = next_step(Known(bands["leave"], bands["again"], [Reason(one["code"]) for one in reasons], topic))
    return {
        "leave": judged["leave"],
        "again": judged["again"],
        "reasons": reasons,
        "next_step": None if rule is None else rule.step.value,
        "why": {"about": about, "rule": rule and rule.id, "leave": bands["leave"], "again": bands["again"]},
    }


def _band(risk: float | None, usual: float | None) -> Band:
    return Band.USUAL if risk is None or usual is None else band_of(risk, usual)
