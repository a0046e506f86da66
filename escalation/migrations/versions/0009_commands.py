"""What agents asked for, so that a repeat is answered and not done again; a clock's time may be another later."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KINDS = "'started', 'paused', 'resumed', 'moved', 'met', 'warned', 'breached', 'stopped'"


def upgrade() -> None:
    op.create_table(
        "command",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_command_agent_id_agent")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_command_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("agent_id", "client_id", name=op.f("pk_command")),
    )
    op.create_index(op.f("ix_command_ticket_id"), "command", ["ticket_id"], unique=False)
    op.drop_constraint("ck_sla_event_kind", "sla_event")
    op.create_check_constraint(op.f("ck_sla_event_kind"), "sla_event", f"kind IN ({KINDS})")
