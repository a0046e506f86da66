"""Alembic's entry: runs over the connection that escalation.schema hands in."""

from alembic import context

from escalation.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
