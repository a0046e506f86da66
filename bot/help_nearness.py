"""How near a question is to each article of the help centre. Numbers only."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.ngrams import Ngrams

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

NGRAMS = 0.3
"""The share of common n-grams in how near a key is; the rest is the cosine."""
WHOLE = 2.0
"""The weight of the words shared with a whole passage beside the keys."""
BEST_KEYS = 2
CROWD = 100
"""As many keys of its language tell how near a text is to what is near to it anyway."""
IMAGINED, MEAN, DEVIATION = 10, 0.33, 0.14
"""A shop with few articles is judged as if so many questions had come so near to each of them."""

_HANGUL = re.compile("[가-힣]")


class Nearness:
    """Keys, each of a passage (`owners`), each of an article (`articles`, a number a passage); all ascending.

    An article is as near as the mean of its two best keys (cosine and shared n-grams) and, beside it, the words shared
    with one of its passages as a whole: a rare word deep in a passage counts there. What counts is by how many
    deviations that is more than questions of other articles have, language by language (`usual`): some articles are
    near to anything, and in Korean fewer words are shared.
    """

    def __init__(
        self, vectors: Floats, texts: Sequence[str], owners: Places, articles: Places, usual: Floats | None = None
    ) -> None:
        self._vectors = vectors
        self._mine = [np.flatnonzero(owners == passage) for passage in range(len(articles))]
        self._firsts = np.flatnonzero(np.diff(articles, prepend=-1))
        self._table = _table(articles[owners], len(self._firsts))
        self._ngrams = Ngrams.learn(texts, at_least=1, jamo=True)
        wholes = [" ".join(texts[key] for key in mine) for mine in self._mine]
        self._postings = self._ngrams.matrix([*texts, *wholes]).T.tocsr()
        self._korean = np.array([_is_korean(text) for text in texts])
        self.usual = self._usually(texts, articles[owners]) if usual is None else usual
        """Mean and deviation of each article's sum, for questions without Hangul and with it."""

    def of(self, reading: str, vector: Floats) -> tuple[Floats, Floats, Floats]:
        """The deviations of each article, how near each passage is, and the best cosine of each article."""
        cosines = self._vectors @ vector
        keys, wholes = self._parts(reading, cosines)
        mean, deviation = self.usual[int(_is_korean(reading))]
        passages = np.array([keys[mine].max() for mine in self._mine], dtype=np.float32) + wholes
        return (
            (self._sums(keys, wholes) - mean) / deviation,
            passages,
            np.append(cosines, -1.0)[self._table].max(axis=1),
        )

    def crowd(self, reading: str, vector: Floats) -> tuple[float, float]:
        """Mean and deviation of the cosines of the keys of the text's language that are nearest to it.

        Some texts are near to anything: by how many of these deviations two of them are nearer to each other tells
        more than their cosine (symmetric score normalisation, as of voices in Shum and others, Odyssey 2010).
        """
        cosines = (self._vectors @ vector)[self._korean == _is_korean(reading)]
        nearest = np.sort(cosines)[-CROWD:]
        return float(nearest.mean()), float(nearest.std())

    def _parts(self, reading: str, cosines: Floats) -> tuple[Floats, Floats]:
        """How near each key is, and what is shared with each passage as a whole.

        Each block of n-grams has length one: characters, words and, in Korean, letters.
        """
        columns, values = self._ngrams.row(reading)
        shared = values @ self._postings[columns] / (3 if _is_korean(reading) else 2)
        keys = (1 - NGRAMS) * cosines + NGRAMS * shared[: len(cosines)]
        return keys, WHOLE * shared[len(cosines) :]

    def _sums(self, keys: Floats, wholes: Floats) -> Floats:
        held = np.append(keys, -1.0)[self._table]
        best = np.partition(held, -BEST_KEYS, axis=1)[:, -BEST_KEYS:].mean(axis=1)
        sums: Floats = best + np.maximum.reduceat(wholes, self._firsts)
        return sums

    def _usually(self, texts: Sequence[str], article_of: Places) -> Floats:
        """Asks every key, of the articles that it does not belong to."""
        cosines = self._vectors @ self._vectors.T
        sums = np.array([self._sums(*self._parts(text, cosines[key])) for key, text in enumerate(texts)])
        others = article_of[:, None] != np.arange(len(self._firsts))
        spreads = [_spread(sums, others & (self._korean == told)[:, None]) for told in (False, True)]
        return np.array(spreads, dtype=np.float32)


def _spread(sums: Floats, counted: npt.NDArray[np.bool_]) -> Floats:
    """Mean and deviation of each column's counted rows, and of the imagined ones with them."""
    n = counted.sum(axis=0) + IMAGINED
    mean = (np.where(counted, sums, 0.0).sum(axis=0) + IMAGINED * MEAN) / n
    apart = np.where(counted, (sums - mean) ** 2, 0.0).sum(axis=0)
    return np.array([mean, np.sqrt((apart + IMAGINED * (DEVIATION**2 + (mean - MEAN) ** 2)) / n)])


def _table(article_of: Places, articles: int) -> Places:
    """The keys of each article, a row each, filled up with the place behind the last key."""
    mine = [np.flatnonzero(article_of == article) for article in range(articles)]
    table = np.full((articles, max(map(len, mine))), len(article_of))
    for row, keys in zip(table, mine, strict=True):
        row[: len(keys)] = keys
    return table


def _is_korean(text: str) -> bool:
    return _HANGUL.search(text) is not None
