"""The journey map in SQL says what a plain count of the same visits and contacts says, and opens the same contacts."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from escalation.numbers.contacts import import_contacts
from escalation.numbers.counting import ALL, readings
from escalation.numbers.filter import Filter, Narrowing
from escalation.numbers.history import PastContact
from escalation.numbers.journey_map import read_map
from escalation.numbers.metrics import Tally, reading, wilson
from escalation.numbers.narrowing import within
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.registry import BY_ID
from escalation.numbers.touchpoint_contacts import touchpoint_where
from escalation.store import journey
from escalation.tables import alias, contact, outreach

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MARCH = Filter(START, START + 31 * DAY)
WEEK = timedelta(days=7)
STAGE_OF = {"page_viewed": "awareness", "order_completed": "purchase", "order_delivered": "post_purchase"}


LOGGED_IN = {"browser1": "c1", "browser3": "c3"}


@dataclass(frozen=True)
class Visit:
    who: str  # a customer, or a browser
    touchpoint: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    who: str
    topic: str
    at: datetime
    hours: int
    solved: bool
    csat: int | None

    @property
    def ended_at(self) -> datetime:
        return self.at + timedelta(hours=self.hours)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url)
    yield made
    await made.dispose()


def is_browser(who: str) -> bool:
    return who.startswith("browser")


def person(who: str) -> str:
    return LOGGED_IN.get(who, who)


async def happen(connection: AsyncConnection, visits: Sequence[Visit], contacts: Sequence[Asked]) -> list[UUID]:
    events = []
    for visit in visits:
        whose: Any = {"anonymous_id" if is_browser(visit.who) else "customer_id": visit.who}
        place: Any = {"stage": STAGE_OF[visit.touchpoint], "touchpoint": visit.touchpoint, "channel": "web"}
        events.append(journey.Event("touchpoint_reached", visit.at, **place, **whose))
    known = [{"anonymous_id": who, "customer_id": customer, "at": START} for who, customer in LOGGED_IN.items()]
    await connection.execute(insert(alias), known)
    await journey.append(connection, events)
    past = [
        PastContact(
            external_id=str(uuid4()), customer_id=None if is_browser(one.who) else one.who, channel="chat",
            started_at=one.at, ended_at=one.ended_at,
            outcome=Outcome.ASSUMED if one.solved else Outcome.UNRESOLVED, handled_by=HandledBy.BOT,
            issues=(Issue(one.topic),), escalation_reasons=(), csat=one.csat,
        )
        for one in contacts
    ]  # fmt: skip
    await import_contacts(connection, past)
    for one, written in zip(contacts, past, strict=True):
        if is_browser(one.who):
            its = update(contact).where(contact.c.id == written.id)
            await connection.execute(its.values(anonymous_id=one.who))
    return [one.id for one in past]


def cells(stages: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {cell["touchpoint"]: cell for stage in stages for cell in stage["touchpoints"]}


NOTHING = reading(BY_ID["fcr"], Tally()).wire()
moments = st.integers(-20, 50 * 4).map(lambda quarter: START + quarter * DAY / 4)
people = st.sampled_from(["c1", "c2", "c3", "browser1", "browser2", "browser3"])
visits_made = st.lists(
    st.builds(Visit, people, st.sampled_from(list(STAGE_OF)), moments),
    max_size=25,
    unique_by=lambda visit: (person(visit.who), visit.at),  # which of two at one instant is the last is left open
)
contacts_made = st.lists(
    st.builds(
        Asked, people, st.sampled_from(["orders", "billing"]), moments.map(lambda at: at + timedelta(hours=1)),
        st.integers(1, 30), st.booleans(), st.sampled_from([None, 1, 4, 5]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits_made, contacts_made, st.integers(0, 60))
async def test_the_map_is_a_plain_count(
    engine: AsyncEngine, visits: list[Visit], contacts: list[Asked], today: int
) -> None:
    now = START + today * DAY
    async with engine.connect() as connection:
        ids = await happen(connection, visits, contacts)
        stages = await read_map(connection, MARCH, now)
        chat = Filter(MARCH.since, MARCH.until, 7, Narrowing({"channel": ("chat",)}))
        counted = (await readings(connection, [BY_ID["fcr"]], chat, now))[ALL]["fcr"]
        for touchpoint, cell in cells(stages).items():
            opened = select(func.count()).select_from(contact).where(*within(MARCH), touchpoint_where(touchpoint))
            assert await connection.scalar(opened) == cell["contacts"], touchpoint
        await connection.rollback()
    assert len(ids) == len(contacts)
    fcr = cells(stages).get("support_chat", {}).get("fcr") or NOTHING
    assert fcr == counted.wire()
    assert [stage["stage"] for stage in stages] == [
        *("awareness", "consideration", "purchase", "post_purchase", "loyalty")
    ]
    expected = plain(visits, contacts, now)
    found = cells(stages)
    for cell in found.values():
        felt = cell["emotion"]
        cell["feeling"] = None if felt is None else (felt["value"], felt["n"])
    assert {name: {key: cell[key] for key in expected[name]} for name, cell in found.items()} == expected


def plain(visits: list[Visit], contacts: list[Asked], now: datetime) -> dict[str, dict[str, Any]]:
    steps = [(person(one.who), one.touchpoint, one.at, MARCH.since <= one.at < MARCH.until) for one in visits]
    counted = [one for one in contacts if MARCH.since <= one.ended_at < MARCH.until]
    steps += [(person(one.who), "support_chat", one.at, one in counted) for one in contacts]
    steps = sorted((step for step in steps if step[2] < MARCH.until + WEEK), key=lambda step: (step[2], step[1]))
    found: dict[str, dict[str, Any]] = {}
    for touchpoint in {step[1] for step in steps if step[3]}:
        last = {}
        for place, step in enumerate(steps):
            if step[1] == touchpoint and step[3]:
                last[step[0]] = place
        left = stayed = 0
        for who, place in last.items():
            at = steps[place][2]
            later = [step[2] for step in steps[place + 1 :] if step[0] == who]
            if at + WEEK <= now:
                left, stayed = (left, stayed + 1) if later and later[0] <= at + WEEK else (left + 1, stayed)
        behind = [one for one in counted if touchpoint == "support_chat" or came_from(one, touchpoint, visits)]
        feelings = [(one.csat - 3) / 2 for one in behind if one.csat is not None]
        mean = sum(feelings) / len(feelings) if feelings else None
        events = 2 * len(behind) if touchpoint == "support_chat" else sum(s[1] == touchpoint and s[3] for s in steps)
        interval = wilson(left, left + stayed)
        found[touchpoint] = {
            "events": events,
            "customers": len(last),
            "contacts": len(behind),
            "feeling": None if mean is None else (round(mean, 3), len(feelings)),
            "drop_off": {
                "id": "drop_off", "unit": "share", "percentiles": {}, "few": True,
                "value": round(left / (left + stayed), 4) if left + stayed else None,
                "numerator": left, "denominator": left + stayed, "n": left + stayed,
                "pending": len(last) - left - stayed,
                "interval": None if interval is None else [round(edge, 4) for edge in interval],
            },
        }  # fmt: skip
    return found


def came_from(one: Asked, touchpoint: str, visits: list[Visit]) -> bool:
    there = (visit for visit in visits if visit.touchpoint == touchpoint and person(visit.who) == person(one.who))
    return any(visit.at <= one.at < visit.at + WEEK for visit in there)


def day(n: float) -> datetime:
    return START + n * DAY


async def test_what_a_cell_says_of_the_contacts_behind_it(engine: AsyncEngine) -> None:
    visits = [Visit(f"c{n}", "order_completed", day(10)) for n in range(4)]
    contacts = [
        Asked("c0", "shipping", day(11), 1, False, 1),
        Asked("c1", "shipping", day(12), 1, False, None),
        Asked("c2", "billing", day(12), 1, True, 5),
        Asked("c3", "billing", day(18), 1, False, 1),  # eight days later: not behind the order
        Asked("c9", "onboarding", day(1), 1, True, None),  # the first data: FCR begins a week later
    ]
    async with engine.connect() as connection:
        await happen(connection, visits, contacts)
        found = cells(await read_map(connection, MARCH, day(60)))
        order, support = found["order_completed"], found["support_chat"]
        assert (order["contacts"], support["contacts"]) == (3, 5)
        assert order["emotion"]["value"] == 0
        assert order["emotion"]["n"] == 2
        assert (order["fcr"]["numerator"], order["fcr"]["denominator"]) == (1, 3)
        assert order["pain"] == {"topic": "shipping", "contacts": 2, "share": 1.0}
        assert support["pain"] == {"topic": "shipping", "contacts": 2, "share": round(2 / 3, 4)}
        assert order["saved"] is None
        narrow = Filter(MARCH.since, MARCH.until, 7, Narrowing({"topic": ("billing",)}))
        found = cells(await read_map(connection, narrow, day(60)))
        assert (found["order_completed"]["customers"], found["order_completed"]["contacts"]) == (2, 1)
        assert found["support_chat"]["pain"] == {"topic": "billing", "contacts": 1, "share": 1.0}


async def test_a_late_order_notice_says_what_it_saved(engine: AsyncEngine) -> None:
    def chosen(who: str, *, held_back: bool, **data: str) -> dict[str, Any]:
        row = {"id": uuid4(), "kind": "late_order", "key": f"FH-{who}", "customer_id": who, "created_at": day(5)}
        return {**row, "held_back": held_back, "data": data}

    told = [f"c{n}" for n in range(20)]
    untold = [f"c{n}" for n in range(20, 30)]
    asking = [Asked(who, "orders", day(6), 1, True, None) for who in (*told[:3], *untold[:6])]
    async with engine.connect() as connection:
        ids = await happen(connection, [], asking)
        rows = [chosen(who, held_back=False) for who in told[1:]] + [chosen(who, held_back=True) for who in untold]
        rows.append(chosen(told[0], held_back=False, contact_id=str(ids[0])))  # pressed the notice's own button: asked
        await connection.execute(insert(outreach), rows)
        saved = cells(await read_map(connection, MARCH, day(13)))["late_order_notice"]["saved"]
        assert saved["contacts"] == pytest.approx((0.6 - 0.15) * 20)
        assert (saved["told"], saved["held_back"], saved["through"]) == (20, 10, 1)
        assert 0 < saved["low"] < saved["contacts"] < saved["high"]
        early = cells(await read_map(connection, MARCH, day(11)))
        assert "late_order_notice" not in early
