"""Clustering: has texts of customers brought together, in the background for the last 30 days and at once for a few.

The assistant is asked for their vectors, little by little, since it answers customers meanwhile. Without it the letters
of the texts serve.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.insight.keeper import Refresher
from escalation.insight.texts import TEXTS
from escalation.insight.workshop import Workshop
from escalation.numbers.filter import Filter
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import conversation
from escalation.tables.suggestions import DIMENSION
from escalation.turns.assistant import Assistant, AssistantError, AssistantUnavailable

log = logging.getLogger(__name__)

EVERY = timedelta(hours=6)
BATCH = 8  # texts a call of the assistant
PAUSE_S = 0.2
"""Between two calls: customers come first."""
MOST_IN_THE_BACKGROUND = 1500
MOST_AT_ONCE = 200
"""Texts that somebody waits for; of more the newest."""
AT_ONCE_S = 6.0
"""For their vectors; then the letters must do."""

_ERASED = select(func.count(conversation.c.erased_at), func.max(conversation.c.erased_at))


def key_of(of: str) -> str:
    """Of the insight that keeps the clusters of these texts."""
    return f"clusters:{of}"


def refreshers(assistant: Assistant) -> tuple[Refresher, ...]:
    """One for each kind of texts."""
    return tuple(Refresher(key_of(of), EVERY, partial(_refresh, assistant, of), erased) for of in TEXTS)


async def erased(connection: AsyncConnection) -> tuple[Any, ...]:
    """Another whenever somebody was erased: clusters quote people."""
    return tuple((await connection.execute(_ERASED)).one())


async def _refresh(assistant: Assistant, of: str, record: Record, workshop: Workshop, now: datetime) -> Wire:
    """It takes a minute."""
    async with record.read() as connection:
        rows = (await TEXTS[of](connection, Filter.read({}, now)))[:MOST_IN_THE_BACKGROUND]
    vectors = await _vectors(assistant, [row["text"] for row in rows], PAUSE_S)
    return await _clustered(workshop, rows, vectors)


async def at_once(record: Record, workshop: Workshop, assistant: Assistant, of: str, asked: Filter) -> Wire:
    """The clusters of a filter's newest texts: `n` and `clusters`."""
    async with record.read() as connection:
        rows = (await TEXTS[of](connection, asked))[:MOST_AT_ONCE]
    try:
        async with asyncio.timeout(AT_ONCE_S):
            vectors = await _vectors(assistant, [row["text"] for row in rows], 0.0)
    except TimeoutError:
        log.info("vectors of %d texts take too long; their letters serve", len(rows))
        vectors = None
    return await _clustered(workshop, rows, vectors)


async def _clustered(workshop: Workshop, rows: list[dict[str, Any]], vectors: Any) -> Wire:
    found = await workshop.run("escalation.insight.clusters:clusters", rows, vectors)
    return {"n": len(rows), "clusters": found}


async def _vectors(assistant: Assistant, texts: Sequence[str], pause_s: float) -> list[list[float]] | None:
    """Of each text one; None where the assistant has none for all."""
    found: list[list[float]] = []
    for start in range(0, len(texts), BATCH):
        try:
            parses = await assistant.parse(list(texts[start : start + BATCH]), vectors=True)
        except (AssistantUnavailable, AssistantError) as error:
            log.info("%d texts are brought together by their letters: %s", len(texts), error)
            return None
        found += [parse.get("vector", []) for parse in parses]
        await asyncio.sleep(pause_s)
    return found if all(len(vector) == DIMENSION for vector in found) else None
