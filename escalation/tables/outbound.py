"""What leaves the house: e-mails and signed webhooks, kept until they are delivered or given up."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Table, Text, Uuid, text

from escalation.tables.columns import count, document, identity, metadata, moment, word, words

callback = Table(
    "callback",
    metadata,
    identity(),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False, index=True),
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), nullable=False, index=True),
    word("email"),  # where a customer who left wants to hear the answer
    word("locale"),
    moment("created_at"),
    moment("answered_at", null=True),  # when the answer was put into the mail
    Column(
        "resumed_by", Uuid, ForeignKey("visitor.id"), nullable=True
    ),  # the first browser that used the letter's link
    moment("resumed_at", null=True),
)

mail = Table(
    "mail",
    metadata,
    identity(),
    word("key"),  # what it is about: the same thing is mailed once
    word("kind"),
    word("recipient"),
    word("locale"),
    document("params"),
    word("state", default="waiting"),
    count("attempt"),
    moment("due_at"),
    moment("created_at"),
    moment("sent_at", null=True),
    word("last_error", null=True),
    CheckConstraint("state IN ('waiting', 'sent', 'dead')", name="state"),
)
Index("uq_mail_key", mail.c.key, unique=True)
Index("ix_mail_due", mail.c.due_at, postgresql_where=text("state = 'waiting'"))

webhook = Table(
    "webhook",
    metadata,
    identity(),
    word("url"),
    word("secret"),
    words("events"),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    moment("created_at"),
    moment("updated_at"),
    moment("archived_at", null=True),
)

delivery = Table(
    "delivery",
    metadata,
    identity(),
    Column("webhook_id", Uuid, ForeignKey("webhook.id"), nullable=False),
    Column("event_id", Uuid, nullable=False),  # of the journey log, or of news that is in none
    word("type"),
    document("body"),
    word("state", default="waiting"),
    count("attempt"),
    moment("due_at"),
    Column("last_status", Text, nullable=True),
    word("last_error", null=True),
    moment("created_at"),
    moment("delivered_at", null=True),
    CheckConstraint("state IN ('waiting', 'delivered', 'dead')", name="state"),
)
Index("uq_delivery_event", delivery.c.webhook_id, delivery.c.event_id, unique=True)
Index("ix_delivery_due", delivery.c.due_at, postgresql_where=text("state = 'waiting'"))
