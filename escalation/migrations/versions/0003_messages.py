"""Messages, the turns that answer them and what these leave behind."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_message()
    create_turn()
    create_button()
    create_submission()
    create_ownership_proof()
    create_action_run()


def create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("params", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("card", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("pressed_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'notice', 'card', 'press', 'submit')", name=op.f("ck_message_kind")),
        sa.CheckConstraint("sender IN ('customer', 'bot', 'agent', 'system')", name=op.f("ck_message_sender")),
        sa.CheckConstraint(
            "sender NOT IN ('customer', 'agent') OR char_length(text) <= 2000", name=op.f("ck_message_length")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "conversation_id", "sender", "client_id", name=op.f("uq_message_conversation_id_sender_client_id")
        ),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_message_conversation_id_seq")),
    )


def create_turn() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'retrying', 'answered', 'failed', 'dropped')", name=op.f("ck_turn_state")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_turn_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
    )
    op.create_index("ix_turn_conversation", "turn", ["conversation_id", "created_at"], unique=False)
    op.create_index(
        "ix_turn_due",
        "turn",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'running', 'retrying')"),
    )
    op.create_index(
        "uq_turn_active",
        "turn",
        ["conversation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('running', 'retrying')"),
    )
    op.create_index(
        "uq_turn_waiting", "turn", ["conversation_id"], unique=True, postgresql_where=sa.text("state = 'waiting'")
    )


def create_button() -> None:
    op.create_table(
        "button",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("confirms", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_button_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_button_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_button")),
    )
    op.create_index(op.f("ix_button_message_id"), "button", ["message_id"], unique=False)


def create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("values", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_submission_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_submission_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(op.f("ix_submission_conversation_id"), "submission", ["conversation_id"], unique=False)


def create_ownership_proof() -> None:
    op.create_table(
        "ownership_proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("owned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_ownership_proof_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership_proof")),
    )
    op.create_index(op.f("ix_ownership_proof_conversation_id"), "ownership_proof", ["conversation_id"], unique=False)


def create_action_run() -> None:
    op.create_table(
        "action_run",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("ok", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("result", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_action_run_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_action_run_turn_id_turn")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_action_run")),
    )
    op.create_index(op.f("ix_action_run_conversation_id"), "action_run", ["conversation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("action_run")
    op.drop_table("ownership_proof")
    op.drop_table("submission")
    op.drop_table("button")
    op.drop_table("turn")
    op.drop_table("message")
