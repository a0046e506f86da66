"""Tickets that wait for a person, the claims that took them, their clocks, and the outbox of screens to be told."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Identity, Index, Table, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from escalation.tables.columns import count, document, identity, metadata, moment, word, words

ticket = Table(
    "ticket",
    metadata,
    identity(),
    Column("number", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False, index=True),
    Column("contact_id", Uuid, nullable=False, index=True),
    word("queue"),
    word("priority"),
    word("state", default="waiting"),
    Column("agent_id", Uuid, ForeignKey("agent.id"), nullable=True),  # who holds it, or held it last
    count("epoch"),  # the conversation's epoch at this ticket's last change of owner
    moment("lease_until", null=True),
    moment("respond_by"),  # the score in the queue: fixed at the start, so a returned ticket keeps its place
    document("reasons", default="[]"),
    word("summary", default=""),
    word("topic", null=True),
    word("language"),
    document("emotion", null=True),
    document("facts"),
    count("requeued"),
    moment("created_at"),
    moment("assigned_at", null=True),
    moment("first_reply_at", null=True),
    moment("ended_at", null=True),
    Column("offered_to", Uuid, ForeignKey("agent.id"), nullable=True),  # asked to take it, until offered_until
    moment("offered_until", null=True),
    Column("declined_by", ARRAY(Uuid), nullable=False, server_default=text("'{}'::uuid[]")),  # in this round of offers
    moment("passed_over_at", null=True),  # when the last of them let it go: it rests, then a new round begins
    moment("promise_missed_at", null=True),  # when the customer was told that nobody has come in time
    moment("poisoned_at", null=True),  # returned so often that a supervisor was called
    words("labels"),
    word("resolution_code", null=True),
    Column("first_contact_solved", Boolean, nullable=True),  # as the agent who resolved it judged
    document("clocks"),  # escalation.promises.sla: what runs, is paused, was met or missed
    CheckConstraint(
        "(offered_to IS NULL) = (offered_until IS NULL) AND (offered_to IS NULL OR state = 'waiting')", name="offer"
    ),
    CheckConstraint("state IN ('waiting', 'assigned', 'resolved', 'returned', 'abandoned')", name="state"),
    CheckConstraint("priority IN ('urgent', 'high', 'normal', 'low')", name="priority"),
    CheckConstraint("(state = 'assigned') = (lease_until IS NOT NULL)", name="lease"),
)
Index(
    "uq_ticket_open", ticket.c.conversation_id, unique=True, postgresql_where=text("state IN ('waiting', 'assigned')")
)
Index("ix_ticket_waiting", ticket.c.respond_by, ticket.c.number, postgresql_where=text("state = 'waiting'"))
Index("ix_ticket_held", ticket.c.agent_id, postgresql_where=text("state = 'assigned'"))
Index("ix_ticket_lease", ticket.c.lease_until, postgresql_where=text("state = 'assigned'"))
Index("ix_ticket_recent", ticket.c.queue, ticket.c.assigned_at, postgresql_where=text("assigned_at IS NOT NULL"))
Index("ix_ticket_offered", ticket.c.offered_to, postgresql_where=text("offered_to IS NOT NULL"))
Index(
    "ix_ticket_free",
    ticket.c.queue,
    ticket.c.respond_by,
    ticket.c.number,
    postgresql_where=text("state = 'waiting' AND offered_to IS NULL"),
    postgresql_include=["id", "language", "declined_by", "poisoned_at"],  # looked through without touching the rows
)
Index("ix_ticket_resting", ticket.c.passed_over_at, postgresql_where=text("passed_over_at IS NOT NULL"))

claim = Table(
    "claim",
    metadata,
    Column("agent_id", Uuid, ForeignKey("agent.id"), primary_key=True),
    Column("client_id", Uuid, primary_key=True),  # of the request: its repeat gets the ticket it took, not another
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), nullable=False, index=True),
    moment("created_at"),
)

command = Table(
    "command",
    metadata,
    Column("agent_id", Uuid, ForeignKey("agent.id"), primary_key=True),
    Column("client_id", Uuid, primary_key=True),  # of the request: its repeat is answered, not done again
    word("kind"),
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), nullable=False, index=True),
    moment("created_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    word("channel"),  # whoever listens there has to read again if the hint itself was lost
    moment("created_at"),
)

sla_event = Table(
    "sla_event",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), nullable=False, index=True),
    moment("at"),
    word("clock"),
    word("kind"),
    moment("due", null=True),
    CheckConstraint("clock IN ('first', 'next', 'full')", name="clock"),
    CheckConstraint(
        "kind IN ('started', 'paused', 'resumed', 'moved', 'met', 'warned', 'breached', 'stopped')", name="kind"
    ),
)
Index("ix_sla_event_at", sla_event.c.at)
