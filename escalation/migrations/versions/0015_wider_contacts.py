"""What the numbers need of a contact, its neighbours in time, and what the shop's tags say of a customer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _contacts()
    _units()
    _profiles()


def _contacts() -> None:
    op.add_column("contact", sa.Column("device", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("tier", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("returning", sa.Boolean(), nullable=True))
    op.add_column("contact", sa.Column("asked_bot", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column(
        "contact", sa.Column("answered_by_bot", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("contact", sa.Column("bot_turns", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("contact", sa.Column("fallback_turns", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("contact", sa.Column("negative", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("solved", sa.Boolean(), nullable=True))
    op.add_column("contact", sa.Column("effort", sa.SmallInteger(), nullable=True))
    op.add_column("contact", sa.Column("not_first", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("handle_s", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("resolved_s", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("first_bot_response_s", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("queue_wait_open_s", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("first_human_response_open_s", sa.Float(), nullable=True))
    op.add_column("contact", sa.Column("resolved_open_s", sa.Float(), nullable=True))
    op.add_column("rating", sa.Column("effort", sa.SmallInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_contact_effort"), "contact", "effort BETWEEN 1 AND 7")
    op.create_check_constraint(op.f("ck_contact_device"), "contact", "device IN ('phone', 'tablet', 'desktop')")
    op.create_check_constraint(op.f("ck_rating_effort"), "rating", "effort BETWEEN 1 AND 7")


def _units() -> None:
    op.create_table(
        "unit",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_same_s", sa.Float(), nullable=True),
        sa.Column("before_any_s", sa.Float(), nullable=True),
        sa.Column("after_same_s", sa.Float(), nullable=True),
        sa.Column("after_any_s", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_unit_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "topic", "reference", name=op.f("pk_unit")),
    )
    op.create_index("ix_unit_customer", "unit", ["customer_id", "started_at"], unique=False)
    op.create_index("ix_unit_ended_at", "unit", ["ended_at"], unique=False)


def _profiles() -> None:
    op.create_table(
        "profile",
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("traits", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "alias",
        sa.Column("anonymous_id", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("anonymous_id", name=op.f("pk_alias")),
    )
    op.create_index("ix_alias_customer", "alias", ["customer_id"], unique=False)
