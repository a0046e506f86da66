"""Promises that are over, two more durations of a contact, the device of a conversation; and the units of contacts that
were there before. What else of them is new, `firsthand journey rebuild` reads out of the log."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

UNITS = """
INSERT INTO unit (contact_id, topic, reference, customer_id, started_at, ended_at)
SELECT contact.id, contact_issue.topic, contact_issue.reference, contact.customer_id, contact.started_at,
       contact.ended_at
  FROM contact JOIN contact_issue ON contact_issue.contact_id = contact.id
 WHERE contact.ended_at IS NOT NULL AND contact.meaningful
"""
GAPS = """
UPDATE unit SET
  before_same_s = extract(epoch FROM started_at - (
    SELECT max(other.started_at) FROM unit AS other
     WHERE other.customer_id = unit.customer_id AND other.topic = unit.topic AND other.reference = unit.reference
       AND other.contact_id <> unit.contact_id AND other.started_at < unit.started_at)),
  before_any_s = extract(epoch FROM started_at - (
    SELECT max(other.started_at) FROM contact AS other
     WHERE other.customer_id = unit.customer_id AND other.id <> unit.contact_id
       AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at < unit.started_at)),
  after_same_s = extract(epoch FROM (
    SELECT min(other.started_at) FROM unit AS other
     WHERE other.customer_id = unit.customer_id AND other.topic = unit.topic AND other.reference = unit.reference
       AND other.contact_id <> unit.contact_id AND other.started_at > unit.ended_at) - ended_at),
  after_any_s = extract(epoch FROM (
    SELECT min(other.started_at) FROM contact AS other
     WHERE other.customer_id = unit.customer_id AND other.id <> unit.contact_id
       AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at > unit.ended_at) - ended_at)
 WHERE customer_id IS NOT NULL
"""


def upgrade() -> None:
    for name in ("first_resolved_s", "abandoned_after_open_s"):
        op.add_column("contact", sa.Column(name, sa.Float(), nullable=True))
    op.add_column("conversation", sa.Column("device", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_conversation_device"), "conversation", "device IN ('phone', 'tablet', 'desktop')"
    )
    op.create_table(
        "promise",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("instance", sa.SmallInteger(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_promise_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_promise_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("contact_id", "ticket_id", "clock", "instance", name=op.f("pk_promise")),
    )
    op.execute(UNITS)
    op.execute(GAPS)
