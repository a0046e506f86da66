"""What ops save and decide over the numbers, and what is worked out from them in the background."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Index, Table, Text, Uuid, text

from escalation.tables.columns import document, identity, metadata, moment, word

segment = Table(
    "segment",
    metadata,
    identity(),
    word("name"),
    document("filter"),  # escalation.numbers.filter: the narrowing without its period
    Column("created_by", Uuid, ForeignKey("agent.id"), nullable=True),
    moment("created_at"),
    moment("archived_at", null=True),
)

goal = Table(
    "goal",
    metadata,
    identity(),
    word("metric"),
    document("filter"),
    Column("target", Float, nullable=False),  # in the metric's unit; shares 0..1
    word("direction"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("created_by", Uuid, ForeignKey("agent.id"), nullable=True),
    moment("created_at"),
    moment("archived_at", null=True),
    moment("missed_at", null=True),  # when it was said that the target was missed
    CheckConstraint("direction IN ('at_least', 'at_most')", name="direction"),
    CheckConstraint("first_day <= last_day", name="days"),
)

improvement = Table(
    "improvement",
    metadata,
    identity(),
    word("title"),
    word("note", default=""),
    word("metric"),
    document("filter"),
    Column("started_on", Date, nullable=False),
    word("verdict", null=True),  # as ops decided, having seen before and after
    Column("created_by", Uuid, ForeignKey("agent.id"), nullable=True),
    moment("created_at"),
    moment("decided_at", null=True),
    moment("archived_at", null=True),
    CheckConstraint("verdict IN ('kept', 'withdrawn')", name="verdict"),
)

alarm = Table(
    "alarm",
    metadata,
    identity(),
    word("kind"),
    word("key"),  # what it is about: the same thing is said once
    document("data"),
    moment("at"),
    moment("seen_at", null=True),
    Column("seen_by", Uuid, ForeignKey("agent.id"), nullable=True),
    CheckConstraint("kind IN ('topic_rises', 'goal_missed')", name="kind"),
)
Index("uq_alarm_key", alarm.c.kind, alarm.c.key, unique=True)
Index("ix_alarm_at", alarm.c.at)

# Worked out in the background and read by pages: what takes seconds to compute.
insight = Table(
    "insight",
    metadata,
    Column("key", Text, primary_key=True),
    document("data"),
    moment("computed_at"),
)

risk = Table(
    "risk",
    metadata,
    Column("customer_id", Text, primary_key=True),
    Column("leave", Float, nullable=True),  # calibrated, 0..1: no order and no visit within 30 days
    Column("again", Float, nullable=True),  # calibrated, 0..1: another contact within 30 days
    document("reasons", default="[]"),
    word("next_step", null=True),
    document("why"),
    word("model"),
    moment("computed_at"),
)
Index("ix_risk_leave", risk.c.leave)

# What is said to a customer before they ask: an order that turned late, the guide of a step they are stuck on.
outreach = Table(
    "outreach",
    metadata,
    identity(),
    word("kind"),
    word("key"),  # the order, or the step: the same thing is said once to the same customer
    word("customer_id", null=True),
    word("anonymous_id", null=True),
    document("data"),
    Column(
        "held_back", Boolean, nullable=False, server_default=text("false")
    ),  # of the group that is not told: to compare with
    moment("created_at"),
    moment("shown_at", null=True),
    moment("taken_at", null=True),
    moment("dismissed_at", null=True),
    CheckConstraint("kind IN ('late_order', 'stuck_step')", name="kind"),
    CheckConstraint("customer_id IS NOT NULL OR anonymous_id IS NOT NULL", name="whom"),
)
Index(
    "uq_outreach_key",
    outreach.c.kind,
    outreach.c.key,
    outreach.c.customer_id,
    outreach.c.anonymous_id,
    unique=True,
    postgresql_nulls_not_distinct=True,
)
Index("ix_outreach_customer", outreach.c.customer_id, outreach.c.created_at)
Index("ix_outreach_anonymous", outreach.c.anonymous_id, outreach.c.created_at)
