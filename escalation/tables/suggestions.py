"""What resolved chats teach: the question, anonymous, where it lies among others, and the answer that settled it."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Table, Uuid, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType

from escalation.tables.columns import count, metadata, moment, word
from escalation.tables.conversation import belonging

DIMENSION = 512
"""Of the assistant's sentence vectors."""


class HalfVector(UserDefinedType[Any]):
    """pgvector's halfvec, written and read as text: [0.1,0.2]."""

    cache_ok = True

    def __init__(self, dimension: int | None = None) -> None:
        self.dimension = dimension

    def get_col_spec(self, **_: Any) -> str:
        return "halfvec" if self.dimension is None else f"halfvec({self.dimension})"


ischema_names["halfvec"] = HalfVector

answer = Table(
    "answer",
    metadata,
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), primary_key=True),
    belonging(index=True),  # whoever erases a person finds what was learnt from them
    word("language"),
    word("queue"),
    word("topic", null=True),
    moment("resolved_at"),
    moment("due_at", null=True),  # when it is read next; none once it has been read
    count("attempt"),
    word("question", null=True),
    word("reply", null=True),
    word("intent", null=True),
    Column("vector", HalfVector(DIMENSION), nullable=True),
    Column("crowd_mean", Float, nullable=True),  # how near the question is to what is near to it anyway
    Column("crowd_deviation", Float, nullable=True),
    CheckConstraint("language IN ('ko', 'en')", name="language"),
    CheckConstraint("due_at IS NOT NULL OR vector IS NOT NULL", name="read"),
)
Index("ix_answer_due", answer.c.due_at, postgresql_where=text("due_at IS NOT NULL"))
for _language in ("ko", "en"):
    Index(
        f"ix_answer_vector_{_language}",
        answer.c.vector,
        postgresql_using="hnsw",
        postgresql_ops={"vector": "halfvec_cosine_ops"},
        postgresql_where=text(f"language = '{_language}'"),
    )
