"""Conversations, the contacts in them, their issues and ratings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_conversation()
    create_contact()
    create_contact_issue()
    create_rating()


def create_conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visitor_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("visible_from", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("read_seq", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), server_default="closed", nullable=False),
        sa.Column("epoch", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("memory", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("outage_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.Text(), server_default="ko", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(owner = 'agent') = (agent_id IS NOT NULL)", name=op.f("ck_conversation_agent")),
        sa.CheckConstraint("locale IN ('ko', 'en')", name=op.f("ck_conversation_locale")),
        sa.CheckConstraint("owner IN ('bot', 'queue', 'agent', 'closed')", name=op.f("ck_conversation_owner")),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_conversation_agent_id_agent")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_conversation_customer_id_customer")),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_conversation_visitor_id_visitor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index("ix_conversation_customer", "conversation", ["customer_id", "active_at"], unique=False)
    op.create_index(
        "ix_conversation_idle",
        "conversation",
        ["active_at"],
        unique=False,
        postgresql_where=sa.text("contact_id IS NOT NULL AND owner = 'bot'"),
    )
    op.create_index("ix_conversation_visitor", "conversation", ["visitor_id", "active_at"], unique=False)


def create_contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("anonymous_id", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), server_default="chat", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meaningful", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("handled_by", sa.Text(), nullable=True),
        sa.Column(
            "escalation_reasons", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        sa.Column("csat", sa.SmallInteger(), nullable=True),
        sa.Column("first_human_response_s", sa.Float(), nullable=True),
        sa.Column("queue_wait_s", sa.Float(), nullable=True),
        sa.Column("abandoned_after_s", sa.Float(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), server_default="live", nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint("source IN ('live', 'import')", name=op.f("ck_contact_source")),
        sa.CheckConstraint("csat BETWEEN 1 AND 5", name=op.f("ck_contact_csat")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_contact_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_conversation", "contact", ["conversation_id", "started_at"], unique=False)
    op.create_index("ix_contact_customer", "contact", ["customer_id", "started_at"], unique=False)
    op.create_index("ix_contact_ended_at", "contact", ["ended_at"], unique=False)
    op.create_index("ix_contact_started_at", "contact", ["started_at"], unique=False)
    op.create_index(
        "uq_contact_external_id",
        "contact",
        ["external_id"],
        unique=True,
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index(
        "uq_contact_open", "contact", ["conversation_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )


def create_contact_issue() -> None:
    op.create_table(
        "contact_issue",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_issue_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "topic", "reference", name=op.f("pk_contact_issue")),
    )
    op.create_index("ix_contact_issue_topic", "contact_issue", ["topic"], unique=False)


def create_rating() -> None:
    op.create_table(
        "rating",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_rating_score")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_rating_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_rating_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_rating")),
    )


def downgrade() -> None:
    op.drop_table("rating")
    op.drop_table("contact_issue")
    op.drop_table("contact")
    op.drop_table("conversation")
