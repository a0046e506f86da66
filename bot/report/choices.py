"""Thresholds that might have been: what the gate would have done at other values of `sure` and of `nearly`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import gate
from bot.gate import Thresholds
from bot.report.judged import Judged
from bot.report.measures import share
from bot.report.page import Choices

STEP = 0.05
SURE = [step / 20 for step in range(6, 20)]
NEARLY = [step / 20 for step in range(3, 11)]
"""Values to compare."""
_POOLS = {"own": ("korean", "english"), "customers": ("korean_customers", "english_customers"), "bitext": ("bitext",)}
"""Sets with intents that are read as one."""
_OUTSIDE = {"clinc": ("clinc",), "small talk": ("smalltalk",)}

Judgement = Mapping[str, Sequence[Judged]]


def sure(judged: Judgement, used: Thresholds) -> Choices:
    """For each value of `sure`: the share answered of each pool and, where intents are known, answered wrongly."""
    intended, outside = _pools(judged, _POOLS), _pools(judged, _OUTSIDE)
    header = ["sure", *(f"{name} {what}" for name in intended for what in ("answered", "wrong"))]
    header += [f"{name} answered" for name in outside]
    rows: dict[float, list[float | None]] = {}
    for value in SURE:
        lower = min(value, used.nearly)
        tried = replace(used, sure=value, nearly=lower, candidate=min(lower, used.candidate))
        told = [part for pool in intended.values() for part in _answered(pool, tried)]
        rows[value] = [*told, *(_answered(pool, tried)[0] for pool in outside.values())]
    return Choices(header, rows, used.sure)


def nearly(judged: Judgement, used: Thresholds) -> Choices:
    """For each value of `nearly` up to `sure`: the share asked back; of these, and of those whose first intent lies
    within a step over the value, the share that is offered what was meant.
    """
    intended, outside = _pools(judged, _POOLS), _pools(judged, _OUTSIDE)
    header = ["nearly", *(f"{name} {what}" for name in intended for what in ("asked", "offered", "offered here"))]
    header += [f"{name} asked" for name in outside]
    rows: dict[float, list[float | None]] = {}
    for value in (value for value in NEARLY if value <= used.sure):
        tried = replace(used, nearly=value, candidate=min(value, used.candidate))
        told = [part for pool in intended.values() for part in _offered(pool, tried)]
        rows[value] = [*told, *(share(_asked(pool, tried)) for pool in outside.values())]
    return Choices(header, rows, used.nearly)


def _pools(judged: Judgement, pools: Mapping[str, Sequence[str]]) -> dict[str, list[Judged]]:
    """The pools of which a set is at hand."""
    found = {pool: [one for name in names for one in judged.get(name, ())] for pool, names in pools.items()}
    return {pool: rows for pool, rows in found.items() if rows}


def _answered(pool: Sequence[Judged], tried: Thresholds) -> tuple[float, float]:
    """The share answered, and the share answered as another intent than was meant."""
    given = [gate.answered(_verdict(one, tried), one.found) for one in pool]
    return share(given), share([gave and not one.right for gave, one in zip(given, pool, strict=True)])


def _offered(pool: Sequence[Judged], tried: Thresholds) -> tuple[float, float | None, float | None]:
    asked = _asked(pool, tried)
    hits = [(one, _is_offered(one, tried)) for one, was in zip(pool, asked, strict=True) if was]
    here = [hit for one, hit in hits if one.confidence < tried.nearly + STEP]
    return share(asked), share([hit for _, hit in hits]) if hits else None, share(here) if here else None


def _asked(pool: Sequence[Judged], tried: Thresholds) -> list[bool]:
    return [_verdict(one, tried) == gate.NEARLY for one in pool]


def _verdict(one: Judged, tried: Thresholds) -> str:
    return gate.judge(one.ranking, tried, noise=one.said.whole.noise)


def _is_offered(one: Judged, tried: Thresholds) -> bool:
    return one.row.intent in gate.candidates(one.ranking, tried)
