"""Customers' messages whose emotion nobody has read yet: those that no bot's turn answers."""

from sqlalchemy import Column, ForeignKey, Index, Table, Uuid

from escalation.tables.columns import count, metadata, moment
from escalation.tables.conversation import belonging

unread_feeling = Table(
    "unread_feeling",
    metadata,
    Column("message_id", Uuid, ForeignKey("message.id"), primary_key=True),
    belonging(index=True),
    moment("due_at"),
    count("attempt"),
)
Index("ix_unread_feeling_due", unread_feeling.c.due_at)
