"""The metadata all tables share, and the column shapes that recur in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> Column[UUID]:
    """A primary key that the application mints."""
    return Column("id", Uuid, primary_key=True)


def word(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """Text of any length."""
    return Column(name, Text, nullable=null, server_default=None if default is None else default)


def moment(name: str, *, null: bool = False) -> Column[datetime]:
    """A point in time, aware."""
    return Column(name, DateTime(timezone=True), nullable=null)


def count(name: str, *, default: int = 0) -> Column[int]:
    """A whole number that starts at `default`."""
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def flag(name: str) -> Column[bool]:
    """False until something happens."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def document(name: str, *, null: bool = False, default: str | None = "{}") -> Column[Any]:
    """A JSON value; SQL NULL, never JSON null, where there is none."""
    return Column(
        name, JSONB(none_as_null=True), nullable=null, server_default=None if null or default is None else default
    )


def words(name: str) -> Column[list[str]]:
    """A list of words, empty at first."""
    return Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'::text[]"))
