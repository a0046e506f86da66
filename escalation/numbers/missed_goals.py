"""A goal that was missed is said once: on the page, to the shop's webhooks, and by letter to those who read numbers."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text, update

from escalation.numbers.alarms import GOAL_MISSED, raise_alarm
from escalation.numbers.goal_book import all_judged, goal_of, kept_goals, set_as
from escalation.numbers.goals import Goal, Standing, State
from escalation.numbers.metrics import Metric, Reading
from escalation.numbers.registry import BY_ID
from escalation.outbound.outbound import ENQUEUE
from escalation.store.record import Change, Record
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire
from escalation.tables import agent, goal, mail

READERS = ("ops", "admin")
_ENQUEUE = text(ENQUEUE)


async def say_missed(record: Record, now: datetime) -> int:
    """Say those that can no longer be met and were not said yet; how many."""
    async with record.read() as connection:
        waiting = (await connection.execute(kept_goals().where(goal.c.missed_at.is_(None)))).all()
        judged = await all_judged(connection, [goal_of(row) for row in waiting], now)
    missed = [(row, *one) for row, one in zip(waiting, judged, strict=True) if one[1].state is State.MISSED]
    for row, found, stands in missed:
        async with record.change() as change:
            await _say(change, row, found, stands)
    return len(missed)


async def _say(change: Change, row: AnyRow, found: Reading, stands: Standing) -> None:
    mine = update(goal).where(goal.c.id == row.id, goal.c.missed_at.is_(None), goal.c.archived_at.is_(None))
    if await change.connection.scalar(mine.values(missed_at=change.now).returning(goal.c.id)) is None:
        return  # another gateway said it, or it was just removed
    told = _told(row, found, stands)
    if await raise_alarm(change, GOAL_MISSED, str(row.id), told) is None:
        return
    await _tell_webhooks(change, told)
    await _write_letters(change, goal_of(row), found, told)


def _told(row: AnyRow, found: Reading, stands: Standing) -> Wire:
    return {
        "goal_id": str(row.id),
        **set_as(row),
        "unit": found.metric.kind,
        "value": found.wire()["value"],
        "uncertain": stands.uncertain,
    }


async def _tell_webhooks(change: Change, told: Wire) -> None:
    """It is no step of a customer's journey: the log does not have it, the webhooks do."""
    event = {"id": str(uuid.uuid4()), "at": change.now.isoformat(), "type": GOAL_MISSED, "data": told}
    await change.connection.execute(_ENQUEUE, {"events": json.dumps([event], ensure_ascii=False)})


async def _write_letters(change: Change, missed: Goal, found: Reading, told: Wire) -> None:
    readers = select(agent.c.id, agent.c.name, agent.c.email, agent.c.languages)
    readers = readers.where(agent.c.disabled_at.is_(None), agent.c.roles.overlap(READERS))
    rows = [_letter(reader, missed, found, told, change.now) for reader in await change.connection.execute(readers)]
    if rows:
        await change.connection.execute(insert(mail), rows)


def _letter(reader: AnyRow, missed: Goal, found: Reading, told: Wire, now: datetime) -> dict[str, Any]:
    locale = "en" if list(reader.languages) == ["en"] else "ko"
    metric = BY_ID[missed.metric]
    params = {
        "name": reader.name,
        "metric": metric.name[locale],
        "direction": missed.direction.value,
        "unit": metric.kind,
        "target": shown(metric, missed.target),
        "value": shown(metric, found.value or 0.0),
        "first_day": told["first_day"],
        "last_day": told["last_day"],
        "uncertain": told["uncertain"],
        "filter": " · ".join(_named(told["filter"])),
    }
    key = f"{GOAL_MISSED}:{told['goal_id']}:{reader.id}"
    about: dict[str, Any] = {"key": key, "kind": GOAL_MISSED, "recipient": reader.email, "locale": locale}
    return {"id": uuid.uuid4(), **about, "params": params, "due_at": now, "created_at": now}


def _named(narrowing: Wire) -> list[str]:
    return [value if isinstance(value, str) else ", ".join(value) for value in narrowing.values()]


def shown(metric: Metric, value: float) -> str:
    """A value as a letter has it: a share in percent, without its unit otherwise."""
    if metric.kind == "share":
        return f"{100 * value:.1f}"
    return f"{value:.1f}" if metric.kind == "seconds" else f"{value:,.0f}"
