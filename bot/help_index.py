"""What a question is looked up in: the vectors of the articles' questions, headings and sentences. Numbers only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.help_articles import LANGUAGES, Article, Passage

Vectors = npt.NDArray[np.float32]

_VECTORS, _PASSAGES = "vectors.npz", "passages.json"
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
_STEP = re.compile(r"^\d+\. ")
_SHORTEST = 9
"""Characters a sentence must have to be a key: shorter ones are near to anything."""


@dataclass(frozen=True)
class Found:
    """The passage nearest to a message, in both languages. `score`: cosine, from -1 to 1."""

    article: str
    score: float
    passages: dict[str, Passage]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class HelpIndex:
    """Keys (rows of length one) and the passage each leads to."""

    def __init__(self, vectors: Vectors, owners: npt.NDArray[np.int32], passages: Sequence[dict[str, Any]]) -> None:
        self._vectors = vectors
        self._owners = owners
        self._passages = passages

    @classmethod
    def of(cls, articles: Sequence[Article], encode: Callable[[Sequence[str]], Vectors]) -> HelpIndex:
        """The index of these articles; an empty one finds nothing."""
        keys: list[str] = []
        owners: list[int] = []
        passages: list[dict[str, Any]] = []
        for article in articles:
            for place in range(len(article.passages[LANGUAGES[0]])):
                told = {language: asdict(article.passages[language][place]) for language in LANGUAGES}
                found = list(_keys(article, place))
                keys += found
                owners += [len(passages)] * len(found)
                passages.append({"article": article.name, "passages": told})
        return cls(encode(keys), np.array(owners, dtype=np.int32), passages)

    def nearest(self, vector: Vectors) -> Found | None:
        """The nearest passage, however far; None where there are no articles."""
        if not len(self._owners):
            return None
        scores = self._vectors @ vector
        best = int(np.argmax(scores))
        told = self._passages[self._owners[best]]
        passages = {language: Passage(**passage) for language, passage in told["passages"].items()}
        return Found(told["article"], round(float(scores[best]), 4), passages)

    def write(self, folder: Path) -> None:
        np.savez(folder / _VECTORS, vectors=self._vectors, owners=self._owners)
        (folder / _PASSAGES).write_text(json.dumps(self._passages, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> HelpIndex:
        with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
            vectors, owners = arrays["vectors"], arrays["owners"]
        return cls(vectors, owners, json.loads((folder / _PASSAGES).read_text("utf-8")))


def _keys(article: Article, place: int) -> Iterator[str]:
    """What leads to a passage: its heading and its sentences; to the first one the article's questions too."""
    for language in LANGUAGES:
        passage = article.passages[language][place]
        yield passage.title
        yield from article.questions[language] if place == 0 else ()
        sentences = (_STEP.sub("", sentence) for sentence in _SENTENCE.split(passage.text))
        yield from (sentence for sentence in sentences if len(sentence) >= _SHORTEST)
