"""A row of a query, whose columns are its attributes."""

from typing import Any, Unpack

from sqlalchemy import Row

AnyRow = Row[Unpack[tuple[Any, ...]]]
