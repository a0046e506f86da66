"""Texts of customers that clusters are made of, masked: what nobody could answer, and what was written to a rating."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.contact_events import asks
from escalation.numbers.desk_knowledge import event_of
from escalation.numbers.filter import Filter
from escalation.numbers.narrowing import within
from escalation.numbers.outcomes import Outcome
from escalation.queue.topics import SMALLTALK, topic_of
from escalation.store.masking import mask
from escalation.tables import contact, journey_event, rating

MOST_CONTACTS = 3000
LONGEST = 300  # characters of a text


async def unanswered(connection: AsyncConnection, asked: Filter) -> list[dict[str, Any]]:
    """The last request of each contact that ended unresolved or whose last request was not understood: `contact_id`,
    `text`, `feeling`. The newest contacts first."""
    chosen = (
        select(contact.c.id, contact.c.outcome)
        .where(*within(asked), or_(contact.c.outcome == Outcome.UNRESOLVED, contact.c.fallback_turns > 0))
        .order_by(contact.c.ended_at.desc(), contact.c.id)
        .limit(MOST_CONTACTS)
    )
    outcomes = {row.id: row.outcome for row in await connection.execute(chosen)}
    turns = (
        select(journey_event)
        .where(journey_event.c.contact_id.in_(list(outcomes)), journey_event.c.type == "turn_answered")
        .order_by(journey_event.c.position)
    )
    said = [(row.contact_id, event_of(row)) for row in await connection.execute(turns)]
    last = {contact_id: event for contact_id, event in said if asks(event)}
    found = []
    for contact_id, outcome in outcomes.items():
        event = last.get(contact_id)
        if event is None or not (outcome == Outcome.UNRESOLVED or not _understood(event.data["intents"])):
            continue
        if text := _request(event.data["intents"]):
            feeling = None if event.emotion is None else -event.emotion
            found.append({"contact_id": str(contact_id), "text": text, "feeling": feeling})
    return found


def _understood(intents: Iterable[dict[str, Any]]) -> bool:
    return any(intent.get("gate") == "sure" and intent["intent"] != "out_of_scope" for intent in intents)


def _request(intents: Iterable[dict[str, Any]]) -> str:
    """The words of a turn without its small talk."""
    said = [str(i.get("text") or "") for i in intents if topic_of(i["intent"]) != SMALLTALK]
    return mask(" ".join(dict.fromkeys(part.strip() for part in said if part.strip())))[:LONGEST]


async def comments(connection: AsyncConnection, asked: Filter) -> list[dict[str, Any]]:
    """What customers wrote beside their stars; the stars, -1 to 1, are how they felt. The newest first."""
    written = (
        select(rating.c.contact_id, rating.c.comment, rating.c.score)
        .join(contact, contact.c.id == rating.c.contact_id)
        .where(*within(asked), rating.c.comment.is_not(None), rating.c.comment != "")
        .order_by(rating.c.created_at.desc(), rating.c.contact_id)
        .limit(MOST_CONTACTS)
    )
    return [
        {"contact_id": str(row.contact_id), "text": mask(row.comment)[:LONGEST], "feeling": (row.score - 3) / 2}
        for row in await connection.execute(written)
    ]


TEXTS = {"unanswered": unanswered, "comments": comments}
