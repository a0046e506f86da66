"""What a customer's files, the page they came from, an administrator's second factor need."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0024"
down_revision = "0023"

KINDS = "kind IN ('text', 'notice', 'card', 'press', 'submit', 'file')"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("page_context", JSONB(none_as_null=True), nullable=True))
    op.drop_constraint(op.f("ck_message_kind"), "message")
    op.create_check_constraint(op.f("ck_message_kind"), "message", KINDS)
    op.create_table(
        "file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_file_size")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_file_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_file_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_index(op.f("ix_file_conversation_id"), "file", ["conversation_id"])
    op.create_index(op.f("ix_file_created_at"), "file", ["created_at"])
    op.add_column("agent", sa.Column("totp_secret", sa.Text(), nullable=True))
    op.add_column("agent", sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agent", sa.Column("totp_step", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column(
        "agent", sa.Column("recovery_hashes", ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False)
    )
