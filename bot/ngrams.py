"""TF-IDF of character and word n-grams, small and quick enough for one message at a time.

Kept as a JSON list and an array, so that a model holds no pickled code.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

CHARS = range(2, 6)
"""Lengths of character n-grams, taken inside word borders."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")

Row = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Columns and values of one text."""


def terms(text: str) -> tuple[Counter[str], Counter[str]]:
    """Character and word n-grams of a text; every number counts as the same one."""
    words = _WORD.findall(_DIGITS.sub("0", text.lower()))
    chars: Counter[str] = Counter()
    for word in words:
        framed = f" {word} "
        chars.update(f"c{framed[i : i + n]}" for n in CHARS for i in range(len(framed) - n + 1))
    pairs = [f"w{a} {b}" for a, b in pairwise(words)]
    return chars, Counter([f"w{word}" for word in words] + pairs)


@dataclass(frozen=True)
class Ngrams:
    """Columns and weights learnt from the training texts."""

    columns: dict[str, int]
    idf: npt.NDArray[np.float32]

    @classmethod
    def learn(cls, texts: Iterable[str], *, at_least: int) -> Ngrams:
        """Keeps the n-grams that `at_least` so many texts hold. Smoothed idf: ln((1 + n) / (1 + df)) + 1."""
        held: Counter[str] = Counter()
        n = 0
        for n, text in enumerate(texts, 1):  # noqa: B007 - the count is needed after the loop
            chars, words = terms(text)
            held.update(chars.keys() | words.keys())
        names = sorted(name for name, df in held.items() if df >= at_least)
        idf = [math.log((1 + n) / (1 + held[name])) + 1 for name in names]
        return cls({name: i for i, name in enumerate(names)}, np.array(idf, dtype=np.float32))

    def row(self, text: str) -> Row:
        """One text: each of the two blocks has length one."""
        blocks = [self._block(counts) for counts in terms(text)]
        return np.concatenate([b[0] for b in blocks]), np.concatenate([b[1] for b in blocks])

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One sparse row a text."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        if not rows:
            return csr_matrix((0, len(self.columns)), dtype=np.float32)
        data = np.concatenate([values for _, values in rows])
        return csr_matrix((data, np.concatenate([c for c, _ in rows]), ends), shape=(len(rows), len(self.columns)))

    def _block(self, counts: Counter[str]) -> Row:
        known = [(self.columns[name], count) for name, count in counts.items() if name in self.columns]
        columns = np.array([column for column, _ in known], dtype=np.int64)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self.idf[columns]
        length = float(np.linalg.norm(values))
        return columns, (values / length if length else values).astype(np.float32)
