"""The learner: reads tickets that agents resolved, in the background, so that their answers can serve again.

What it took and did not finish is taken again, by any gateway; while the assistant is away everything waits.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.queue.tickets import TicketState
from escalation.store.chores import keep_at
from escalation.store.masking import mask
from escalation.store.record import Record
from escalation.store.rows import AnyRow
from escalation.suggestions import answer_rows
from escalation.suggestions.anonymity import Known, anonymous, is_reusable
from escalation.suggestions.lessons import (
    LONGEST,
    TEACHING_CODES,
    Line,
    decisive_reply,
    known_of,
    question_among,
    questions,
)
from escalation.suggestions.person_names import introduced
from escalation.suggestions.suggesting import crowd_of
from escalation.tables import agent, contact_issue, conversation, customer, message, ownership_proof, submission, ticket
from escalation.tables.suggestions import DIMENSION
from escalation.turns.assistant import Assistant, AssistantError, AssistantUnavailable

log = logging.getLogger(__name__)

EVERY_S = 5.0
BATCH = 8
REST = timedelta(seconds=30)
"""Before the assistant is asked again that was away."""
MOST_ATTEMPTS = 5
"""A row that the assistant cannot read must not be asked for for ever."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What may be learnt: the questions in question, the newest first, and the reply, anonymous already."""

    row: AnyRow
    asked: list[str]
    reply: str
    known: Known


class Learner:
    """One a gateway; rows taken by one are not taken by another."""

    def __init__(self, record: Record, assistant: Assistant) -> None:
        self._record = record
        self._assistant = assistant

    async def run(self) -> None:
        """Learn until cancelled; without the database, wait for it."""
        await keep_at("learning", self._step, EVERY_S)

    async def _step(self) -> bool:
        return await self.learn_due() == BATCH

    async def learn_due(self) -> int:
        """Read what is due; how many rows were taken."""
        engine = self._record.engine
        taken = await answer_rows.take_due(engine, self._record.clock(), BATCH)
        for row in taken:
            async with self._record.read() as connection:
                lesson = await _lesson(connection, row)
            if lesson is None:
                await answer_rows.forget(engine, row)
            else:
                await self._learn(lesson)
        return len(taken)

    async def _learn(self, lesson: Lesson) -> None:
        engine, row = self._record.engine, lesson.row
        try:
            parses = await self._assistant.parse([mask(text) for text in lesson.asked], vectors=True, passages=1)
        except AssistantUnavailable as error:
            log.info("ticket %s is read later: %s", row.ticket_id, error)
            await answer_rows.put_back(engine, row, self._record.clock() + REST)
            return
        except AssistantError as error:
            log.warning("ticket %s could not be read: %s", row.ticket_id, error)
            if row.attempt >= MOST_ATTEMPTS:
                await answer_rows.forget(engine, row)
            return
        learnt = _learnt(lesson, parses)
        if learnt is None:
            await answer_rows.forget(engine, row)
        else:
            await answer_rows.write(engine, row, **learnt)


def _learnt(lesson: Lesson, parses: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    place = question_among(parses)
    if place is None:
        return None
    parse, crowd = parses[place], crowd_of(parses[place])
    if crowd is None or len(parse.get("vector", ())) != DIMENSION:
        return None
    return {
        "question": anonymous(lesson.asked[place], lesson.known),
        "reply": lesson.reply,
        "intent": parse["intent"],
        "vector": parse["vector"],
        "mean": crowd.mean,
        "deviation": crowd.deviation,
    }


async def _lesson(connection: AsyncConnection, row: AnyRow) -> Lesson | None:
    """None where the ticket was not solved, or nothing in it may be said to somebody else."""
    case = await _case(connection, row)
    if case is None:
        return None
    said = await _said(connection, case)
    lines = [Line(each.sender, (each.text or "") if each.kind == "text" else "") for each in said]
    told, asked = decisive_reply(lines), questions(lines)
    if told is None or not asked or len(told) > LONGEST:
        return None
    known = await _known(connection, case, said)
    reply = anonymous(told, known)
    return Lesson(row, asked, reply, known) if is_reusable(reply, row.language) else None


async def _case(connection: AsyncConnection, row: AnyRow) -> AnyRow | None:
    """The ticket with its customer and agent, where it may teach."""
    wanted = (
        select(ticket, customer.c.name.label("customer_name"), agent.c.name.label("agent_name"))
        .join(conversation, conversation.c.id == ticket.c.conversation_id)
        .outerjoin(customer, customer.c.id == conversation.c.customer_id)
        .outerjoin(agent, agent.c.id == ticket.c.agent_id)
        .where(ticket.c.id == row.ticket_id, ticket.c.state == TicketState.RESOLVED)
    )
    found = (await connection.execute(wanted)).one_or_none()
    if found is None or found.resolution_code not in TEACHING_CODES or found.first_contact_solved is False:
        return None
    return found


async def _said(connection: AsyncConnection, case: AnyRow) -> Sequence[AnyRow]:
    wanted = select(message.c.sender, message.c.kind, message.c.text, message.c.name, message.c.card).where(
        message.c.conversation_id == case.conversation_id,
        message.c.contact_id == case.contact_id,
    )
    return (await connection.execute(wanted.order_by(message.c.seq))).all()


async def _known(connection: AsyncConnection, case: AnyRow, said: Sequence[AnyRow]) -> Known:
    """All that the record knows of the people and the order."""
    mine = submission.c.conversation_id == case.conversation_id
    forms = list(await connection.scalars(select(submission.c["values"]).where(mine)))
    issues = select(contact_issue.c.reference).where(contact_issue.c.contact_id == case.contact_id)
    proofs = select(ownership_proof.c.reference).where(ownership_proof.c.conversation_id == case.conversation_id)
    references = [*await connection.scalars(issues), *await connection.scalars(proofs)]
    spoken = [name for each in said if each.sender == "customer" and each.text for name in introduced(each.text)]
    return known_of(
        [case.facts, *(each.card for each in said), *({"number": reference} for reference in references)],
        customers=[case.customer_name] if case.customer_name else [],
        agents=[name for name in (case.agent_name, *(each.name for each in said if each.sender == "agent")) if name],
        tickets=[case.number],
        forms=[*forms, spoken],
    )
