"""Trends: topics by day against their own weekly rhythm, and rises that are more than chance.

What a day should bring: the weekdays of the eight weeks before it give the rhythm, the last weeks the level; days of a
rise count for neither. Counts spread wider than Poisson's (quasi-Poisson, dispersion from Pearson's chi-square). A rise
is flagged where the CUSUM of log likelihood ratios against RISE times as much passes its threshold (Lucas 1985; Höhle
and Paul 2008) and q, its probability beside those of all topics that day (Benjamini and Hochberg 1995), another one.
The CUSUM chose where the run begins, and it is looked at every day: q is a threshold and promises no rate of false
alarms. How often it errs was measured on planted histories.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.special import betainc, gammainc
from scipy.stats import nbinom, poisson

from escalation.insight.shrinkage import Floats

WEEKS = 8
SETTLED = 28
"""Days since its first contact that a topic must have behind it: before, nothing is expected of it and no rise told."""
RISE = 2.0
THRESHOLD = 4.0
"""Of the CUSUM; without any rise it is passed less often than every e^4 = 55 days, and what passes is judged again."""
MOST_Q = 0.002
"""A threshold that was tried, no rate that is kept."""
LEAST = 6
"""Contacts of a rise; fewer are no incident, however rare they were."""
OVER, QUIET = 1.25, 2
"""Times the usual: so many days below it end a rise."""
LONGEST = 21
"""Days; what stays that long is the topic's new rhythm."""
HALF_LIFE = 14.0
"""Days after which a day counts half for the level."""
BAND = (0.025, 0.975)
LEVEL_WEIGHT = 1.0
"""Weeks that the level of all weekdays counts for in that of one."""


@dataclass(slots=True)
class _Topic:
    """What is known of a topic while its days go by."""

    counts: Floats
    begins: int  # the day of its first contact
    rising: set[int] = field(default_factory=set)
    cusum: float = 0.0
    run: list[int] = field(default_factory=list)
    flagged: dict[str, Any] | None = None
    quiet: int = 0  # days in a row that were nearly as usual
    days: list[dict[str, Any]] = field(default_factory=list)
    rises: list[dict[str, Any]] = field(default_factory=list)
    dispersion: float | None = None


@dataclass(frozen=True, slots=True)
class _Expected:
    mean: float
    dispersion: float  # of a new day: that of the counts and what the mean itself may be off by
    spread: float  # of the counts alone


def trends(first: str, counts: dict[str, list[int]], since: str) -> list[dict[str, Any]]:
    """For each topic its `dispersion`, its `days` from `since` on (count, expected, 95 % band) and its `rises` (from,
    flagged, factor, p, q) that were flagged since then. What nobody can expect yet of a new topic is None.

    `counts` are contacts a day, from the day `first` on, as many for every topic, whole days only; `since` is a day
    among them.
    """
    begins = date.fromisoformat(first)
    topics = {name: _topic(series) for name, series in sorted(counts.items())}
    length = max((len(topic.counts) for topic in topics.values()), default=0)
    for day in range(length):
        settled = {name: topic for name, topic in topics.items() if _pass(topic, day)}
        chances = {name: _chance(topic) for name, topic in settled.items()}
        found = adjusted(list(chances.values()))
        for (name, p), q in zip(chances.items(), found, strict=True):
            _judge(topics[name], day, p, q)
    from_day = (date.fromisoformat(since) - begins).days
    return [_shown(name, topic, begins, from_day) for name, topic in topics.items()]


def _topic(series: Sequence[int]) -> _Topic:
    counts = np.asarray(series, float)
    came = np.flatnonzero(counts)
    return _Topic(counts, int(came[0]) if len(came) else len(counts))


def _expected(topic: _Topic, day: int) -> _Expected | None:
    """What a day should bring, from the eight weeks before it, but not from before the topic's first contact; None
    where it has not settled, or a rise left no week of them."""
    past = np.array([each for each in range(max(topic.begins, day - 7 * WEEKS), day) if each not in topic.rising], int)
    if day - topic.begins < SETTLED or len(past) < 7:
        return None
    seen, weekdays = topic.counts[past], past % 7
    level = max(seen.mean(), 0.02)
    times = np.bincount(weekdays, minlength=7)
    rhythm = (np.bincount(weekdays, seen, 7) / level + LEVEL_WEIGHT) / (times + LEVEL_WEIGHT)
    weights = 0.5 ** ((day - past) / HALF_LIFE)
    now = max(0.02, float((weights * seen).sum() / (weights * rhythm[weekdays]).sum()))
    fitted = np.maximum(level * rhythm[weekdays], 0.05)
    freedom = max(1, len(past) - 7)
    spread = max(1.0, float(((seen - fitted) ** 2 / fitted).sum() / freedom)) if len(past) >= SETTLED else 2.0
    off = 1 / (times[day % 7] + LEVEL_WEIGHT) + float((weights**2).sum() / weights.sum() ** 2)
    return _Expected(max(0.05, now * float(rhythm[day % 7])), spread * (1 + off), spread)


def _pass(topic: _Topic, day: int) -> bool:
    """One more day; whether it can be judged. A day of which nothing can be expected goes into no run."""
    ahead, count = _expected(topic, day), float(topic.counts[day])
    if ahead is None:
        topic.days.append({"count": int(count), "expected": None, "dispersion": None})
        return False
    topic.dispersion = ahead.spread
    topic.days.append({"count": int(count), "expected": ahead.mean, "dispersion": ahead.dispersion})
    step = (count * np.log(RISE) - ahead.mean * (RISE - 1)) / ahead.dispersion
    topic.cusum = max(0.0, topic.cusum + step)
    topic.run = [] if topic.cusum == 0.0 and topic.flagged is None else [*topic.run, day]
    return True


def _chance(topic: _Topic) -> float:
    """P of as many contacts or more in the days of the run, were it fixed beforehand and no rise; 1 without a run."""
    if not topic.run:
        return 1.0
    seen = sum(topic.counts[day] for day in topic.run)
    mean = sum(topic.days[day]["expected"] for day in topic.run)
    return max(1e-12, _tail(seen, mean, topic.days[-1]["dispersion"]))


def _judge(topic: _Topic, day: int, p: float, q: float) -> None:
    """A run that passed all thresholds is a rise, once; while it lasts its factor is kept up."""
    if topic.flagged is None:
        seen = sum(topic.counts[each] for each in topic.run)
        if topic.cusum < THRESHOLD or q > MOST_Q or seen < LEAST:
            return
        topic.flagged = {"from": topic.run[0], "flagged": day, "p": p, "q": q, "factor": 1.0}
        topic.rises.append(topic.flagged)
        topic.rising.update(topic.run)
    mean = sum(topic.days[each]["expected"] for each in topic.run)
    topic.flagged["factor"] = float(sum(topic.counts[each] for each in topic.run) / mean)
    topic.rising.add(day)
    topic.quiet = topic.quiet + 1 if topic.counts[day] < topic.days[day]["expected"] * OVER else 0
    if topic.quiet >= QUIET or len(topic.run) > LONGEST:
        _settle(topic)


def _settle(topic: _Topic) -> None:
    """The rise is over. What was still there after three weeks is rhythm from now on."""
    if len(topic.run) > LONGEST:
        topic.rising.clear()
    topic.cusum, topic.run, topic.flagged, topic.quiet = 0.0, [], None, 0


def adjusted(chances: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's q values: the false discovery rate at which each would pass, were it of a test chosen
    beforehand."""
    order = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    found, least = [1.0] * len(chances), 1.0
    for below, place in enumerate(order):
        least = min(least, chances[place] * len(chances) / (len(chances) - below))
        found[place] = least
    return found


def _tail(seen: float, mean: float, dispersion: float) -> float:
    """P(as many or more) of counts with `mean` and variance dispersion x mean."""
    if seen <= 0:
        return 1.0
    if dispersion <= 1 + 1e-9:
        return float(gammainc(seen, mean))
    return float(betainc(seen, mean / (dispersion - 1), 1 - 1 / dispersion))


def _bands(days: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """95 % of days lie in them. Of days of which something is expected."""
    mean = np.array([day["expected"] for day in days])
    dispersion = np.maximum(np.array([day["dispersion"] for day in days]), 1.0)
    wider = np.maximum(dispersion, 1 + 1e-6)
    edges = [
        np.where(dispersion > 1 + 1e-6, nbinom.ppf(edge, mean / (wider - 1), 1 / wider), poisson.ppf(edge, mean))
        for edge in BAND
    ]
    return [(float(low), float(high)) for low, high in zip(*edges, strict=True)]


def _shown(name: str, topic: _Topic, begins: date, since: int) -> dict[str, Any]:
    def day_of(place: int) -> str:
        return (begins + timedelta(days=place)).isoformat()

    kept = topic.days[max(0, since) :]
    bands = iter(_bands([day for day in kept if day["expected"] is not None]))
    days = [
        {"day": day_of(max(0, since) + place), "count": day["count"], **_usual(day["expected"], bands)}
        for place, day in enumerate(kept)
    ]
    rises = [
        {
            "from": day_of(rise["from"]),
            "flagged": day_of(rise["flagged"]),
            "factor": round(rise["factor"], 2),
            "p": float(f"{rise['p']:.3g}"),
            "q": float(f"{rise['q']:.3g}"),
        }
        for rise in topic.rises
        if rise["flagged"] >= since
    ]
    dispersion = None if topic.dispersion is None else round(topic.dispersion, 2)
    return {"topic": name, "dispersion": dispersion, "days": days, "rises": rises}


def _usual(expected: float | None, bands: Iterator[tuple[float, float]]) -> dict[str, float | None]:
    """What is drawn behind a day; `bands` gives one for each day of which something is expected."""
    if expected is None:
        return {"expected": None, "low": None, "high": None}
    low, high = next(bands)
    return {"expected": round(expected, 2), "low": low, "high": high}
