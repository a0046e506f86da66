"""From judged sentences to what the page shows: confusions, misses, and thresholds that might have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.gate import OUT_OF_SCOPE
from bot.report.figures import Judged, felt_weights
from bot.report.measures import Bin, reliability, share
from bot.report.page import Confusion
from bot.report.sets import Place

SHOWN = 20
"""How many confusions and misses the page shows."""
STEPS = [step / 20 for step in range(6, 18)]
"""Values of `sure` to compare."""


def worst(judged: Sequence[Judged]) -> list[Confusion]:
    """The commonest mistakes of intent, each with its first sentence."""
    return _commonest([(*pair, one.row.text) for pair, one in zip(pairs(judged), judged, strict=True)])


def worst_felt(judged: Sequence[Judged]) -> list[Confusion]:
    """The commonest mistakes of emotion."""
    return _commonest([(*pair, one.row.text) for pair, one in zip(felt(judged), judged, strict=True)])


def _commonest(read: Sequence[tuple[str, str, str]]) -> list[Confusion]:
    mistakes: dict[tuple[str, str], list[str]] = {}
    for meant, found, text in read:
        if meant != found:
            mistakes.setdefault((meant, found), []).append(text)
    ordered = sorted(mistakes.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(meant, found, len(texts), texts[0]) for (meant, found), texts in ordered[:SHOWN]]


def missed(judged: Sequence[Judged]) -> list[tuple[str, str, str]]:
    """Sentences whose entities were not all found, or more than they hold: what was meant and what was found."""
    found = [(one, {(e["entity"], e["start"], e["end"]) for e in one.said.whole.entities}) for one in judged]
    return [
        (one.row.text, _named(one, one.row.entities - places), _named(one, places - one.row.entities))
        for one, places in found
        if places != one.row.entities
    ][:SHOWN]


def _named(one: Judged, places: AbstractSet[Place]) -> str:
    return ", ".join(f"{kind}: {one.row.text[start:end]}" for kind, start, end in sorted(places))


def choices(judged: Mapping[str, Sequence[Judged]], lead: float) -> tuple[list[str], list[list[float]]]:
    """For each value of `sure`: the share answered and answered wrongly of each set that has intents or none."""
    intended = [name for name in ("bitext", "korean", "english") if name in judged]
    outside = [name for name in ("clinc", "smalltalk") if name in judged]
    header = ["sure", *(f"{name} {what}" for name in intended for what in ("answered", "wrong"))]
    header += [f"{name} answered" for name in outside]
    return header, [[sure, *_chosen(judged, intended, outside, sure, lead)] for sure in STEPS]


def _chosen(
    judged: Mapping[str, Sequence[Judged]],
    intended: Sequence[str],
    outside: Sequence[str],
    sure: float,
    lead: float,
) -> list[float]:
    shares = []
    for name in (*intended, *outside):
        given = [_would_answer(one, sure, lead) for one in judged[name]]
        shares.append(share(given))
        if name in intended:
            shares.append(share([gave and not one.right for gave, one in zip(given, judged[name], strict=True)]))
    return shares


def _would_answer(one: Judged, sure: float, lead: float) -> bool:
    return one.confidence >= sure and one.lead >= lead and one.found != OUT_OF_SCOPE and not one.said.whole.noise


def pairs(judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """Meant and understood intents."""
    return [(one.row.intent or "", one.found) for one in judged]


def felt(judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """Meant and understood emotions."""
    return [(one.row.emotion or "", str(one.said.whole.emotion["label"])) for one in judged]


def honesty(judged: Mapping[str, Sequence[Judged]]) -> dict[str, list[Bin]]:
    """For each set of feelings how often what was called negative was."""
    titles = {"emotion": "own chat sentences", "airline": "airline tweets", "nsmc": "NSMC reviews"}
    return {
        title: reliability(
            [one.negative for one in judged[name]],
            [bool(one.row.negative) for one in judged[name]],
            felt_weights(name, judged[name]),
        )
        for name, title in titles.items()
        if name in judged
    }
