"""The emotion head: which of six labels, and how likely the writer is unhappy."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.emotion_examples import Shade
from bot.emotion_layer import Examples, Layer
from bot.emotion_lexicon import Lexicon
from bot.encoder import Vectors, encode
from bot.text import normalise

VECTOR_SCALE, LEXICON_SCALE = 0.75, 0.18
"""Beside n-gram blocks of length one. The sentence vector tells topics better than feelings, so it weighs less."""
REQUEST = "request"
"""The shade of calm requests to a shop; it is neutral."""
REQUEST_NEGATIVE = 0.1
_ADDRESS = re.compile(r"(?<!\w)@\w+|https?://\S+|&\w+;")
_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class EmotionModel:
    """Replaceable: nothing else knows how `label` and `negative` come about."""

    labels: dict[str, str]
    """The label of each shade."""
    layer: Layer
    lexicon: Lexicon

    @classmethod
    def learn(cls, shades: Sequence[Shade], lexicon: Lexicon, calm: Sequence[str]) -> EmotionModel:
        """From the sentences of the shades, and `calm` requests to a shop beside them.

        Raises ValueError where a shade, or `calm`, has fewer sentences than are needed to hold some out.
        """
        told = [(s, shade.name) for shade in shades for listed in shade.sentences.values() for s in listed]
        told += [(text, REQUEST) for text in calm]
        texts, names = [normalise(text) for text, _ in told], [name for _, name in told]
        worth = {shade.name: shade.negative for shade in shades} | {REQUEST: REQUEST_NEGATIVE}
        beside = _beside(lexicon, texts, encode(texts))
        negative = np.array([worth[name] for name in names])
        layer = Layer.learn(Examples([bare(text) for text in texts], beside, names, negative))
        return cls({shade.name: shade.label for shade in shades} | {REQUEST: "neutral"}, layer, lexicon)

    def score(self, texts: Sequence[str], vectors: Vectors) -> list[dict[str, Any]]:
        """For each text its likeliest "label", and "negative": the chance that its writer is unhappy."""
        if not texts:
            return []
        shades, negative = self.layer.score([bare(t) for t in texts], _beside(self.lexicon, texts, vectors))
        return [
            {"label": self._likeliest(row), "negative": round(float(p), 4)}
            for row, p in zip(shades, negative, strict=True)
        ]

    def write(self, folder: Path) -> None:
        self.layer.write(folder)
        told = {"labels": self.labels, "words": dict(self.lexicon.told)}
        (folder / "emotion.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> EmotionModel:
        told = json.loads((folder / "emotion.json").read_text(encoding="utf-8"))
        return cls(told["labels"], Layer.read(folder), Lexicon(told["words"]))

    def _likeliest(self, shades: npt.NDArray[np.float64]) -> str:
        shares: dict[str, float] = {}
        for name, p in zip(self.layer.shades, shades, strict=True):
            shares[self.labels[name]] = shares.get(self.labels[name], 0.0) + float(p)
        return max(shares, key=shares.__getitem__)


def bare(text: str) -> str:
    """The words of a text: no names that are addressed, no links; a hashtag is cut into its words."""
    return _TAG.sub(lambda tag: _HUMP.sub(" ", tag.group(1)), _ADDRESS.sub(" ", text))


def _beside(lexicon: Lexicon, texts: Sequence[str], vectors: Vectors) -> npt.NDArray[np.float32]:
    """What stands beside the n-grams: the sentence vector and the words of the lexicon."""
    columns = np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)
    return np.hstack([columns * VECTOR_SCALE, lexicon.features(texts) * LEXICON_SCALE]).astype(np.float32)
