"""What ops save and decide over the numbers, and what is worked out from them in the background."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _decided()
    _improvements()
    _worked_out()
    _outreach()


def _decided() -> None:
    op.create_table(
        "segment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["agent.id"], name=op.f("fk_segment_created_by_agent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("filter", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("direction IN ('at_least', 'at_most')", name=op.f("ck_goal_direction")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_goal_days")),
        sa.ForeignKeyConstraint(["created_by"], ["agent.id"], name=op.f("fk_goal_created_by_agent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )


def _improvements() -> None:
    op.create_table(
        "improvement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("filter", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("verdict IN ('kept', 'withdrawn')", name=op.f("ck_improvement_verdict")),
        sa.ForeignKeyConstraint(["created_by"], ["agent.id"], name=op.f("fk_improvement_created_by_agent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
    )
    op.create_table(
        "alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('topic_rises', 'goal_missed')", name=op.f("ck_alarm_kind")),
        sa.ForeignKeyConstraint(["seen_by"], ["agent.id"], name=op.f("fk_alarm_seen_by_agent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    op.create_index("ix_alarm_at", "alarm", ["at"], unique=False)
    op.create_index("uq_alarm_key", "alarm", ["kind", "key"], unique=True)


def _worked_out() -> None:
    op.create_table(
        "insight",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_insight")),
    )
    op.create_table(
        "risk",
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("leave", sa.Float(), nullable=True),
        sa.Column("again", sa.Float(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(none_as_null=True), server_default="[]", nullable=False),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("why", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_risk")),
    )
    op.create_index("ix_risk_leave", "risk", ["leave"], unique=False)


def _outreach() -> None:
    op.create_table(
        "outreach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("anonymous_id", sa.Text(), nullable=True),
        sa.Column("data", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("held_back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('late_order', 'stuck_step')", name=op.f("ck_outreach_kind")),
        sa.CheckConstraint("customer_id IS NOT NULL OR anonymous_id IS NOT NULL", name=op.f("ck_outreach_whom")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach")),
    )
    op.create_index("ix_outreach_anonymous", "outreach", ["anonymous_id", "created_at"], unique=False)
    op.create_index("ix_outreach_customer", "outreach", ["customer_id", "created_at"], unique=False)
    op.create_index(
        "uq_outreach_key",
        "outreach",
        ["kind", "key", "customer_id", "anonymous_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
