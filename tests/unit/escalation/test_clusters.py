"""Clusters: what means the same stands together, over languages too, and is named by its own words."""

import numpy as np

from escalation.insight.cluster_names import cluster_name, words
from escalation.insight.clusters import Row, clusters

GIFTS = [
    "선물 포장도 되나요",
    "선물 포장 얼마예요",
    "선물 포장으로 해 주세요",
    "do you do gift wrap",
    "gift wrap costs how much",
]
PARKING = ["매장 주차 가능한가요", "매장 주차장 있나요", "매장 주차 자리 많아요?", "is there parking at the store"]
OTHERS = ["포인트가 사라졌어요", "색이 달라요"]
TEXTS = GIFTS + PARKING + OTHERS


def rows(texts: list[str], feeling: float | None = None) -> list[Row]:
    return [{"contact_id": str(place), "text": text, "feeling": feeling} for place, text in enumerate(texts)]


def meanings() -> list[list[float]]:
    """As an encoder gives them: near each other by meaning, and further apart by language."""
    random = np.random.default_rng(1)
    places = [0] * len(GIFTS) + [1] * len(PARKING) + [2, 3]
    found = []
    for text, place in zip(TEXTS, places, strict=True):
        vector = random.normal(0, 0.05, 8)
        vector[place] += 1
        vector[7] += 0.3 if text.isascii() else 0
        found.append(vector.tolist())
    return found


def test_texts_of_one_meaning_stand_together_in_both_languages() -> None:
    first, second = clusters(rows(TEXTS, -0.5), meanings())
    assert (first["size"], first["language"]) == (5, {"ko": 3, "en": 2})
    assert first["name"] == "선물 포장 / gift wrap"
    assert first["share"] == round(5 / 11, 4)
    assert first["feeling"] == -0.5
    assert {example["text"] for example in first["examples"]} <= set(GIFTS)
    assert (second["size"], second["name"].startswith("매장 주차")) == (4, True)


def test_without_vectors_the_letters_serve() -> None:
    korean = [text for text in GIFTS + PARKING if not text.isascii()] * 2
    found = clusters(rows(korean + OTHERS))
    assert {cluster["name"] for cluster in found} == {"선물 포장", "매장 주차"}
    assert all(cluster["feeling"] is None for cluster in found)
    assert all(len(cluster["examples"]) == 3 for cluster in found)  # different words, though each stands there twice


def test_few_texts_and_texts_without_letters_are_no_cluster() -> None:
    assert clusters([]) == []
    assert clusters(rows(["하나", "둘"])) == []
    assert clusters(rows(["?!", "...", "♡", "ㅁ"]), [[0.0, 0.0]] * 4) == []


def test_names_leave_out_particles_common_words_and_masks() -> None:
    assert words("배송이 [phone] 안 와요, please help") == ["배송", "help"]
    assert cluster_name(["a", "b"], ["a", "b"]) == "a"
    assert (
        cluster_name(["환불은 언제 돼요", "환불이 안 됐어요"], ["환불은 언제 돼요", "환불이 안 됐어요", "배송은요"])
        == "환불"
    )
