"""What agents and supervisors keep beside the conversations: notes, macros, labels, teams, search, audit."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from escalation.tables.columns import count, document, identity, metadata, moment, word

note = Table(
    "note",
    metadata,
    identity(),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False),
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), nullable=True),
    Column("agent_id", Uuid, ForeignKey("agent.id"), nullable=False),
    Column("after_seq", Integer, nullable=False),  # where it stands among the messages; it has no seq of its own
    word("text"),
    Column("client_id", Uuid, nullable=False),
    moment("created_at"),
    CheckConstraint("char_length(text) <= 4000", name="length"),
)
Index("ix_note_conversation", note.c.conversation_id, note.c.created_at)
Index("uq_note_client_id", note.c.agent_id, note.c.client_id, unique=True)

macro = Table(
    "macro",
    metadata,
    identity(),
    word("name"),
    word("queue", null=True),  # none: every queue's
    word("ko"),
    word("en"),
    count("position"),
    moment("created_at"),
    moment("updated_at"),
    moment("archived_at", null=True),
)
Index("uq_macro_name", macro.c.name, unique=True, postgresql_where=text("archived_at IS NULL"))

label = Table(
    "label",
    metadata,
    identity(),
    word("name"),
    word("colour", default="grey"),
    moment("created_at"),
    moment("archived_at", null=True),
)
Index("uq_label_name", label.c.name, unique=True, postgresql_where=text("archived_at IS NULL"))

team = Table(
    "team",
    metadata,
    Column("queue", Text, primary_key=True),
    word("timezone", default="Asia/Seoul"),
    document("hours"),  # by weekday (mon ... sun), spans of local time; escalation.promises.hours
    word("holidays", default="KR"),  # country of the public holidays, empty for none
    document("closed_days", default="[]"),
    document("open_days", default="[]"),
    word("assignment", default="offer"),
    count("offer_s", default=30),
    count("promise_s", default=180),  # seconds of open time within which somebody should have come; 0: no promise
    document("sla"),  # by priority: seconds of open time for first, next and full response
    moment("updated_at"),
    CheckConstraint("assignment IN ('offer', 'auto', 'pull')", name="assignment"),
    CheckConstraint("offer_s BETWEEN 5 AND 600 AND promise_s >= 0", name="seconds"),
)

search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Uuid, primary_key=True),  # of the message or the note
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False, index=True),
    word("kind"),
    moment("at"),
    Column("document", TSVECTOR, nullable=False),
    CheckConstraint("kind IN ('message', 'note')", name="kind"),
)
Index("ix_search_entry_document", search_entry.c.document, postgresql_using="gin")
Index("ix_search_entry_at", search_entry.c.at)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    moment("at"),
    word("actor"),  # an agent's id, or the program that acted
    word("action"),
    word("subject"),
    document("before", null=True),
    document("after", null=True),
    word("previous"),  # the mark of the entry before: a chain that shows a missing or changed entry
    word("mark"),
)
Index("ix_audit_at", audit.c.at)
