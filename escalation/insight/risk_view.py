"""The risks as they were worked out last, for the page of ops and for the card at the desk."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.insight.keeper import kept
from escalation.insight.risk_refresher import KEY
from escalation.numbers.next_step import Known, next_step
from escalation.numbers.risks import Band, Reason
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import risk

MOST_CUSTOMERS = 200
STALE = timedelta(days=3)
"""What is older is not told of a customer any more: too much may have happened since."""
ORDERS = ("leave", "again")
"""What customers may be listed by."""
NOTHING: Wire = {
    "computed_at": None,
    "stale": False,
    "model": None,
    "survival": [],
    "bands": [],
    "again": None,
    "by": None,
    "customers": [],
}


async def churn_of(connection: AsyncConnection, now: datetime, by: str | None = None) -> Wire:
    """computed_at, the model of leaving with its bands, that of asking again, survival, and the customers with the
    highest risk: of what `by` says where that is known, else of what is. Where all that is stale, no customers."""
    insight = await kept(connection, KEY)
    if insight is None or "bands_again" not in insight.data:  # kept before there were these: worked out within a day
        return NOTHING
    data, stale = insight.data, insight.computed_at < now - STALE
    ready = [one for one in ORDERS if data["usual"][one] is not None]
    order = by if by in ready else next(iter(ready), ORDERS[0])
    return {
        "computed_at": timestamp(insight.computed_at),
        "stale": stale,
        "model": {**data["model"], "usual": data["usual"]["leave"]},
        "survival": data["survival"],
        "bands": data["bands"],
        "again": {"model": {**data["again"], "usual": data["usual"]["again"]}, "bands": data["bands_again"]},
        "by": order,
        "customers": [] if stale else await _likeliest(connection, order),
    }


async def _likeliest(connection: AsyncConnection, order: str) -> list[Wire]:
    """The customers whose risk is the highest; `about` is the one that the reasons are of."""
    highest = select(risk).where(risk.c[order].is_not(None)).order_by(risk.c[order].desc(), risk.c.customer_id)
    return [
        {
            "customer": row.customer_id,
            "leave": row.leave,
            "again": row.again,
            "about": row.why["about"],
            "reasons": row.reasons,
            "next_step": row.next_step,
        }
        for row in await connection.execute(highest.limit(MOST_CUSTOMERS))
    ]


async def risk_of(connection: AsyncConnection, customer_id: str, open_topic: str | None, now: datetime) -> Wire | None:
    """What an agent is shown: bands beside the usual, reasons, and the step that helps while `open_topic` is asked
    about. None where nothing is known, or nothing is out of the ordinary."""
    row = (await connection.execute(select(risk).where(risk.c.customer_id == customer_id))).one_or_none()
    insight = await kept(connection, KEY)
    if row is None or insight is None or row.computed_at < now - STALE:
        return None
    leave, again = Band(row.why["leave"]), Band(row.why["again"])
    if leave is Band.USUAL and again is Band.USUAL:
        return None
    codes = [Reason(reason["code"]) for reason in row.reasons]
    rule = next_step(Known(leave, again, codes, open_topic))
    return present(
        {
            "about": row.why["about"],
            "band": row.why[row.why["about"]],
            "share": getattr(row, row.why["about"]),
            "usual": insight.data["usual"][row.why["about"]],
            "reasons": [code.value for code in codes],
            "next_step": None if rule is None else rule.step.value,
            "why": None if rule is None else rule.id,
            "computed_at": timestamp(row.computed_at),
        }
    )
