"""How much waits in which queue, and how many agents are there: the same for every desk."""

from sqlalchemy import DateTime, bindparam, text

from escalation.promises.ticket_clocks import OVERDUE
from escalation.queue.attendance import GONE_AFTER
from escalation.queue.topics import Queue
from escalation.store.record import Record
from escalation.store.wire import Wire, present, timestamp

_STATUSES = ("online", "busy", "away")

_COUNTED = text(
    f"""
SELECT 'queue' AS kind, queue AS name, count(*) AS number, min(respond_by) AS oldest_due,
       count(*) FILTER (WHERE {OVERDUE}) AS breached
  FROM ticket WHERE state = 'waiting' GROUP BY queue
 UNION ALL
SELECT 'agents', CASE WHEN seen_at > :connected THEN status ELSE 'away' END AS shown, count(*), NULL, 0
  FROM agent WHERE disabled_at IS NULL AND roles && ARRAY['agent', 'supervisor', 'admin'] GROUP BY shown
"""
).bindparams(bindparam("connected", type_=DateTime(timezone=True)))


class Counts:
    """Counted in one trip."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def counts(self) -> Wire:
        """`queues`: waiting, oldest_due, breached of each queue; `agents`: how many have which status, away without an
        open desk."""
        async with self._record.read() as connection:
            rows = list(await connection.execute(_COUNTED, {"connected": self._record.clock() - GONE_AFTER}))
        queues: Wire = {queue.value: {"waiting": 0, "breached": 0} for queue in Queue}
        for row in rows:
            if row.kind == "queue":
                found = {"waiting": row.number, "oldest_due": timestamp(row.oldest_due), "breached": row.breached}
                queues[row.name] = present(found)
        statuses = {row.name: row.number for row in rows if row.kind == "agents"}
        return {"queues": queues, "agents": {status: statuses.get(status, 0) for status in _STATUSES}}
