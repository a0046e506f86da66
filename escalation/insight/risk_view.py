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
NOTHING: Wire = {"computed_at": None, "model": None, "survival": [], "bands": [], "customers": []}


async def churn_of(connection: AsyncConnection) -> Wire:
    """computed_at, model, survival, bands, and the customers with the highest risk of leaving."""
    insight = await kept(connection, KEY)
    if insight is None:
        return NOTHING
    highest = select(risk).where(risk.c.leave.is_not(None)).order_by(risk.c.leave.desc(), risk.c.customer_id)
    rows = await connection.execute(highest.limit(MOST_CUSTOMERS))
    model = {**insight.data["model"], "usual": insight.data["usual"]["leave"]}
    return {
        "computed_at": timestamp(insight.computed_at),
        "model": model,
        **{name: insight.data[name] for name in ("survival", "bands")},
        "customers": [
            {
                "customer": row.customer_id,
                "leave": row.leave,
                "again": row.again,
                "reasons": row.reasons,
                "next_step": row.next_step,
            }
            for row in rows
        ],
    }


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
