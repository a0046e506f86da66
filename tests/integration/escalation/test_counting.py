"""SQL counts what the pure rules say: every metric, by every group, over any history and any filter; and a tile, its
trend, its rows and its file are the same number."""

import asyncio
import os
import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from escalation.numbers import unit_rows
from escalation.numbers.counting import GROUPS, readings
from escalation.numbers.drill_down import in_pieces, rows
from escalation.numbers.filter import Filter, Narrowing
from escalation.numbers.metrics import Part, Reading
from escalation.numbers.outcomes import HandledBy, Outcome
from escalation.numbers.registry import METRICS
from escalation.tables import contact, contact_issue, conversation, promise, sla_event, ticket
from tests.integration.escalation.pure_numbers import PureNumbers

NOW = datetime(2026, 4, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
TOPICS = ("orders", "billing", "shipping")
REASONS = ("asked_for_person", "anger", "policy")
EXAMPLES = int(os.environ.get("COUNTING_EXAMPLES", "10"))
TABLES = {"talk": conversation, "ticket": ticket, "issue": contact_issue, "kept": promise, "clock": sla_event}
SECONDS = (None, None, 0.0, 3.0, 5.0, 60.0, 61.5, 900.0)


class Past:
    """A random history: few customers and a coarse clock, so that contacts meet, overlap and touch each edge."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.contacts: list[dict[str, Any]] = []
        self.others: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("issue", "talk", "ticket", "kept", "clock")
        }
        for _ in range(self.pick.randint(0, 22)):
            self._closed()
        for _ in range(self.pick.randint(0, 3)):
            self._open()

    def _closed(self) -> None:
        pick, id_ = self.pick.choice, uuid4()
        started_at = NOW - 50 * DAY + self.pick.randrange(0, 196) * (DAY / 4)
        ended_at = started_at + pick([timedelta(0), timedelta(seconds=4), timedelta(minutes=9), DAY, 7 * DAY])
        turns = self.pick.randint(0, 3)
        said = {column.name: pick(SECONDS) for column in contact.c if column.name.endswith("_s")}
        reasons = self.pick.sample(REASONS, self.pick.randint(0, 2))
        self.contacts.append(
            {
                **self._who(id_, started_at), **said,
                "ended_at": ended_at, "meaningful": self.pick.random() < 0.9,
                "outcome": pick(tuple(Outcome)).value, "handled_by": pick(tuple(HandledBy)).value,
                "escalation_reasons": reasons, "bot_turns": turns, "fallback_turns": self.pick.randint(0, turns),
                "asked_bot": pick([True, True, False]), "answered_by_bot": pick([True, False]),
                "csat": pick([None, 1, 2, 3, 4, 5]), "solved": pick([None, True, False]),
                "effort": pick([None, 1, 4, 5, 7]), "not_first": pick([None, None, "passed_on"]), "source": "import",
            }
        )  # fmt: skip
        self._issues(id_)
        if reasons:
            self._promises(id_)

    def _who(self, id_: UUID, started_at: datetime) -> dict[str, Any]:
        pick = self.pick.choice
        return {
            "id": id_, "conversation_id": None, "customer_id": pick(["c1", "c1", "c2", "c3", None]),
            "started_at": started_at, "last_activity_at": started_at, "channel": pick(["chat", "phone"]),
            "language": pick([None, "ko", "en"]), "tier": pick([None, "gold"]),
            "device": pick([None, "phone", "desktop"]),
        }  # fmt: skip

    def _issues(self, id_: UUID) -> None:
        drawn = {(self.pick.choice(TOPICS), self.pick.choice(["", "FH-1"])) for _ in range(self.pick.randint(0, 3))}
        for place, (topic, reference) in enumerate(sorted(drawn)):
            row = {"contact_id": id_, "topic": topic, "reference": reference, "position": place}
            self.others["issue"].append(row)

    def _ticket(self, contact_id: UUID, state: str, created_at: datetime, **more: Any) -> UUID:
        talk, id_ = uuid4(), uuid4()
        self.others["talk"].append(
            {"id": talk, "dialogue_id": uuid4(), "created_at": created_at, "active_at": created_at}
        )
        row = {"id": id_, "conversation_id": talk, "contact_id": contact_id, "state": state, "created_at": created_at}
        reasons = [{"code": self.pick.choice(REASONS)}]
        told = {"queue": "orders", "priority": "normal", "language": "ko", "respond_by": created_at, "reasons": reasons}
        self.others["ticket"].append({"requeued": 0, "topic": None, "first_reply_at": None, **row, **told, **more})
        return id_

    def _promises(self, contact_id: UUID) -> None:
        ticket_id = self._ticket(contact_id, "resolved", NOW - 40 * DAY)
        for clock in self.pick.sample(("first", "next", "full"), self.pick.randint(0, 3)):
            kept = {"contact_id": contact_id, "ticket_id": ticket_id, "clock": clock, "instance": 1}
            self.others["kept"].append({**kept, "kept": self.pick.random() < 0.7})

    def _open(self) -> None:
        id_, begun = uuid4(), NOW - timedelta(minutes=self.pick.randint(1, 900))
        self.contacts.append({**self._who(id_, begun), "meaningful": True})
        topic = self.pick.choice([None, *TOPICS])
        more = {"requeued": self.pick.choice([0, 0, 1]), "first_reply_at": self.pick.choice([None, begun])}
        ticket_id = self._ticket(id_, "waiting", begun, topic=topic, **more)
        due = NOW + timedelta(minutes=self.pick.choice([-5, 5]))
        entry = {"ticket_id": ticket_id, "at": begun, "clock": "first", "kind": "started", "due": due}
        self.others["clock"].append(entry)

    async def write(self, connection: AsyncConnection) -> None:
        for one in self.contacts:
            await connection.execute(insert(contact), one)
        for name, table in TABLES.items():
            for row in self.others[name]:
                await connection.execute(insert(table), row)
        for one in self.contacts:  # as they closed, one after the other
            await unit_rows.renew(connection, [one["id"]], [one["customer_id"]])


narrowings = st.fixed_dictionaries(
    {},
    optional={
        "topic": st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2),
        "reason": st.lists(st.sampled_from(REASONS), min_size=1, max_size=2),
        "channel": st.just(["chat"]),
        "language": st.lists(st.sampled_from(["ko", "en", "unknown"]), min_size=1, max_size=2),
        "tier": st.just(["gold"]),
        "device": st.sampled_from([["phone"], ["unknown", "desktop"]]),
        "handled_by": st.just(["bot", "both"]),
        "outcome": st.lists(st.sampled_from([one.value for one in Outcome]), min_size=1, max_size=3),
        "returning": st.sampled_from(["yes", "no"]),
    },
)
filters = st.builds(
    lambda begin, days, window, narrowing: Filter(
        NOW - begin * DAY, NOW - begin * DAY + days * DAY, window, Narrowing.read(narrowing)
    ),
    st.integers(0, 55),
    st.integers(1, 60),
    st.sampled_from([7, 14, 30]),
    st.one_of(st.just({}), narrowings),
)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 10**9), filters, st.lists(st.sampled_from(GROUPS), min_size=2, max_size=2, unique=True))
def test_sql_counts_what_the_rules_say(database_url: str, seed: int, asked: Filter, groups: list[str]) -> None:
    asyncio.run(hold_equal(database_url, seed, asked, groups))


async def hold_equal(database_url: str, seed: int, asked: Filter, groups: list[str]) -> None:
    engine = create_async_engine(database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        await Past(seed).write(connection)  # never committed
        pure = await PureNumbers.load(connection, asked, NOW)
        days = await by_group(connection, pure, asked, groups)
        await the_same_everywhere(connection, pure, asked, days)
    await engine.dispose()


async def by_group(connection: AsyncConnection, pure: PureNumbers, asked: Filter, groups: list[str]) -> dict[str, Any]:
    """Compares every reading, whole and split; returns those by day."""
    days: dict[str, Any] = {}
    for by in dict.fromkeys((None, *groups, "day")):
        found = await readings(connection, METRICS, asked, NOW, by)
        days = found if by == "day" else days
        for metric in METRICS:
            expected = {key: told(one) for key, one in pure.readings(metric, by).items()}
            counted = {key: told(of[metric.id]) for key, of in found.items()}
            assert {key: one for key, one in counted.items() if one["n"] or one["pending"]} == expected, (metric.id, by)
    return days


def told(one: Reading) -> dict[str, Any]:
    """As it is sent: rounded, so that sums in another order are the same."""
    return one.wire()


async def the_same_everywhere(
    connection: AsyncConnection, pure: PureNumbers, asked: Filter, days: dict[str, Any]
) -> None:
    whole = (await readings(connection, METRICS, asked, NOW))[""]
    for metric in METRICS:
        tile = whole[metric.id]
        listed, total = await rows(connection, metric, asked, NOW)
        counts = [sum(row["part"] == part for row in listed) for part in Part]
        assert counts == [tile.numerator, tile.denominator - tile.numerator, tile.pending], metric.id
        assert total == len(listed)
        assert [row async for some in in_pieces(connection, metric, asked, NOW, at_once=3) for row in some] == listed
        assert sum(of[metric.id].denominator for of in days.values()) == tile.denominator
        assert sum(of[metric.id].numerator for of in days.values()) == tile.numerator
        expected = sorted((contact_id(row), part.value) for row, part in pure.placed(metric))
        assert sorted((row["contact_id"], row["part"]) for row in listed) == expected


def contact_id(row: Any) -> str:
    return str(row.id if hasattr(row, "id") else row.contact.id)
