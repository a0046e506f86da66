"""The journey log, append-only but for the one function that erases a person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

REFUSE_CHANGE = """
CREATE FUNCTION refuse_journey_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('firsthand.erasing', true) = 'yes' AND TG_OP = 'UPDATE' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the journey log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""
ROW_GUARD = """
CREATE TRIGGER journey_event_append_only BEFORE UPDATE OR DELETE ON journey_event
FOR EACH ROW EXECUTE FUNCTION refuse_journey_change()
"""
TABLE_GUARD = """
CREATE TRIGGER journey_event_no_truncate BEFORE TRUNCATE ON journey_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_journey_change()
"""
# A pseudonym keeps a person's contacts together, so the numbers stay true, and leads back to nobody.
ERASE_PERSON = """
CREATE FUNCTION erase_person(person_customer text, person_anonymous text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  pseudonym text := 'erased-' || gen_random_uuid();
  changed bigint;
BEGIN
  PERFORM set_config('firsthand.erasing', 'yes', true);
  UPDATE journey_event
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL ELSE pseudonym END,
         data = data - ARRAY['comment', 'name', 'context', 'traits', 'properties']
   WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('firsthand.erasing', 'no', true);
  RETURN changed;
END $$
"""


def upgrade() -> None:
    create_journey_event()
    op.execute(REFUSE_CHANGE)
    op.execute(ROW_GUARD)
    op.execute(TABLE_GUARD)
    op.execute(ERASE_PERSON)


def create_journey_event() -> None:
    op.create_table(
        "journey_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("anonymous_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("emotion", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("data", postgresql.JSONB(none_as_null=True), server_default="{}", nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('awareness', 'consideration', 'purchase', 'post_purchase', 'loyalty')",
            name=op.f("ck_journey_event_stage"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey_event")),
        sa.UniqueConstraint("position", name=op.f("uq_journey_event_position")),
    )
    op.create_index("ix_journey_event_anonymous", "journey_event", ["anonymous_id", "at"], unique=False)
    op.create_index("ix_journey_event_at", "journey_event", ["at", "position"], unique=False)
    op.create_index("ix_journey_event_contact", "journey_event", ["contact_id", "position"], unique=False)
    op.create_index("ix_journey_event_customer", "journey_event", ["customer_id", "at"], unique=False)
    op.create_index("ix_journey_event_type", "journey_event", ["type", "at"], unique=False)
    op.create_index(
        "uq_journey_event_source_id",
        "journey_event",
        ["source_id"],
        unique=True,
        postgresql_where=sa.text("source_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("journey_event")
    op.execute("DROP FUNCTION erase_person")
    op.execute("DROP FUNCTION refuse_journey_change")
