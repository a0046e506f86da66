"""The numbers told by the pure rules alone, over all that is on record: slow, and what SQL is held against."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers import waiting
from escalation.numbers.contact_rows import ContactRow, History, Promised, Row, Window, groups_of, narrowed
from escalation.numbers.filter import Filter
from escalation.numbers.metrics import Metric, Part, Reading, parts_of, read
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.tables import contact, contact_issue, promise

SAME = [name for name in ContactRow.__slots__ if name in contact.c and name not in ("id", "outcome", "handled_by")]


class PureNumbers:
    """Every counted contact, read once."""

    def __init__(self, closed: Sequence[ContactRow], still: Sequence[ContactRow], asked: Filter, now: datetime) -> None:
        self._history, self._window = History(closed), Window(asked.window, now)
        inside = [one for one in closed if asked.since <= one.ended_at < asked.until]
        kept = [cut for one in inside if (cut := narrowed(one, asked.narrowing)) is not None]
        self._contacts = [*kept, *still]

    @classmethod
    async def load(cls, connection: AsyncConnection, asked: Filter, now: datetime) -> "PureNumbers":
        issues, promises = defaultdict[Any, list[Issue]](list), defaultdict[Any, list[Promised]](list)
        for row in await connection.execute(select(contact_issue).order_by(contact_issue.c.position)):
            issues[row.contact_id].append(Issue(row.topic, row.reference))
        for row in await connection.execute(select(promise)):
            promises[row.contact_id].append(Promised(str(row.ticket_id), row.clock, row.instance, row.kept))
        rows = await connection.execute(select(contact).where(contact.c.ended_at.is_not(None), contact.c.meaningful))
        closed = [_contact(row, issues[row.id], promises[row.id]) for row in rows]
        return cls(closed, await waiting.read(connection, asked, now), asked, now)

    def placed(self, metric: Metric) -> list[tuple[Row, Part]]:
        return parts_of(metric, self._contacts, self._history, self._window)

    def readings(self, metric: Metric, by: str | None) -> dict[str, Reading]:
        """By group; those without a row are left out."""
        groups: dict[str, list[tuple[Row, Part]]] = defaultdict(list)
        for row, part in self.placed(metric):
            for key in ("",) if by is None else groups_of(row, by):
                groups[key].append((row, part))
        return {key: read(metric, rows) for key, rows in groups.items()}


def _contact(row: SqlRow[Any], issues: Sequence[Issue], promises: Sequence[Promised]) -> ContactRow:
    same = {name: getattr(row, name) for name in SAME}
    told = {**same, "escalation_reasons": tuple(row.escalation_reasons), "promises": tuple(promises)}
    return ContactRow(
        id=str(row.id), outcome=Outcome(row.outcome), handled_by=HandledBy(row.handled_by), issues=tuple(issues), **told
    )
