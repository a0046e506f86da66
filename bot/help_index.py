"""What a question is looked up in: the questions, headings and sentences of the articles, as vectors and n-grams."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.help_articles import LANGUAGES, Article, Passage
from bot.ngrams import Ngrams, terms
from bot.text import normalise

Vectors = npt.NDArray[np.float32]
Owners = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

NGRAMS = 0.3
"""The share of common n-grams in how near a key is; the rest is the cosine."""
WHOLE = 1.2
"""The weight of the words shared with a whole passage beside the keys."""
BEST_KEYS = 2

_VECTORS, _PASSAGES = "vectors.npz", "passages.json"
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
_STEP = re.compile(r"^\d+\. ")
_SHORTEST = 9
"""Characters a sentence must have to be a key: shorter ones are near to anything."""


@dataclass(frozen=True)
class Found:
    """The passage that answers best, in both languages. `score`: from 0 to 1, see HelpIndex.

    `cosine`: of the article's nearest key. `intent`: whose fixed answer the article holds. `place`: the first passage
    says no more than that answer.
    """

    article: str
    score: float
    passages: dict[str, Passage]
    cosine: float = 0.0
    intent: str | None = None
    place: int = 0

    def as_json(self) -> dict[str, Any]:
        told = {language: {"title": p.title, "text": p.text} for language, p in self.passages.items()}
        return {"article": self.article, "score": self.score, "passages": told}


class HelpIndex:
    """Keys (texts, and vectors of length one) and the passage each leads to.

    An article is as near as the mean of its two best keys (cosine and shared n-grams) and, beside it, the words shared
    with one of its passages as a whole: a rare word deep in a passage counts there. The sum is scaled to 0 to 1.
    """

    def __init__(
        self, vectors: Vectors, texts: Sequence[str], owners: Owners, passages: Sequence[dict[str, Any]]
    ) -> None:
        self._vectors = vectors
        self._texts = list(texts)
        self._owners = owners
        self._passages = passages
        self._keys = [np.flatnonzero(owners == i) for i in range(len(passages))]
        self._ngrams, self._rows = _learnt(self._texts)
        self._words, self._wholes = _learnt([" ".join(self._texts[k] for k in mine) for mine in self._keys])
        articles = np.array([told["article"] for told in passages])
        self._places = [np.flatnonzero(articles == name) for name in dict.fromkeys(articles.tolist())]
        self.intents = frozenset(str(told["intent"]) for told in passages if told["intent"])
        """Those that an article answers."""

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
        return cls(encode(keys), [normalise(key) for key in keys], np.array(owners, dtype=np.int32), passages)

    def nearest(self, reading: str, vector: Vectors) -> Found | None:
        """The best passage, however far; None where there are no articles."""
        if not len(self._owners):
            return None
        cosines = self._vectors @ vector
        shared = _shares(self._rows, self._ngrams, reading)
        keys = (1 - NGRAMS) * cosines + NGRAMS * shared
        wholes = WHOLE * _shares(self._wholes, self._words, reading)
        score, which = max((self._score(places, keys, wholes), i) for i, places in enumerate(self._places))
        places = self._places[which]
        best = max(places, key=lambda place: float(keys[self._keys[place]].max() + wholes[place]))
        cosine = float(cosines[self._of(places)].max())
        return self._found(int(best), max(0.0, score / (1 + WHOLE)), cosine)

    def _of(self, places: Places) -> Places:
        return np.concatenate([self._keys[place] for place in places])

    def _score(self, places: Places, keys: Scores, wholes: Scores) -> float:
        return float(np.sort(keys[self._of(places)])[-BEST_KEYS:].mean() + wholes[places].max())

    def _found(self, which: int, score: float, cosine: float) -> Found:
        told = self._passages[which]
        passages = {language: Passage(**passage) for language, passage in told["passages"].items()}
        return Found(
            told["article"], round(score, 4), passages, round(cosine, 4), intent=told["intent"], place=told["place"]
        )

    def write(self, folder: Path) -> None:
        np.savez(folder / _VECTORS, vectors=self._vectors, owners=self._owners)
        kept = {"texts": self._texts, "passages": self._passages}
        (folder / _PASSAGES).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> HelpIndex:
        with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
            vectors, owners = arrays["vectors"], arrays["owners"]
        kept = json.loads((folder / _PASSAGES).read_text("utf-8"))
        return cls(vectors, kept["texts"], owners, kept["passages"])


def _learnt(texts: Sequence[str]) -> tuple[Ngrams, csr_matrix]:
    ngrams = Ngrams.learn(texts, at_least=1, jamo=True)
    return ngrams, ngrams.matrix(texts)


def _shares(rows: csr_matrix, ngrams: Ngrams, reading: str) -> Scores:
    columns, values = ngrams.row(reading)
    weights = np.zeros(len(ngrams.columns), dtype=np.float32)
    weights[columns] = values
    shared: Scores = rows @ weights
    return shared / max(1, sum(map(bool, terms(reading, jamo=True))))


def _told(article: Article, place: int) -> dict[str, Any]:
    passages = {language: article.passages[language][place] for language in LANGUAGES}
    words = {language: {"title": passage.title, "text": passage.text} for language, passage in passages.items()}
    intent = article.intent if article.answer else None
    return {"article": article.name, "intent": intent, "place": place, "passages": words}


def _keys(article: Article, place: int) -> Iterator[str]:
    """What leads to a passage: its heading, its questions and its sentences; the article's own lead to the first."""
    for language in LANGUAGES:
        passage = article.passages[language][place]
        yield passage.title
        yield from article.questions[language] if place == 0 else ()
        yield from passage.questions
        sentences = (_STEP.sub("", sentence) for sentence in _SENTENCE.split(passage.text))
        yield from (sentence for sentence in sentences if len(sentence) >= _SHORTEST)
