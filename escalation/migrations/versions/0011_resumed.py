"""A letter's link belongs to the first browser that uses it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("callback", sa.Column("resumed_by", sa.Uuid(), nullable=True))
    op.add_column("callback", sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_callback_resumed_by_visitor"), "callback", "visitor", ["resumed_by"], ["id"])
