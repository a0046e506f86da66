"""From judged sentences to what the page shows: confusions and misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.report.judged import Judged
from bot.report.measures import Bin, balanced, reliability
from bot.report.page import Confusion
from bot.report.sets import Place

SHOWN = 20
"""How many confusions and misses the page shows."""


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
    return [
        (one.row.text, _named(one, one.row.entities - one.places), _named(one, one.places - one.row.entities))
        for one in judged
        if one.places != one.row.entities
    ][:SHOWN]


def astray(judged: Sequence[Judged]) -> list[tuple[str, str, str]]:
    """Questions answered from an article that does not answer them: which would, and which was given."""
    return [
        (one.row.text, ", ".join(one.row.articles or {}), ", ".join(sorted(one.articles)))
        for one in judged
        if one.led_astray
    ][:SHOWN]


def _named(one: Judged, places: AbstractSet[Place]) -> str:
    return ", ".join(f"{kind}: {one.row.text[start:end]}" for kind, start, end in sorted(places))


def pairs(judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """Meant and understood intents."""
    return [(one.row.intent or "", one.found) for one in judged]


def felt(judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """Meant and understood emotions."""
    return [(one.row.emotion or "", str(one.said.whole.emotion["label"])) for one in judged]


def honesty(judged: Mapping[str, Sequence[Judged]]) -> dict[str, list[Bin]]:
    """For each set of feelings how often what was called negative was, as if half of its rows were."""
    titles = {"emotion": "own chat sentences", "airline": "airline tweets", "nsmc": "NSMC reviews"}
    return {title: _honesty(judged[name]) for name, title in titles.items() if name in judged}


def _honesty(judged: Sequence[Judged]) -> list[Bin]:
    truth = [bool(one.row.negative) for one in judged]
    return reliability([one.negative for one in judged], truth, balanced(truth))
