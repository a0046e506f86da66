"""The human side: offers, clocks, notes, macros, labels, teams, search and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

AUDIT_GUARD = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""
AUDIT_ROWS = """
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
"""
AUDIT_TABLE = """
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""


def upgrade() -> None:
    extend_agent()
    extend_ticket()
    extend_contact()
    extend_rating()
    create_sla_event()
    create_note()
    create_macro()
    create_label()
    create_team()
    create_search_entry()
    create_audit()


def extend_agent() -> None:
    op.drop_constraint("ck_agent_status", "agent")
    op.create_check_constraint(op.f("ck_agent_status"), "agent", "status IN ('online', 'busy', 'away')")


def extend_ticket() -> None:
    op.add_column("ticket", sa.Column("offered_to", sa.Uuid(), nullable=True))
    op.add_column("ticket", sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("declined_by", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'::uuid[]"), nullable=False),
    )
    op.add_column("ticket", sa.Column("promise_missed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("poisoned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("labels", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
    )
    op.add_column("ticket", sa.Column("resolution_code", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("first_contact_solved", sa.Boolean(), nullable=True))
    op.add_column(
        "ticket", sa.Column("clocks", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False)
    )
    op.create_index(
        "ix_ticket_offered", "ticket", ["offered_to"], unique=False, postgresql_where=sa.text("offered_to IS NOT NULL")
    )
    op.create_foreign_key(op.f("fk_ticket_offered_to_agent"), "ticket", "agent", ["offered_to"], ["id"])
    op.create_check_constraint(op.f("ck_ticket_offer"), "ticket", "(offered_to IS NULL) = (offered_until IS NULL)")


def extend_contact() -> None:
    op.add_column("contact", sa.Column("rating_asked_at", sa.DateTime(timezone=True), nullable=True))


def extend_rating() -> None:
    op.add_column("rating", sa.Column("solved", sa.Boolean(), nullable=True))


def create_sla_event() -> None:
    op.create_table(
        "sla_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("clock IN ('first', 'next', 'full')", name=op.f("ck_sla_event_clock")),
        sa.CheckConstraint(
            "kind IN ('started', 'paused', 'resumed', 'met', 'warned', 'breached', 'stopped')",
            name=op.f("ck_sla_event_kind"),
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sla_event_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_event")),
    )
    op.create_index("ix_sla_event_at", "sla_event", ["at"], unique=False)
    op.create_index(op.f("ix_sla_event_ticket_id"), "sla_event", ["ticket_id"], unique=False)


def create_note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(text) <= 4000", name=op.f("ck_note_length")),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_note_agent_id_agent")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_note_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_note_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_conversation", "note", ["conversation_id", "created_at"], unique=False)
    op.create_index("uq_note_client_id", "note", ["agent_id", "client_id"], unique=True)


def create_macro() -> None:
    op.create_table(
        "macro",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=True),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro")),
    )
    op.create_index("uq_macro_name", "macro", ["name"], unique=True, postgresql_where=sa.text("archived_at IS NULL"))


def create_label() -> None:
    op.create_table(
        "label",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), server_default="grey", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
    )
    op.create_index("uq_label_name", "label", ["name"], unique=True, postgresql_where=sa.text("archived_at IS NULL"))


def create_team() -> None:
    op.create_table(
        "team",
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), server_default="Asia/Seoul", nullable=False),
        sa.Column("hours", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("holidays", sa.Text(), server_default="KR", nullable=False),
        sa.Column("closed_days", postgresql.JSONB(none_as_null=True), server_default="[]", nullable=False),
        sa.Column("open_days", postgresql.JSONB(none_as_null=True), server_default="[]", nullable=False),
        sa.Column("assignment", sa.Text(), server_default="offer", nullable=False),
        sa.Column("offer_s", sa.Integer(), server_default=sa.text("30"), nullable=False),
        sa.Column("promise_s", sa.Integer(), server_default=sa.text("180"), nullable=False),
        sa.Column("sla", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("assignment IN ('offer', 'pull')", name=op.f("ck_team_assignment")),
        sa.CheckConstraint("offer_s BETWEEN 5 AND 600 AND promise_s >= 0", name=op.f("ck_team_seconds")),
        sa.PrimaryKeyConstraint("queue", name=op.f("pk_team")),
    )


def create_search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", postgresql.TSVECTOR(), nullable=False),
        sa.CheckConstraint("kind IN ('message', 'note')", name=op.f("ck_search_entry_kind")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_search_entry_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_index("ix_search_entry_at", "search_entry", ["at"], unique=False)
    op.create_index(op.f("ix_search_entry_conversation_id"), "search_entry", ["conversation_id"], unique=False)
    op.create_index("ix_search_entry_document", "search_entry", ["document"], unique=False, postgresql_using="gin")


def create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    for statement in (AUDIT_GUARD, AUDIT_ROWS, AUDIT_TABLE):
        op.execute(statement)
