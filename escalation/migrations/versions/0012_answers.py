"""Answers learnt from resolved tickets, found again by the nearness of their questions (pgvector)."""

import sqlalchemy as sa
from alembic import op

from escalation.schema import SchemaError
from escalation.tables.suggestions import HalfVector

revision = "0012"
down_revision = "0011"

OLDEST = (0, 7)  # has halfvec
DIMENSION = 512


def upgrade() -> None:
    require_pgvector()
    op.create_table(
        "answer",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("vector", HalfVector(DIMENSION), nullable=True),
        sa.Column("crowd_mean", sa.Float(), nullable=True),
        sa.Column("crowd_deviation", sa.Float(), nullable=True),
        sa.CheckConstraint("language IN ('ko', 'en')", name=op.f("ck_answer_language")),
        sa.CheckConstraint("due_at IS NOT NULL OR vector IS NOT NULL", name=op.f("ck_answer_read")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_answer_ticket_id_ticket")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_answer_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_conversation_id"), "answer", ["conversation_id"], unique=False)
    op.create_index("ix_answer_due", "answer", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    for language in ("ko", "en"):
        op.create_index(
            f"ix_answer_vector_{language}",
            "answer",
            ["vector"],
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_cosine_ops"},
            postgresql_where=sa.text(f"language = '{language}'"),
        )


def require_pgvector() -> None:
    """Raises SchemaError in words where the database has no such extension, an old one, or forbids to create it."""
    connection = op.get_bind()
    offered = connection.scalar(sa.text("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'"))
    wanted = f"the extension pgvector, {'.'.join(map(str, OLDEST))} or newer, in the database"
    if offered is None:
        raise SchemaError(f"expected {wanted} (package postgresql-<version>-pgvector), it is not installed")
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
    except sa.exc.ProgrammingError as error:
        raise SchemaError(f"expected {wanted}; let its owner run CREATE EXTENSION vector once: {error.orig}") from error
    found = connection.scalar(sa.text("SELECT extversion FROM pg_extension WHERE extname = 'vector'"))
    if tuple(int(part) for part in str(found).split(".")[:2]) < OLDEST:
        raise SchemaError(f"expected {wanted}, found {found}: ALTER EXTENSION vector UPDATE")
