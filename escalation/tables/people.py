"""Browsers, customers, agents and their sessions."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from escalation.tables.columns import count, identity, metadata, moment, word, words

visitor = Table(
    "visitor",
    metadata,
    identity(),
    # SHA-256 of the browser's token: the token itself is never stored.
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    moment("created_at"),
    moment("seen_at"),
)

customer = Table(
    "customer",
    metadata,
    Column("id", Text, primary_key=True),  # the shop's own id, as its signed token names it
    word("name", null=True),
    word("tier", null=True),
    moment("created_at"),
    moment("updated_at"),
)

agent = Table(
    "agent",
    metadata,
    identity(),
    word("name"),
    word("email"),
    word("password_hash"),
    words("roles"),
    words("languages"),  # empty: every language
    words("skills"),  # queues this agent works; empty: every queue
    count("capacity", default=4),
    word("status", default="away"),
    moment("created_at"),
    moment("seen_at", null=True),  # the last sign of life of an open desk
    count("lapsed"),  # offers in a row that were left to lapse
    moment("last_chat_at", null=True),  # when a chat last came to this agent
    moment("disabled_at", null=True),
    word("totp_secret", null=True),  # base32; asked for at log-in once `totp_since` is set
    moment("totp_since", null=True),
    Column("totp_step", BigInteger, nullable=False, server_default=text("0")),  # the last one used: a code works once
    words("recovery_hashes"),  # SHA-256, as hexadecimal digits, of codes that have not been used
    CheckConstraint("status IN ('online', 'busy', 'away')", name="status"),
    CheckConstraint("capacity >= 0", name="capacity"),
)
Index("uq_agent_email", func.lower(agent.c.email), unique=True)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
    moment("created_at"),
    moment("seen_at"),
    moment("expires_at"),
)
