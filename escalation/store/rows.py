"""Rows of queries, and words inside them."""

from enum import StrEnum
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Row, literal_column

AnyRow = Row[Unpack[tuple[Any, ...]]]
"""A row of a query, whose columns are its attributes."""


def inline(word: str | StrEnum) -> ColumnElement[str]:
    """A word of our own as it stands in the statement: a partial index is only used for what the planner can read."""
    if not word.isidentifier():
        raise ValueError(f"expected a plain word, got {word!r}")
    return literal_column(f"'{word}'")
