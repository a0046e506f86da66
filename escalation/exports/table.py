"""Rows as CSV that a spreadsheet opens: Korean is readable, and no cell can run as a formula."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

COLUMNS = (
    *("contact_id", "part", "customer", "topic", "reference", "started_at", "ended_at", "outcome"),
    *("handled_by", "csat", "reasons"),
)
"""Of a contact behind a number."""
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take Korean for something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet would run a cell that begins so. https://owasp.org/www-community/attacks/CSV_Injection"""
PASSED_OVER = " \u00a0\u200b\u2060\ufeff"
"""What some of them leave out before they look."""


async def as_csv(columns: Sequence[str], rows: AsyncIterator[Sequence[Mapping[str, Any]]]) -> AsyncIterator[str]:
    """The columns of the rows, under their names, as they come."""
    yield BYTE_ORDER_MARK + _lines([columns])
    async for some in rows:
        yield _lines([cell(row[column]) for column in columns] for row in some)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell's text: a list with spaces, nothing as an empty cell, a formula with a quote before it."""
    text = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip(PASSED_OVER).startswith(FORMULA_STARTS) else text
