"""Conversations, what is said in them, and the turns that answer."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from escalation.tables.columns import count, document, flag, identity, metadata, moment, word

conversation = Table(
    "conversation",
    metadata,
    identity(),
    Column("visitor_id", Uuid, ForeignKey("visitor.id"), nullable=True),
    Column("customer_id", Text, ForeignKey("customer.id"), nullable=True),
    count("last_seq"),
    count("version"),  # rises with every change that its screens are told: an older state never replaces a newer one
    count("visible_from", default=1),  # first seq a screen may show: what an anonymous visitor said before stays hidden
    count("read_seq"),
    moment("read_at", null=True),  # when the customer's screen last said so
    word("owner", default="closed"),
    count("epoch"),  # rises with every change of owner; an agent's write must carry the current one
    Column("agent_id", Uuid, ForeignKey("agent.id"), nullable=True),
    Column("contact_id", Uuid, nullable=True),  # the open contact; no foreign key, since contact points back here
    Column("dialogue_id", Uuid, nullable=False),  # new for every contact and every return to the bot
    document("memory"),  # escalation.routing.memory: what the router knows of this dialogue
    moment("outage_since", null=True),  # the customer has been told that the bot cannot answer
    word("locale", default="ko"),
    word("device", null=True),  # phone, tablet or desktop: what its customer came with last
    document("page_context", null=True),  # {page, cart, order} as the shop's page says it: shown, never believed
    moment("created_at"),
    moment("active_at"),
    moment("erased_at", null=True),  # with its person: nothing is said here any more
    CheckConstraint("owner IN ('bot', 'queue', 'agent', 'closed')", name="owner"),
    CheckConstraint("(owner = 'agent') = (agent_id IS NOT NULL)", name="agent"),
    CheckConstraint("locale IN ('ko', 'en')", name="locale"),
    CheckConstraint("device IN ('phone', 'tablet', 'desktop')", name="device"),
)
Index("ix_conversation_visitor", conversation.c.visitor_id, conversation.c.active_at)
Index("ix_conversation_customer", conversation.c.customer_id, conversation.c.active_at)
Index(
    "ix_conversation_idle",
    conversation.c.active_at,
    postgresql_where=text("contact_id IS NOT NULL AND owner = 'bot'"),
)


def belonging(*, index: bool = False) -> "Column[object]":
    """The conversation a row belongs to."""
    return Column("conversation_id", Uuid, ForeignKey("conversation.id"), nullable=False, index=index)


message = Table(
    "message",
    metadata,
    identity(),
    belonging(),
    Column("seq", Integer, nullable=False),
    Column("contact_id", Uuid, nullable=True),
    Column("turn_id", Uuid, nullable=True),  # the bot turn that said this
    word("sender"),
    Column("agent_id", Uuid, nullable=True),
    word("name", null=True),
    word("kind"),
    word("text", null=True),
    word("code", null=True),
    document("params", null=True),
    document("card", null=True),
    word("payload", null=True),  # what Rasa gets instead of the text: from a stored button or form only
    Column("pressed_id", Uuid, nullable=True),  # the button, where kind = 'press'
    Column("client_id", Uuid, nullable=True),
    word("fingerprint", null=True),  # of a form's values: tells a repeat from another content without keeping them
    moment("created_at"),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "sender", "client_id"),
    CheckConstraint("sender IN ('customer', 'bot', 'agent', 'system')", name="sender"),
    CheckConstraint("kind IN ('text', 'notice', 'card', 'press', 'submit', 'file')", name="kind"),
    CheckConstraint("sender NOT IN ('customer', 'agent') OR char_length(text) <= 2000", name="length"),
)

file = Table(
    "file",
    metadata,
    identity(),
    belonging(index=True),
    Column("message_id", Uuid, ForeignKey("message.id"), nullable=False),  # whoever may read it may read the file
    word("name"),
    word("media_type"),  # as its content says, never as its sender says
    Column("size", Integer, nullable=False),  # bytes
    Column("content", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    CheckConstraint("size BETWEEN 1 AND 10485760", name="size"),
)

button = Table(
    "button",
    metadata,
    identity(),
    Column("message_id", Uuid, ForeignKey("message.id"), nullable=False, index=True),
    belonging(),
    Column("position", Integer, nullable=False),
    word("title", null=True),  # the bot's words; the gateway's own buttons carry a code instead
    word("code", null=True),
    word("payload", null=True),
    document("confirms", null=True),  # {action, reference, submission?}: pressing it is the customer's yes
    Column("turn_id", Uuid, nullable=True),
    Column("dialogue_id", Uuid, nullable=False),
    moment("created_at"),
    moment("used_at", null=True),
)

turn = Table(
    "turn",
    metadata,
    identity(),
    belonging(),
    Column("contact_id", Uuid, nullable=False),
    Column("dialogue_id", Uuid, nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    word("state", default="waiting"),
    count("attempt"),
    moment("lease_until", null=True),
    moment("retry_at", null=True),
    moment("created_at"),
    moment("first_failed_at", null=True),
    moment("finished_at", null=True),
    document("facts", null=True),  # what the assistant understood, masked; the router can be replayed over it
    CheckConstraint("state IN ('waiting', 'running', 'retrying', 'answered', 'failed', 'dropped')", name="state"),
)
Index("ix_turn_conversation", turn.c.conversation_id, turn.c.created_at)
# At most one turn runs a conversation, and at most one gathers the messages that come meanwhile.
Index("uq_turn_active", turn.c.conversation_id, unique=True, postgresql_where=text("state IN ('running', 'retrying')"))
Index("uq_turn_waiting", turn.c.conversation_id, unique=True, postgresql_where=text("state = 'waiting'"))
Index("ix_turn_due", turn.c.created_at, postgresql_where=text("state IN ('waiting', 'running', 'retrying')"))

submission = Table(
    "submission",
    metadata,
    identity(),
    belonging(index=True),
    Column("message_id", Uuid, ForeignKey("message.id"), nullable=False),
    word("kind"),
    document("values"),
    moment("created_at"),
)

ownership_proof = Table(
    "ownership_proof",
    metadata,
    identity(),
    belonging(index=True),
    Column("contact_id", Uuid, nullable=False),
    flag("owned"),
    word("reference", null=True),  # kept only where it was proven: a wrong guess leaves no trace of what was guessed
    moment("created_at"),
)

action_run = Table(
    "action_run",
    metadata,
    Column("key", Text, primary_key=True),  # turn_id:action:reference
    belonging(index=True),
    Column("turn_id", Uuid, ForeignKey("turn.id"), nullable=False),
    word("action"),
    word("reference"),
    flag("ok"),
    word("code", null=True),
    Column("result", JSONB, nullable=False),
    moment("created_at"),
)
