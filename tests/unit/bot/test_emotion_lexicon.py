"""The lexicon finds words where they are words, once each, and turns denied praise and blame round."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emotion_lexicon import MOST, Lexicon, read_lexicon

LEXICON = Lexicon({"angry": "짜증, hate=, liar, ㅡㅡ, 지루", "satisfied": "good=, happy, 좋아, ^^, 감동, 꽝"})


@pytest.mark.parametrize(
    ("text", "angry", "satisfied", "praise_denied", "blame_denied"),
    [
        ("너무짜증나요", 1, 0, 0, 0),
        ("짜증나는데 ㅡㅡ 짜증", 2, 0, 0, 0),
        ("I HATE liars", 2, 0, 0, 0),
        ("hated it", 0, 0, 0, 0),
        ("familiar", 0, 0, 0, 0),
        ("good and happy", 0, 2, 0, 0),
        ("happily", 0, 0, 0, 0),
        ("goods arrived", 0, 0, 0, 0),
        ("좋아요 ^^", 0, 2, 0, 0),
        ("완전 꽝", 0, 1, 0, 0),
        ("not good", 0, 0, 1, 0),
        ("it wasn't very good", 0, 0, 1, 0),
        ("nothing is good here", 0, 0, 1, 0),
        ("not good but the price is good", 0, 1, 0, 0),
        ("I did not pay. The service was good", 0, 1, 0, 0),
        ("I don't hate it", 0, 0, 0, 1),
        ("감동이 하나도 없다", 0, 0, 1, 0),
        ("감동적이지 않아요", 0, 0, 1, 0),
        ("별로 좋아하는 건 못 봤다", 0, 0, 1, 0),
        ("지루하지 않았다", 0, 0, 0, 1),
        ("지루한데 감동은 있었다", 1, 1, 0, 0),
        ("안 지루하고 좋아요", 0, 1, 0, 1),
    ],
)
def test_counts(text: str, angry: int, satisfied: int, praise_denied: int, blame_denied: int) -> None:
    assert LEXICON.features([text]).tolist()[0][:4] == [angry, satisfied, praise_denied, blame_denied]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("now", [0, 0, 0, 0, 0, 0, 0, 0]),
        ("now!", [1, 0, 0, 0, 0, 0, 0, 0]),
        ("now!!", [1, 0, 1, 0, 0, 0, 0, 0]),
        ("now?", [0, 1, 0, 0, 0, 0, 0, 0]),
        ("now??", [0, 1, 0, 1, 0, 0, 0, 0]),
        ("음..", [0, 0, 0, 0, 1, 0, 0, 0]),
        ("음ㅠ", [0, 0, 0, 0, 0, 1, 0, 0]),
        ("음ㅋㅋ", [0, 0, 0, 0, 0, 0, 1, 0]),
        ("WHERE ARE MY BAGS", [0, 0, 0, 0, 0, 0, 0, 1]),
        ("my TSA and my ID", [0, 0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_marks_of_the_sentence(text: str, marks: list[int]) -> None:
    assert LEXICON.features([text]).tolist()[0][4:] == marks


def test_no_text_gives_no_row() -> None:
    assert LEXICON.features([]).shape == (0, LEXICON.width)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_counts_are_bounded_and_one_row_a_text(texts: list[str]) -> None:
    found = LEXICON.features(texts)
    assert found.shape == (len(texts), LEXICON.width)
    assert ((found >= 0) & (found <= MOST)).all()


def test_no_word_stands_under_two_labels() -> None:
    words = [word.strip() for told in read_lexicon().told.values() for word in told.replace("\n", ",").split(",")]
    listed = [word for word in words if word]
    assert sorted(listed) == sorted(set(listed))


def test_a_message_is_looked_through_in_a_fraction_of_a_millisecond() -> None:
    lexicon, text = read_lexicon(), "아직도 안 왔어요 정말 너무하시네요 where is my order I am still waiting for it"
    lexicon.features([text])
    started = time.process_time()
    lexicon.features([text] * 100)
    assert (time.process_time() - started) / 100 < 0.001
