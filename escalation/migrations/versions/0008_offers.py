"""Offers of tickets to agents: what is remembered of them, and the third way in which work comes to a team."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("agent", sa.Column("lapsed", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("agent", sa.Column("last_chat_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("passed_over_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint("ck_ticket_offer", "ticket")
    op.create_check_constraint(
        op.f("ck_ticket_offer"),
        "ticket",
        "(offered_to IS NULL) = (offered_until IS NULL) AND (offered_to IS NULL OR state = 'waiting')",
    )
    op.create_index(
        "ix_ticket_free",
        "ticket",
        ["queue", "respond_by", "number"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting' AND offered_to IS NULL"),
        postgresql_include=["id", "language", "declined_by", "poisoned_at"],
    )
    resting = sa.text("passed_over_at IS NOT NULL")
    op.create_index("ix_ticket_resting", "ticket", ["passed_over_at"], unique=False, postgresql_where=resting)
    op.drop_constraint("ck_team_assignment", "team")
    op.create_check_constraint(op.f("ck_team_assignment"), "team", "assignment IN ('offer', 'auto', 'pull')")
