"""Every table of the record. The migrations in escalation/migrations build exactly these."""

from escalation.tables.columns import metadata
from escalation.tables.conversation import (
    action_run,
    button,
    conversation,
    file,
    message,
    ownership_proof,
    submission,
    turn,
)
from escalation.tables.desk import audit, label, macro, note, search_entry, team
from escalation.tables.feelings import unread_feeling
from escalation.tables.insight import alarm, goal, improvement, insight, outreach, risk, segment
from escalation.tables.journey import alias, contact, contact_issue, journey_event, profile, promise, rating, unit
from escalation.tables.outbound import callback, delivery, mail, webhook
from escalation.tables.people import agent, customer, session, visitor
from escalation.tables.queue import claim, command, outbox, sla_event, ticket
from escalation.tables.suggestions import answer

__all__ = [
    "action_run",
    "agent",
    "alarm",
    "alias",
    "answer",
    "audit",
    "button",
    "callback",
    "claim",
    "command",
    "contact",
    "contact_issue",
    "conversation",
    "customer",
    "delivery",
    "file",
    "goal",
    "improvement",
    "insight",
    "journey_event",
    "label",
    "macro",
    "mail",
    "message",
    "metadata",
    "note",
    "outbox",
    "outreach",
    "ownership_proof",
    "profile",
    "promise",
    "rating",
    "risk",
    "search_entry",
    "segment",
    "session",
    "sla_event",
    "submission",
    "team",
    "ticket",
    "turn",
    "unit",
    "unread_feeling",
    "visitor",
    "webhook",
]
