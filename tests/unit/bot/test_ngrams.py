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
