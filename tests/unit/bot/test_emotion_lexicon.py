"""The lexicon finds words where they are words, once each, and turns denied praise round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emotion_lexicon import MOST, Lexicon

LEXICON = Lexicon({"angry": "짜증, hate=, liar, ㅡㅡ", "satisfied": "good=, happy, 좋아, ^^"})


@pytest.mark.parametrize(
    ("text", "angry", "satisfied", "denied"),
    [
        ("너무짜증나요", 1, 0, 0),
        ("짜증나는데 ㅡㅡ 짜증", 2, 0, 0),
        ("I HATE liars", 2, 0, 0),
        ("hated it", 0, 0, 0),
        ("familiar", 0, 0, 0),
        ("good and happy", 0, 2, 0),
        ("happily", 0, 0, 0),
        ("goods arrived", 0, 0, 0),
        ("좋아요 ^^", 0, 2, 0),
        ("not good", 0, 0, 1),
        ("it wasn't very good", 0, 0, 1),
        ("nothing is good here", 0, 0, 1),
        ("not good but the price is good", 0, 1, 0),
        ("I did not pay. The service was good", 0, 1, 0),
    ],
)
def test_counts(text: str, angry: int, satisfied: int, denied: int) -> None:
    assert LEXICON.features([text]).tolist()[0][:3] == [angry, satisfied, denied]


def test_marks_of_the_sentence() -> None:
    assert LEXICON.features(["now!", "now?", "now"]).tolist() == [[0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]


def test_no_text_gives_no_row() -> None:
    assert LEXICON.features([]).shape == (0, LEXICON.width)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_counts_are_bounded_and_one_row_a_text(texts: list[str]) -> None:
    found = LEXICON.features(texts)
    assert found.shape == (len(texts), LEXICON.width)
    assert ((found >= 0) & (found <= MOST)).all()
