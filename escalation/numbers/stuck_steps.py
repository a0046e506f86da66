"""Who is stuck on a step of onboarding: it was taken a day ago or more, and the next one not yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import any_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.funnel import STEPS, TOUCHPOINTS
from escalation.tables import alias, journey_event

STUCK_AFTER = timedelta(hours=24)
FORGOTTEN_AFTER = timedelta(days=30)  # whoever stopped so long ago is not on the way any more

Progress = Mapping[str, datetime]
"""When each step was last taken, of those that were."""


def stuck_on(progress: Progress, now: datetime) -> str | None:
    """The last step that was reached, where its day has passed without a later one; None for who is not stuck."""
    reached = [step for step in STEPS if step in progress]
    if not reached or reached[-1] == STEPS[-1]:
        return None
    since = now - progress[reached[-1]]
    return reached[-1] if STUCK_AFTER <= since <= FORGOTTEN_AFTER else None


async def progress_of(connection: AsyncConnection, customer_id: str) -> Progress:
    """What a customer's tags said, from before they logged in too."""
    browsers = select(alias.c.anonymous_id).where(alias.c.customer_id == customer_id).scalar_subquery()
    theirs = (journey_event.c.customer_id == customer_id) | (
        # As an array, since beside OR a subquery's rows are looked for in every event there is.
        journey_event.c.customer_id.is_(None) & (journey_event.c.anonymous_id == any_(func.array(browsers)))
    )
    steps = {touchpoint: step for step, touchpoint in TOUCHPOINTS.items()}
    found = await connection.execute(
        select(journey_event.c.touchpoint, func.max(journey_event.c.at))
        .where(theirs, journey_event.c.touchpoint.in_(steps))
        .group_by(journey_event.c.touchpoint)
    )
    return {steps[touchpoint]: at for touchpoint, at in found}
