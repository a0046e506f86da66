"""Which passages and earlier replies are put before an agent: none that is not near enough, the best first."""

import json
from pathlib import Path
from typing import Any

import pytest

from escalation.suggestions import suggesting
from escalation.suggestions.suggesting import (
    Crowd,
    Earlier,
    Suggestion,
    chosen,
    crowd_of,
    from_help,
    from_resolved,
    nearness,
)

SHARED = json.loads((Path(__file__).parents[2] / "contracts" / "suggestions.json").read_text("utf-8"))
MINE = {"mean": 0.3, "deviation": 0.05}


def parse(*passages: tuple[str, float], intent: str = "order_track", confidence: float = 0.9) -> dict[str, Any]:
    told = [
        {
            "article": article,
            "score": score,
            "passages": {"ko": {"title": f"{article} 제목", "text": "글"}, "en": {"title": article, "text": "text"}},
        }
        for article, score in passages
    ]
    return {"intent": intent, "confidence": confidence, "help": told, "crowd": MINE}


def earlier(cosine: float, number: int = 1, reply: str = "r", intent: str = "order_track") -> Earlier:
    return Earlier(number, reply, intent, cosine, Crowd(0.3, 0.05))


def test_the_thresholds_are_those_that_were_measured() -> None:
    assert SHARED == {
        "near_help": suggesting.NEAR_HELP,
        "same_article": suggesting.SAME_ARTICLE,
        "near_resolved": suggesting.NEAR_RESOLVED,
        "same_intent": suggesting.SAME_INTENT,
    }


def test_nearness_counts_in_the_deviations_of_both_crowds() -> None:
    assert nearness(0.6, Crowd(0.3, 0.1), Crowd(0.4, 0.05), same_intent=False) == pytest.approx(3.5)
    assert nearness(0.6, Crowd(0.3, 0.1), Crowd(0.4, 0.05), same_intent=True) == pytest.approx(4.5)


@pytest.mark.parametrize(("crowd", "known"), [(MINE, True), ({"mean": 0.3, "deviation": 0}, False), (None, False)])
def test_a_crowd_without_a_spread_says_nothing(crowd: Any, known: bool) -> None:
    assert (crowd_of({"crowd": crowd}) is not None) is known


@pytest.mark.parametrize(
    ("passages", "confidence", "articles"),
    [
        ([("gift_wrapping", 0.279)], 0.9, []),
        ([("gift_wrapping", 0.281)], 0.9, ["gift_wrapping"]),
        ([("gift_wrapping", 0.5), ("foreign_cards", 0.6)], 0.9, ["foreign_cards"]),
        ([("order_track", 0.19)], 0.9, ["order_track"]),
        ([("order_track", 0.19)], 0.4, []),
        ([("order_track", 0.17)], 0.9, []),
        ([("gift_wrapping", 0.29), ("order_track", 0.22)], 0.9, ["order_track"]),
        ([], 0.9, []),
    ],
)
def test_one_passage_that_is_near_enough(
    passages: list[tuple[str, float]], confidence: float, articles: list[str]
) -> None:
    found = from_help(parse(*passages, confidence=confidence), "ko")
    assert [each.reference for each in found] == articles


def test_a_passage_is_told_in_the_language_of_the_ticket() -> None:
    (korean,), (english,) = (from_help(parse(("gift_wrapping", 0.9)), language) for language in ("ko", "en"))
    assert (korean.title, korean.text) == ("gift_wrapping 제목", "글")
    assert (english.title, english.text) == ("gift_wrapping", "text")


def test_replies_to_near_questions_come_once_and_the_nearest_first() -> None:
    found = from_resolved(
        parse(),
        [
            earlier(0.6, 1, "3일 걸려요."),
            earlier(0.7, 2, "3일 걸려요!"),
            earlier(0.65, 3, "카드로 가요."),
            earlier(0.62, 4, "또 다른 답."),
            earlier(0.4, 5, "멀어요."),
        ],
        "ko",
    )
    assert [(each.reference, each.text) for each in found] == [("2", "3일 걸려요!"), ("3", "카드로 가요.")]
    assert [each.title for each in found] == ["#2", "#3"]
    assert found[0].score > found[1].score >= 0.5


@pytest.mark.parametrize(
    ("cosine", "intent", "language", "near"),
    [
        (0.50, "order_track", "ko", True),
        (0.49, "order_track", "ko", False),
        (0.50, "order_cancel", "ko", False),
        (0.55, "order_cancel", "ko", True),
        (0.48, "order_track", "en", True),
        (0.46, "order_track", "en", False),
    ],
)
def test_how_near_is_near_enough(cosine: float, intent: str, language: str, near: bool) -> None:
    assert bool(from_resolved(parse(), [earlier(cosine, intent=intent)], language)) is near


def test_without_a_crowd_nothing_resolved_is_suggested() -> None:
    assert from_resolved({**parse(), "crowd": None}, [earlier(0.99)], "ko") == []


def test_at_most_three_of_all_kinds() -> None:
    def of(source: str, score: float) -> Suggestion:
        return Suggestion(source, "t", "x", score, "r")

    best = chosen([of("help", 0.6)], [of("resolved", 0.9), of("resolved", 0.55), of("resolved", 0.5)])
    assert [(each.source, each.score) for each in best] == [("resolved", 0.9), ("help", 0.6), ("resolved", 0.55)]
    assert best[1].wire() == {
        "id": "help:r",
        "source": "help",
        "title": "t",
        "text": "x",
        "score": 0.6,
        "reference": "r",
    }
