"""Messages to a person whose emotion is still to be read."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "unread_feeling",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_unread_feeling_message_id_message")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_unread_feeling_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_unread_feeling")),
    )
    op.create_index(op.f("ix_unread_feeling_conversation_id"), "unread_feeling", ["conversation_id"], unique=False)
    op.create_index("ix_unread_feeling_due", "unread_feeling", ["due_at"], unique=False)
