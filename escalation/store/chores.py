"""Chores: work that goes on in the background for as long as a gateway runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


async def keep_at(what: str, step: Callable[[], Awaitable[bool]], rest_s: float) -> None:
    """Do `step` until cancelled; rest for `rest_s` seconds whenever it says that nothing is left for now. While the
    database does not answer, the log says that `what` pauses."""
    while True:
        try:
            more = await step()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("%s pauses, the database does not answer: %s", what, error)
            more = False
        if not more:
            await asyncio.sleep(rest_s)
