"""A parse: what was understood of a text, without any dialogue, as it goes over the wire and into files."""

from __future__ import annotations

from typing import Any

from bot.gate import answered
from bot.understanding import Reading, Utterance


def parse_line(utterance: Utterance, *, vector: bool = False, passages: bool = False) -> dict[str, Any]:
    """The fields of DESIGN's parse contract. `intent` is that of the whole message, `parts` its requests.

    With `passages` also `noise`, the nearest passages of the help centre in both languages, and the crowd around the
    text (where it says enough to be looked up).
    """
    whole = utterance.whole
    told: dict[str, Any] = {
        "language": whole.language,
        "intent": whole.intent,
        "confidence": whole.confidence,
        "answered": all(answered(part.verdict, part.intent) for part in utterance.parts),
        "parts": [_part(part) for part in utterance.parts],
        "entities": whole.entities,
        "emotion": whole.emotion["label"],
        "emotion_negative": whole.emotion["negative"],
    }
    if vector:
        told["vector"] = [round(float(x), 5) for x in whole.vector]
    if passages:
        told |= {"noise": whole.noise, "help": [found.as_json() for found in whole.nearest]}
    if whole.crowd is not None:
        mean, deviation = whole.crowd
        told["crowd"] = {"mean": round(mean, 5), "deviation": round(deviation, 5)}
    return told


def _part(part: Reading) -> dict[str, Any]:
    return {"text": part.text, "intent": part.intent, "confidence": part.confidence, "gate": part.verdict}
