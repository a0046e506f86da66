"""A screen takes no older state over a newer one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False))
