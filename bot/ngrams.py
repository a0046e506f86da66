"""TF-IDF of character and word n-grams, small and quick enough for one message at a time.

Hangul is read a second time letter by letter: a particle, an ending or a typo changes one letter (jamo), where a
syllable as a whole would be another one.

Kept as a JSON list and an array, so that a model holds no pickled code.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

CHARS = range(2, 6)
"""Lengths of character n-grams, taken inside word borders."""
JAMO = range(3, 7)
"""Lengths of n-grams of Hangul letters, inside word borders too: one to two syllables."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")
_HANGUL = re.compile(r"[가-힣]")

Row = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Columns and values of one text."""
Blocks = Sequence[Counter[str]]
"""How often a text holds each n-gram, kind by kind."""


def terms(text: str, *, jamo: bool = False) -> list[Counter[str]]:
    """Blocks of n-grams of a text: characters, words and, if wanted, jamo. Every number counts as the same one."""
    words = _WORD.findall(_DIGITS.sub("0", text.lower()))
    pairs = [f"w{a} {b}" for a, b in pairwise(words)]
    blocks = [_pieces("c", words, CHARS), Counter([f"w{word}" for word in words] + pairs)]
    if jamo:
        letters = [unicodedata.normalize("NFD", word) for word in words if _HANGUL.search(word)]
        blocks.append(_pieces("j", letters, JAMO))
    return blocks


def _pieces(kind: str, words: Iterable[str], lengths: range) -> Counter[str]:
    framed = [f" {word} " for word in words]
    return Counter([f"{kind}{w[i : i + n]}" for w in framed for n in lengths for i in range(len(w) - n + 1)])


@dataclass(frozen=True)
class Ngrams:
    """Columns and weights learnt from the training texts."""

    columns: dict[str, int]
    idf: npt.NDArray[np.float32]
    jamo: bool = False
    """Whether Hangul is read letter by letter as well."""

    @classmethod
    def learn(cls, texts: Iterable[str], *, at_least: int, jamo: bool = False) -> Ngrams:
        """Keeps the n-grams that `at_least` so many texts hold."""
        return cls._learn([terms(text, jamo=jamo) for text in texts], at_least, jamo)

    @classmethod
    def learn_matrix(cls, texts: Iterable[str], *, at_least: int, jamo: bool = False) -> tuple[Ngrams, csr_matrix]:
        """The n-grams of the texts and the rows of these texts, which are taken apart only once."""
        told = [terms(text, jamo=jamo) for text in texts]
        ngrams = cls._learn(told, at_least, jamo)
        return ngrams, ngrams._matrix(told)

    @classmethod
    def _learn(cls, told: Sequence[Blocks], at_least: int, jamo: bool) -> Ngrams:
        """Smoothed idf: ln((1 + n) / (1 + df)) + 1. No n-gram is in two blocks: its first letter tells them apart."""
        held = Counter(name for blocks in told for block in blocks for name in block)
        names = sorted(name for name, df in held.items() if df >= at_least)
        idf = [math.log((1 + len(told)) / (1 + held[name])) + 1 for name in names]
        return cls({name: i for i, name in enumerate(names)}, np.array(idf, dtype=np.float32), jamo)

    def row(self, text: str) -> Row:
        """One text: each of its blocks has length one."""
        return self._row(terms(text, jamo=self.jamo))

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One sparse row a text."""
        return self._matrix([terms(text, jamo=self.jamo) for text in texts])

    def _matrix(self, told: Sequence[Blocks]) -> csr_matrix:
        if not told:
            return csr_matrix((0, len(self.columns)), dtype=np.float32)
        rows = [self._row(blocks) for blocks in told]
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        data = np.concatenate([values for _, values in rows])
        return csr_matrix((data, np.concatenate([c for c, _ in rows]), ends), shape=(len(rows), len(self.columns)))

    def _row(self, blocks: Blocks) -> Row:
        parts = [self._block(counts) for counts in blocks]
        return np.concatenate([columns for columns, _ in parts]), np.concatenate([values for _, values in parts])

    def _block(self, counts: Counter[str]) -> Row:
        known = [(self.columns[name], count) for name, count in counts.items() if name in self.columns]
        columns = np.array([column for column, _ in known], dtype=np.int64)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self.idf[columns]
        length = float(np.linalg.norm(values))
        return columns, (values / length if length else values).astype(np.float32)
