"""Every table of the record. The migrations in escalation/migrations build exactly these."""

from escalation.tables.columns import metadata
from escalation.tables.conversation import (
    action_run,
    button,
    conversation,
    message,
    ownership_proof,
    submission,
    turn,
)
from escalation.tables.journey import contact, contact_issue, journey_event, rating
from escalation.tables.people import agent, customer, session, visitor
from escalation.tables.queue import claim, outbox, ticket

__all__ = [
    "action_run",
    "agent",
    "button",
    "claim",
    "contact",
    "contact_issue",
    "conversation",
    "customer",
    "journey_event",
    "message",
    "metadata",
    "outbox",
    "ownership_proof",
    "rating",
    "session",
    "submission",
    "ticket",
    "turn",
    "visitor",
]
