"""Tickets that wait for a person, the claims that took them, and the outbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    create_ticket()
    create_claim()
    create_outbox()


def create_ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("epoch", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", postgresql.JSONB(none_as_null=True), server_default="[]", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("emotion", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("facts", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("requeued", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'assigned') = (lease_until IS NOT NULL)", name=op.f("ck_ticket_lease")),
        sa.CheckConstraint("priority IN ('urgent', 'high', 'normal', 'low')", name=op.f("ck_ticket_priority")),
        sa.CheckConstraint(
            "state IN ('waiting', 'assigned', 'resolved', 'returned', 'abandoned')", name=op.f("ck_ticket_state")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_ticket_agent_id_agent")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_ticket_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
    )
    op.create_index(op.f("ix_ticket_contact_id"), "ticket", ["contact_id"], unique=False)
    op.create_index(op.f("ix_ticket_conversation_id"), "ticket", ["conversation_id"], unique=False)
    op.create_index(
        "ix_ticket_held", "ticket", ["agent_id"], unique=False, postgresql_where=sa.text("state = 'assigned'")
    )
    op.create_index(
        "ix_ticket_lease", "ticket", ["lease_until"], unique=False, postgresql_where=sa.text("state = 'assigned'")
    )
    op.create_index(
        "ix_ticket_recent",
        "ticket",
        ["queue", "assigned_at"],
        unique=False,
        postgresql_where=sa.text("assigned_at IS NOT NULL"),
    )
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["respond_by", "number"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_ticket_open",
        "ticket",
        ["conversation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('waiting', 'assigned')"),
    )


def create_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_claim_agent_id_agent")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_claim_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("agent_id", "client_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_ticket_id"), "claim", ["ticket_id"], unique=False)


def create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("claim")
    op.drop_table("ticket")
