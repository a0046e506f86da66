"""What a question is looked up in: the questions, headings and sentences of the articles, as vectors and n-grams."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.help_articles import LANGUAGES, Article, Passage
from bot.help_nearness import Nearness
from bot.text import normalise

Vectors = npt.NDArray[np.float32]
Owners = npt.NDArray[np.int64]

DEVIATIONS = 16.0
"""As many above the usual are a score of 1."""

_VECTORS, _PASSAGES = "vectors.npz", "passages.json"
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
_STEP = re.compile(r"^\d+\. ")
_SHORTEST = 9
"""Characters a sentence must have to be a key: shorter ones are near to anything."""


@dataclass(frozen=True)
class Found:
    """The passage that answers best, in both languages. `score`: from 0 to 1, in deviations (bot/help_nearness.py).

    `cosine`: of the article's nearest key. `intent`: what the article is about, where that is one of the taxonomy.
    `place`: the first passage says no more than a fixed answer to it. `lead`: by how much the score is more than that
    of the article of the intent that was understood; all of it where there is none.
    """

    article: str
    score: float
    passages: dict[str, Passage]
    cosine: float = 0.0
    intent: str | None = None
    place: int = 0
    lead: float = 0.0

    def as_json(self) -> dict[str, Any]:
        told = {language: {"title": p.title, "text": p.text} for language, p in self.passages.items()}
        return {"article": self.article, "score": self.score, "passages": told}


class HelpIndex:
    """The passages, and the keys that lead to them: texts, and vectors of length one."""

    def __init__(
        self,
        vectors: Vectors,
        texts: Sequence[str],
        owners: Owners,
        passages: Sequence[dict[str, Any]],
        usual: Vectors | None = None,
    ) -> None:
        self._vectors = vectors
        self._texts = list(texts)
        self._owners = owners
        self._passages = passages
        names = list(dict.fromkeys(told["article"] for told in passages))
        self._article_of = np.array([names.index(told["article"]) for told in passages], dtype=np.int64)
        self._nearness = Nearness(vectors, self._texts, owners, self._article_of, usual) if names else None
        self._about = {str(told["intent"]): names.index(told["article"]) for told in passages if told["intent"]}
        self.intents = frozenset(self._about)
        """Those that an article is about."""

    @classmethod
    def of(cls, articles: Sequence[Article], encode: Callable[[Sequence[str]], Vectors]) -> HelpIndex:
        """The index of these articles; an empty one finds nothing."""
        keys: list[str] = []
        owners: list[int] = []
        passages: list[dict[str, Any]] = []
        for article in articles:
            for place in range(len(article.passages[LANGUAGES[0]])):
                found = list(_keys(article, place))
                keys += found
                owners += [len(passages)] * len(found)
                passages.append(_told(article, place))
        return cls(encode(keys), [normalise(key) for key in keys], np.array(owners, dtype=np.int64), passages)

    def nearest(self, reading: str, vector: Vectors, understood: str | None = None) -> Found | None:
        """The best passage, however far; None where there are no articles. `understood`: the likeliest intent."""
        if self._nearness is None:
            return None
        measured = above, _, _ = self._nearness.of(reading, vector)
        article = int(above.argmax())
        own = self._about.get(understood) if understood else None
        lead = _score(above[article]) - (_score(above[own]) if own is not None else 0.0)
        return replace(self._best_of(article, *measured), lead=round(lead, 4))

    def ranked(self, reading: str, vector: Vectors, most: int) -> list[Found]:
        """The best passage of each of the `most` nearest articles, however far, the nearest first."""
        if self._nearness is None:
            return []
        measured = above, _, _ = self._nearness.of(reading, vector)
        return [self._best_of(int(article), *measured) for article in np.argsort(-above, kind="stable")[:most]]

    def crowd(self, reading: str, vector: Vectors) -> tuple[float, float] | None:
        """How near the text is to what is near to it anyway (bot/help_nearness.py); None without articles."""
        return self._nearness.crowd(reading, vector) if self._nearness else None

    def _best_of(self, article: int, above: Vectors, passages: Vectors, cosines: Vectors) -> Found:
        told = self._passages[int(np.where(self._article_of == article, passages, -np.inf).argmax())]
        return Found(
            told["article"],
            round(_score(above[article]), 4),
            {language: Passage(**passage) for language, passage in told["passages"].items()},
            round(float(cosines[article]), 4),
            intent=told["intent"],
            place=told["place"],
        )

    def write(self, folder: Path) -> None:
        usual = {"usual": self._nearness.usual} if self._nearness else {}
        np.savez(folder / _VECTORS, vectors=self._vectors, owners=self._owners, **usual)
        kept = {"texts": self._texts, "passages": self._passages}
        (folder / _PASSAGES).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> HelpIndex:
        with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
            vectors, owners, usual = arrays["vectors"], arrays["owners"], arrays.get("usual")
        kept = json.loads((folder / _PASSAGES).read_text("utf-8"))
        return cls(vectors, kept["texts"], owners, kept["passages"], usual)


def _score(above: np.float32) -> float:
    return min(1.0, max(0.0, float(above) / DEVIATIONS))


def _told(article: Article, place: int) -> dict[str, Any]:
    passages = {language: article.passages[language][place] for language in LANGUAGES}
    words = {language: {"title": passage.title, "text": passage.text} for language, passage in passages.items()}
    return {"article": article.name, "intent": article.intent, "place": place, "passages": words}


def _keys(article: Article, place: int) -> Iterator[str]:
    """What leads to a passage: its heading, its questions and its sentences; the article's own lead to the first."""
    for language in LANGUAGES:
        passage = article.passages[language][place]
        yield passage.title
        yield from article.questions[language] if place == 0 else ()
        yield from passage.questions
        sentences = (_STEP.sub("", sentence) for sentence in _SENTENCE.split(passage.text))
        yield from (sentence for sentence in sentences if len(sentence) >= _SHORTEST)
