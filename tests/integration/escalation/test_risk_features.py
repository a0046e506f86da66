"""What is known of a customer at a moment: only what had happened, and only what says something."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import insert

from escalation.insight.risk_features import (
    AHEAD,
    FEATURES,
    Sample,
    known_at,
    lives,
    moments,
    read_known,
    read_lives,
    read_sample,
    sample_at,
)
from escalation.store import journey
from escalation.tables import alias, contact, outreach
from tests.integration.escalation.world import START, World
from tests.truth.leaving_log import leaving_log

NAMES = [feature.name for feature in FEATURES]
CUSTOMER = "c-1"


def reached(touchpoint: str, days_ago: float, **more: Any) -> journey.Event:
    """The customer, or the shop, did something so long before START."""
    who = {"customer_id": CUSTOMER} | more
    return journey.Event("touchpoint_reached", START - timedelta(days=days_ago), touchpoint=touchpoint, **who)


def closed(days_ago: float, topic: str = "orders", **data: Any) -> journey.Event:
    at = START - timedelta(days=days_ago)
    said = {"outcome": "assumed", "counts": True} | data
    return journey.Event("contact_closed", at, said, uuid4(), CUSTOMER, topic=topic)


def rated(days_ago: float, score: int, effort: int | None = None) -> journey.Event:
    data = {"score": score, "comment": None, "solved": None, "effort": effort}
    return journey.Event("contact_rated", START - timedelta(days=days_ago), data, uuid4(), CUSTOMER)


async def log(world: World, *events: journey.Event) -> None:
    async with world.engine.begin() as connection:
        await journey.append(connection, events)


async def known(world: World) -> dict[str, dict[str, float]]:
    async with world.engine.connect() as connection:
        found = read_known(await known_at(connection, START))
    return {customer: dict(zip(NAMES, row, strict=True)) for customer, row in found.items()}


async def sample(world: World, days_ago: float) -> Sample:
    async with world.engine.connect() as connection:
        return read_sample(await sample_at(connection, START - timedelta(days=days_ago)))


VISIT = reached("product_viewed", 4)


CASES: list[tuple[list[journey.Event], str, float]] = [
    ([], "quiet_days", 4),
    ([reached("page_viewed", 20)], "known_days", 20),
    ([reached("page_viewed", 400), reached("order_shipped", 500)], "known_days", 400),
    ([reached("page_viewed", 20), reached("order_shipped", 1)], "acts_30", 2),
    ([reached("page_viewed", 40), reached("page_viewed", 70)], "acts_before", 1),
    ([reached("order_completed", 80), reached("order_completed", 95)], "orders", 1),
    ([closed(10), closed(50), closed(70), closed(5, counts=False)], "contacts", 2),
    ([closed(10), closed(20), closed(30, topic="billing")], "asked_again", 1),
    ([closed(9, outcome="unresolved"), closed(8, outcome="abandoned"), closed(7)], "unsolved", 2),
    ([rated(9, 2), rated(8, 3), closed(7, csat=1)], "poor_ratings", 2),
    ([rated(9, 5, effort=3), rated(8, 5, effort=4), rated(7, 5), closed(6, effort=1)], "hard", 2),
    (
        [reached("chat", 9, emotion={"negative": 0.7}), reached("chat", 40, emotion={"negative": 0.9})],
        "negative",
        0.7,
    ),
    ([reached("payment_failed", 9), reached("payment_failed", 40)], "payments_failed", 1),
    ([reached("quiz_taken", 9, data={"score": "many", "effort": "none", "counts": "?"})], "poor_ratings", 0),
    ([reached("order_refunded", 50), reached("order_cancelled", 1)], "sent_back", 2),
    ([reached("subscription_cancelled", 80)], "plans_ended", 1),
    ([reached("signed_up", 12)], "setup_unfinished", 1),
    ([reached("signed_up", 12), reached("first_used", 11)], "setup_unfinished", 0),
]


async def test_what_is_counted(world: World) -> None:
    for number, (events, _, _) in enumerate(CASES):
        await log(world, *(replace(event, customer_id=f"c-{number}") for event in [VISIT, *events]))
    found = await known(world)
    told = [(name, round(found[f"c-{number}"][name], 6)) for number, (_, name, _) in enumerate(CASES)]
    assert told == [(name, value) for _, name, value in CASES]


async def test_a_late_order_counts_from_when_it_turned_late(world: World) -> None:
    await log(world, VISIT)
    async with world.engine.begin() as connection:
        for key, days in (("FH-1", 3), ("FH-2", 70), ("FH-3", -1)):
            row = {"kind": "late_order", "key": key, "customer_id": CUSTOMER, "data": {}, "id": uuid4()}
            await connection.execute(insert(outreach).values(**row, created_at=START - timedelta(days=days)))
    assert (await known(world))[CUSTOMER]["late_orders"] == 1


async def test_nothing_that_came_later_is_known(world: World) -> None:
    past = [VISIT, closed(6), rated(5.5, 4), reached("order_completed", 33)]
    await log(world, *past)
    before = await known(world)
    later = [
        reached("order_completed", -0.001), closed(-1, outcome="unresolved"), rated(-0.5, 1, effort=1),
        reached("subscription_cancelled", -2), reached("page_viewed", -3, customer_id="c-2"),
    ]  # fmt: skip
    await log(world, *later)
    assert await known(world) == before


async def test_a_browser_is_its_customers_from_when_that_is_known(world: World) -> None:
    await log(world, VISIT, reached("page_viewed", 2, customer_id=None, anonymous_id="b-1"))
    assert (await known(world))[CUSTOMER]["acts_30"] == 1
    async with world.engine.begin() as connection:
        row = {"anonymous_id": "b-1", "customer_id": CUSTOMER, "at": START - timedelta(days=1)}
        await connection.execute(insert(alias).values(**row))
    assert (await known(world))[CUSTOMER]["acts_30"] == 2


async def test_who_left_before_or_was_never_heard_of_is_not_asked_about(world: World) -> None:
    await log(
        world,
        reached("page_viewed", 31),
        reached("order_shipped", 2),
        reached("page_viewed", 3, customer_id=None, anonymous_id="b-2"),
    )
    assert await known(world) == {}


async def test_who_leaves_and_who_asks_again(world: World) -> None:
    visits = {"stays": (61, 45), "leaves": (61, 29), "comes back": (61, 20), "asks": (61, 40)}
    await log(world, *(reached("page_viewed", ago, customer_id=who) for who, days in visits.items() for ago in days))
    await log(world, reached("order_shipped", 45, customer_id="leaves"))
    async with world.engine.begin() as connection:
        at = START - timedelta(days=40)
        row = {"id": uuid4(), "customer_id": "asks", "started_at": at, "last_activity_at": at, "meaningful": True}
        await connection.execute(insert(contact).values(**row, channel="chat"))
    found = await sample(world, 60)
    assert len(found.rows) == 4
    told = dict(zip(sorted(visits), zip(found.left, found.again, strict=True), strict=True))
    assert told == {
        "asks": (False, True),
        "comes back": (True, False),
        "leaves": (True, False),
        "stays": (False, False),
    }


async def test_how_long_customers_stay(world: World) -> None:
    visits = {"gone": (100, 60), "there": (90, 10), "silent": (80, 31), "back": (70, 35, 1), "new": (29, 2)}
    for who, days in visits.items():
        await log(world, *(reached("page_viewed", ago, customer_id=who) for ago in days))
    async with world.engine.connect() as connection:
        found = sorted(read_lives(await lives(connection, START)))
    assert found == [(40.0, False), (40.0, True), (49.0, True), (60.0, False)]


async def test_known_and_lives_are_what_a_plain_calculation_finds_in_a_planted_log(world: World) -> None:
    planted = leaving_log(5, START, months=9, customers=60)
    await log(world, *planted.visits)
    acts: dict[str, list[float]] = defaultdict(list)
    for visit in planted.visits:
        acts[str(visit.customer_id)].append((START - visit.at) / timedelta(days=1))
    ahead = AHEAD / timedelta(days=1)
    stays = [(max(days), min(days)) for days in acts.values() if max(days) > ahead]
    found = await known(world)
    assert {who: one["known_days"] for who, one in found.items()} == {
        who: pytest.approx(max(days), abs=1e-3) for who, days in acts.items() if min(days) < ahead
    }
    assert max(one["known_days"] for one in found.values()) > 240
    async with world.engine.connect() as connection:
        lived = read_lives(await lives(connection, START))
    plain = [(first - max(last, ahead), last > ahead) for first, last in stays]
    assert np.array(sorted(lived)) == pytest.approx(np.array(sorted(plain)), abs=1e-3)


async def test_moments_lie_a_month_apart_and_the_log_reaches_back_far_enough_from_each(world: World) -> None:
    async with world.engine.connect() as connection:
        assert await moments(connection, START, 12) == []
    await log(world, reached("page_viewed", 185))
    async with world.engine.connect() as connection:
        assert await moments(connection, START, 12) == [START - timedelta(days=days) for days in (90, 60, 30)]
        assert await moments(connection, START, 2) == [START - timedelta(days=days) for days in (60, 30)]
