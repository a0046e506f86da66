"""Missed promises: whoever waits longer than the team promised hears that nobody has come yet, once a ticket, and may
leave an e-mail address or go on with the bot. The ticket stays where it waits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, and_, cast, func, or_, select, update

from escalation.customers.callbacks import address_left
from escalation.promises.teams import all_teams, team_of
from escalation.queue.tickets import TicketState
from escalation.store.conversation import Owner
from escalation.store.drafts import KEEP_BOT, LEAVE_EMAIL, notice
from escalation.store.record import Record
from escalation.store.rows import AnyRow, inline
from escalation.store.thread import Thread
from escalation.store.wire import present
from escalation.tables import message, ticket

BATCH = 200
SIGNS_OF_A_PERSON = ("agent_joined", "agent_left", "transferred")


class MissedPromises:
    """Finds them, and tells those who wait."""

    def __init__(self, record: Record, *, letters: bool = True) -> None:
        """Without `letters` nobody is asked for an address."""
        self._record = record
        self._letters = letters

    async def found(self) -> list[UUID]:
        """The conversations in which it has to be told, the longest wait first."""
        now = self._record.clock()
        async with self._record.read() as connection:
            teams = await all_teams(connection, now)
            late = [
                and_(ticket.c.queue == inline(queue), _waits_since() <= team.hours.before(now, team.promise_s))
                for queue, team in teams.items()
                if team.promise_s > 0
            ]
            if not late:
                return []
            found = select(ticket.c.conversation_id).where(_UNTOLD, or_(*late)).order_by(ticket.c.created_at)
            return list(await connection.scalars(found.limit(BATCH)))

    async def tell(self, conversation_id: UUID) -> bool:
        """Tell it, unless somebody has come, or it was told, meanwhile."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            waiting = _WAITING.where(ticket.c.conversation_id == conversation_id, _UNTOLD)
            row = (await change.connection.execute(waiting)).one_or_none()
            if row is None or thread.owner is not Owner.QUEUE or not await self._is_late(thread, row):
                return False
            await change.connection.execute(
                update(ticket).where(ticket.c.id == row.id).values(promise_missed_at=change.now)
            )
            left = await address_left(thread, row.id)
            buttons = (LEAVE_EMAIL, KEEP_BOT) if self._letters and not left else (KEEP_BOT,)
            thread.post(notice("nobody_yet", *buttons, **present({"email_masked": left})))
            waited_s = round((change.now - row.created_at).total_seconds(), 3)
            thread.log("promise_missed", ticket_id=str(row.id), queue=row.queue, waited_s=waited_s)
            await thread.save()
        return True

    async def _is_late(self, thread: Thread, row: AnyRow) -> bool:
        now = thread.change.now
        team = await team_of(thread.change.connection, row.queue, now)
        return team.promise_s > 0 and row.since <= team.hours.before(now, team.promise_s)


def _waits_since() -> ColumnElement[datetime]:
    """Since when nobody has been there: from the beginning, or from the last sign of a person, who left again."""
    signs = (
        select(func.max(message.c.created_at))
        .where(
            message.c.conversation_id == ticket.c.conversation_id,
            message.c.contact_id == ticket.c.contact_id,
            message.c.code.in_(SIGNS_OF_A_PERSON),
        )
        .scalar_subquery()
    )
    return cast(func.greatest(ticket.c.created_at, signs), DateTime(timezone=True))


_UNTOLD = and_(ticket.c.state == inline(TicketState.WAITING), ticket.c.promise_missed_at.is_(None))
_WAITING: Select[tuple[object, ...]] = select(ticket, _waits_since().label("since"))
