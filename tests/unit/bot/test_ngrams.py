"""The n-grams give rows of a known length, and the same ones from a message as from the training texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.ngrams import Ngrams

NGRAMS = Ngrams.learn(["where is my order", "cancel my order", "주문 취소", "주문 어디"], at_least=1)


def test_numbers_count_as_one() -> None:
    assert NGRAMS.row("order 12")[0].tolist() == NGRAMS.row("order 98765")[0].tolist()


def test_what_was_never_seen_gives_an_empty_row() -> None:
    columns, values = NGRAMS.row("zzz qqq")
    assert columns.size == values.size == 0


@given(st.lists(st.text(max_size=40), max_size=5))
def test_the_matrix_holds_the_rows(texts: list[str]) -> None:
    matrix = NGRAMS.matrix(texts)
    assert matrix.shape == (len(texts), len(NGRAMS.columns))
    for i, text in enumerate(texts):
        columns, values = NGRAMS.row(text)
        assert np.allclose(matrix[i].toarray()[0][columns], values)
        assert np.isclose(float((values**2).sum()), round(float((values**2).sum())), atol=1e-4)


def test_learning_gives_the_rows_that_a_message_gets_later() -> None:
    texts = ["주문 취소해 주세요", "cancel my order", "취소할게요"]
    ngrams, rows = Ngrams.learn_matrix(texts, at_least=1, jamo=True)
    assert (rows != ngrams.matrix(texts)).nnz == 0
    assert ngrams.columns == Ngrams.learn(texts, at_least=1, jamo=True).columns


def test_hangul_letters_are_shared_where_syllables_are_not() -> None:
    plain, letters = (Ngrams.learn(["취소해", "order"], at_least=1, jamo=jamo) for jamo in (False, True))
    assert plain.row("췻소핸")[0].size == 0
    assert letters.row("췻소핸")[0].size > 0
    assert letters.row("order")[0].size == plain.row("order")[0].size
