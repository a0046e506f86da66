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
    word("device", null=True),
    word("tier", null=True),  # the shop's own word for the customer, as it was then
    Column("returning", Boolean, nullable=True),  # whether the same customer had a counted contact before
    flag("asked_bot"),  # the bot got at least one request
    flag("answered_by_bot"),  # and gave at least one real answer
    count("bot_turns"),
    count("fallback_turns"),  # of them, those in which nothing was understood
    Column("negative", Float, nullable=True),  # 0..1, the most that the customer sounded so
    Column("solved", Boolean, nullable=True),  # the customer's own answer to "was it solved?"
    Column("effort", SmallInteger, nullable=True),  # 1..7, how easy it was made (CES 2.0; 7 is easy)
    word("not_first", null=True),  # why nobody could have resolved it at first contact: one of a registered list
    Column("handle_s", Float, nullable=True),  # a person's time; of parallel chats each has its share
    Column("resolved_s", Float, nullable=True),  # from its start until it was last resolved
    Column("first_resolved_s", Float, nullable=True),  # the first time, whatever came after
    Column("first_bot_response_s", Float, nullable=True),
    Column("queue_wait_open_s", Float, nullable=True),  # the same waits in the open time of the team
    Column("first_human_response_open_s", Float, nullable=True),
    Column("abandoned_after_open_s", Float, nullable=True),
    Column("resolved_open_s", Float, nullable=True),
    word("source", default="live"),
    Column("first_seq", Integer, nullable=True),  # of its first message in the conversation
    moment("emptied_at", null=True),  # when its words were taken away: by age, or with its person
    CheckConstraint("csat BETWEEN 1 AND 5", name="csat"),
    CheckConstraint("effort BETWEEN 1 AND 7", name="effort"),
    CheckConstraint("device IN ('phone', 'tablet', 'desktop')", name="device"),
    CheckConstraint("source IN ('live', 'import')", name="source"),
)
Index("uq_contact_external_id", contact.c.external_id, unique=True, postgresql_where=text("external_id IS NOT NULL"))
Index("uq_contact_open", contact.c.conversation_id, unique=True, postgresql_where=text("ended_at IS NULL"))
Index("ix_contact_started_at", contact.c.started_at)
Index("ix_contact_ended_at", contact.c.ended_at)
Index("ix_contact_customer", contact.c.customer_id, contact.c.started_at)
Index("ix_contact_conversation", contact.c.conversation_id, contact.c.started_at)
Index(
    "ix_contact_wordy",
    contact.c.ended_at,
    postgresql_where=text("conversation_id IS NOT NULL AND emptied_at IS NULL"),
)

contact_issue = Table(
    "contact_issue",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("reference", Text, primary_key=True, server_default=""),
    count("position"),
)
Index("ix_contact_issue_topic", contact_issue.c.topic)

# What FCR counts, kept up whenever a contact of the customer closes. Gaps in seconds; none: no such contact yet.
unit = Table(
    "unit",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("reference", Text, primary_key=True, server_default=""),
    word("customer_id", null=True),
    moment("started_at"),
    moment("ended_at"),
    Column("before_same_s", Float, nullable=True),  # from the start of the contact before on the issue to its own
    Column("before_any_s", Float, nullable=True),  # the same on any topic
    Column("after_same_s", Float, nullable=True),  # from its own end to the start of the next contact on the issue
    Column("after_any_s", Float, nullable=True),
)
Index("ix_unit_ended_at", unit.c.ended_at)
Index("ix_unit_customer", unit.c.customer_id, unit.c.started_at)

# The promises to a contact's customer that are over: each run of a clock of its tickets, read out of `sla_event`.
promise = Table(
    "promise",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("ticket_id", Uuid, ForeignKey("ticket.id"), primary_key=True),
    Column("clock", Text, primary_key=True),
    Column("instance", SmallInteger, primary_key=True),  # counted from 1
    Column("kept", Boolean, nullable=False),
)

# What the shop's tags say of a customer who may never have written to support.
profile = Table(
    "profile",
    metadata,
    Column("customer_id", Text, primary_key=True),
    word("tier", null=True),
    document("traits"),
    moment("first_seen_at"),
    moment("updated_at"),
)

alias = Table(
    "alias",
    metadata,
    Column("anonymous_id", Text, primary_key=True),  # of a browser, before and after its owner logged in
    word("customer_id"),
    moment("at"),
)
Index("ix_alias_customer", alias.c.customer_id)

rating = Table(
    "rating",
    metadata,
    Column("contact_id", Uuid, ForeignKey("contact.id"), primary_key=True),
    Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("score", SmallInteger, nullable=False),
    word("comment", null=True),
    Column("solved", Boolean, nullable=True),  # the customer's own answer to "was it solved?"
    Column("effort", SmallInteger, nullable=True),  # 1..7, 7 is easy
    moment("created_at"),
    CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    CheckConstraint("effort BETWEEN 1 AND 7", name="effort"),
)
