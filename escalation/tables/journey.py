"""The journey log, and the contacts that the classifier reads out of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from escalation.tables.columns import count, document, flag, identity, metadata, moment, word, words

journey_event = Table(
    "journey_event",
    metadata,
    identity(),
    Column("position", BigInteger, Identity(always=True), nullable=False, unique=True),  # order of writing
    moment("at"),
    word("customer_id", null=True),
    word("anonymous_id", null=True),
    Column("contact_id", Uuid, nullable=True),
    word("stage"),
    word("touchpoint"),
    word("type"),
    word("topic", null=True),
    word("channel"),
    document("emotion", null=True),
    document("data"),
    word("source_id", null=True),  # the sender's own id of an event from outside: a second delivery is dropped
    CheckConstraint(
        "stage IN ('awareness', 'consideration', 'purchase', 'post_purchase', 'loyalty')",
        name="stage",
    ),
)
Index("ix_journey_event_at", journey_event.c.at, journey_event.c.position)
Index("ix_journey_event_contact", journey_event.c.contact_id, journey_event.c.position)
Index("ix_journey_event_customer", journey_event.c.customer_id, journey_event.c.at)
Index("ix_journey_event_anonymous", journey_event.c.anonymous_id, journey_event.c.at)
Index("ix_journey_event_type", journey_event.c.type, journey_event.c.at)
Index(
    "uq_journey_event_source_id",
    journey_event.c.source_id,
    unique=True,
    postgresql_where=text("source_id IS NOT NULL"),
)

contact = Table(
    "contact",
    metadata,
    identity(),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=True),  # none where it was imported
    word("external_id", null=True),  # the id an imported contact had where it came from
    word("customer_id", null=True),
    word("anonymous_id", null=True),
    word("channel", default="chat"),
    moment("started_at"),
    moment("last_activity_at"),
    moment("ended_at", null=True),  # none while it is open
    moment("rating_asked_at", null=True),  # once a contact, and not in everybody's way
    flag("meaningful"),  # more than a greeting was said
    word("outcome", null=True),
    word("handled_by", null=True),
    words("escalation_reasons"),
    Column("csat", SmallInteger, nullable=True),
    Column("first_human_response_s", Float, nullable=True),
    Column("queue_wait_s", Float, nullable=True),
    Column("abandoned_after_s", Float, nullable=True),  # how long a customer waited who then left the queue
    word("language", null=True),
    word("source", default="live"),
    Column("first_seq", Integer, nullable=True),  # of its first message in the conversation
    CheckConstraint("csat BETWEEN 1 AND 5", name="csat"),
    CheckConstraint("source IN ('live', 'import')", name="source"),
)
Index("uq_contact_external_id", contact.c.external_id, unique=True, postgresql_where=text("external_id IS NOT NULL"))
Index("uq_contact_open", contact.c.conversation_id, unique=True, postgresql_where=text("ended_at IS NULL"))
Index("ix_contact_started_at", contact.c.started_at)
Index("ix_contact_ended_at", contact.c.ended_at)
Index("ix_contact_customer", contact.c.customer_id, contact.c.started_at)
Index("ix_contact_conversation", contact.c.conversation_id, contact.c.started_at)

contact_issue = Table(
    "contact_issue",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("reference", Text, primary_key=True, server_default=""),
    count("position"),
)
Index("ix_contact_issue_topic", contact_issue.c.topic)

rating = Table(
    "rating",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id"), primary_key=True),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("score", SmallInteger, nullable=False),
    word("comment", null=True),
    Column("solved", Boolean, nullable=True),  # the customer's own answer to "was it solved?"
    moment("created_at"),
    CheckConstraint("score BETWEEN 1 AND 5", name="score"),
)
