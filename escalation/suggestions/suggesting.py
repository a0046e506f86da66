"""Suggesting: which passages and earlier replies are near enough to be put before an agent, and in which order.

A bad suggestion is worse than none. The thresholds were chosen on tests/nlu/suggestions.jsonl and tests/nlu/help.jsonl
and are shared with the test that measures them (tests/contracts/suggestions.json).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 3
MOST_RESOLVED = 2
"""Beside the help centre."""
SURE = 0.5
NEAR_HELP = 0.28
"""The assistant's score of a passage, from 0 to 1."""
SAME_ARTICLE = 0.1
"""More, where the article is the one of the intent that is likelier than not."""
NEAR_RESOLVED = {"ko": 4.9, "en": 4.5}
"""Deviations (`nearness`)."""
FULL_RESOLVED = 10.0
"""As many are a score of 1."""
SAME_INTENT = 1.0
"""Deviations that two questions of one intent are nearer."""
_HALF = 0.5

Parse = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Crowd:
    """How near a question is to what is near to it anyway: mean and deviation of cosines."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """A resolved question as it was found: its ticket's number, the reply, and how near it is."""

    number: int
    reply: str
    intent: str
    cosine: float
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score`: from .5, just near enough, to 1. `reference`: the article, or the number of the ticket."""

    source: str
    title: str
    text: str
    score: float
    reference: str

    def wire(self) -> dict[str, Any]:
        return {
            "id": f"{self.source}:{self.reference}",
            "source": self.source,
            "title": self.title,
            "text": self.text,
            "score": round(self.score, 3),
            "reference": self.reference,
        }


def crowd_of(parse: Parse) -> Crowd | None:
    """None where nothing is known of it, or where it says nothing."""
    crowd = parse.get("crowd")
    return Crowd(crowd["mean"], crowd["deviation"]) if crowd and crowd["deviation"] > 0 else None


def nearness(cosine: float, mine: Crowd, other: Crowd, *, same_intent: bool) -> float:
    """By how many deviations two questions are nearer to each other than each is to its crowd (symmetric score
    normalisation): some questions are near to anything, and a cosine alone says little about them."""
    above = ((cosine - mine.mean) / mine.deviation + (cosine - other.mean) / other.deviation) / 2
    return above + (SAME_INTENT if same_intent else 0.0)


def from_help(parse: Parse, language: str) -> list[Suggestion]:
    """The passage that is near enough; the second nearest hardly ever answers."""
    found = [(_help_score(parse, passage), passage) for passage in parse.get("help", ())]
    score, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or score < NEAR_HELP:
        return []
    told = best["passages"][language]
    return [Suggestion("help", told["title"], told["text"], _scaled(score, NEAR_HELP, 1.0), best["article"])]


def _help_score(parse: Parse, passage: Mapping[str, Any]) -> float:
    likely = parse["confidence"] >= SURE and parse["intent"] == passage["article"]
    return float(passage["score"]) + (SAME_ARTICLE if likely else 0.0)


def from_resolved(parse: Parse, earlier: Iterable[Earlier], language: str) -> list[Suggestion]:
    """The replies to the nearest questions that are near enough, each reply once."""
    crowd, least = crowd_of(parse), NEAR_RESOLVED[language]
    if crowd is None:
        return []
    judged = [(nearness(e.cosine, crowd, e.crowd, same_intent=e.intent == parse["intent"]), e) for e in earlier]
    near = sorted(((score, e) for score, e in judged if score >= least), key=lambda pair: -pair[0])
    told = {_plain(e.reply): (score, e) for score, e in reversed(near)}
    best = sorted(told.values(), key=lambda pair: -pair[0])[:MOST_RESOLVED]
    return [
        Suggestion("resolved", f"#{e.number}", e.reply, _scaled(score, least, FULL_RESOLVED), str(e.number))
        for score, e in best
    ]


def chosen(*kinds: Sequence[Suggestion]) -> list[Suggestion]:
    """At most three of all kinds, the best first."""
    return sorted((each for kind in kinds for each in kind), key=lambda each: -each.score)[:MOST]


def _scaled(score: float, least: float, full: float) -> float:
    return min(1.0, _HALF + (1 - _HALF) * (score - least) / (full - least))


def _plain(text: str) -> str:
    """Two replies that differ in signs and spaces only are one."""
    return "".join(sign for sign in text.lower() if sign.isalnum())
