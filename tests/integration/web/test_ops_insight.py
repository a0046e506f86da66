"""What hurts customers, over HTTP: every page in the shape it knows, over rows that were really written."""

import json
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from connectors.web import keys
from escalation.insight.clustering import key_of, refreshers
from escalation.insight.keeper import Keeper
from escalation.insight.rises import refresh
from escalation.numbers.contacts import import_contacts
from escalation.store import journey
from escalation.tables import alarm, contact, conversation, rating
from tests.integration.web.conftest import Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.ops_pages import OpsPage, at_the_numbers
from tests.truth.history import FIRST_DAY, TOPICS, PlantedHistory, Size

HISTORY = PlantedHistory(3, Size(days=77, a_day=6.0, incident=(64, 70)))
PERIOD = {"from": (FIRST_DAY + timedelta(days=35)).isoformat(), "to": (FIRST_DAY + timedelta(days=76)).isoformat()}


@pytest.fixture
async def page(gateway: Gateway) -> AsyncIterator[OpsPage]:
    async with at_the_numbers(gateway) as opened:
        yield opened


async def write_history(gateway: Gateway) -> None:
    async with gateway.app[keys.ENGINE].begin() as connection:
        await import_contacts(connection, HISTORY.past())


async def test_pain_drivers_and_trends(gateway: Gateway, page: OpsPage) -> None:
    await write_history(gateway)
    await look_at_pain(page)
    await look_at_drivers(page)
    await look_at_trends(page)


async def look_at_pain(page: OpsPage) -> None:
    answer = await page.get("pain", **PERIOD)
    assert_golden("pain", answer)
    assert {point["topic"] for point in answer["points"]} == set(TOPICS)
    scores = [point["score"] for point in answer["points"]]
    assert scores == sorted(scores, reverse=True)
    worst = answer["points"][0]
    assert (await page.get(f"rows?{worst['rows']}"))["total"] == worst["failed"]["n"]
    narrowed = await page.get("pain", **PERIOD, topic="billing,orders")
    assert {point["topic"] for point in narrowed["points"]} == {"billing", "orders"}
    assert "topic=billing&" in next(point["rows"] for point in narrowed["points"] if point["topic"] == "billing")


async def look_at_drivers(page: OpsPage) -> None:
    answer = await page.get("drivers", **PERIOD)
    assert_golden("drivers", answer)
    assert not answer["too_few"]
    named = {driver["id"]: driver for driver in answer["drivers"]}
    assert named["repeats"]["meaning"]["ko"] == "다시 온 횟수가 많을수록 낮습니다"
    solved = await page.get("drivers", **PERIOD, of="solved")
    assert (solved["of"], solved["n"], solved["too_few"]) == ("solved", 0, True)  # nobody was asked
    few = await page.get("drivers", **{**PERIOD, "to": PERIOD["from"]})
    assert (few["too_few"], few["drivers"]) == (True, [])


async def look_at_trends(page: OpsPage) -> None:
    answer = await page.get("trends", **PERIOD)
    assert_golden("trends", answer, unknown={".topics[].rises"})
    days = {each["topic"]: each["days"] for each in answer["topics"]}
    assert [day["day"] for day in days["shipping"]][:1] == [PERIOD["from"]]
    assert all(len(each) == 42 for each in days.values())
    assert (await page.get("trends", **{"from": "2099-01-01", "to": "2099-02-01"}))["topics"] == []
    assert sum(day["count"] for day in days["orders"]) == sum(HISTORY.by_day()["orders"][35:])


async def test_nothing_is_an_answer_and_nonsense_is_refused_everywhere(page: OpsPage) -> None:
    assert (await page.get("pain"))["points"] == []
    assert (await page.get("drivers"))["too_few"]
    assert (await page.get("trends"))["topics"] == []
    assert (await page.get("clusters"))["clusters"] == []
    for name in ("pain", "drivers", "trends", "clusters"):
        assert (await page.ask("GET", name, window="8")).refused == (400, "bad_frame", "window"), name
    for name in ("drivers", "clusters"):
        assert (await page.ask("GET", name, of="stars")).refused == (400, "bad_frame", "of"), name


async def test_a_rise_is_an_alarm_once(gateway: Gateway) -> None:
    await write_history(gateway)
    record, workshop = gateway.app[keys.SERVICE].record, gateway.app[keys.WORKSHOP]
    for day in (66, 67, 68):
        await refresh(record, workshop, HISTORY.begins + timedelta(days=day))
    async with record.read() as connection:
        raised = (await connection.execute(select(alarm))).all()
    (told,) = [row for row in raised if row.data["topic"] == "shipping"]
    assert told.kind == "topic_rises"
    assert told.data["factor"] > 1.4
    assert told.data["day"] in {(FIRST_DAY + timedelta(days=day)).isoformat() for day in (64, 65, 66, 67)}


async def asked_in_vain(gateway: Gateway, text: str, *, gate: str = "unsure", comment: str | None = None) -> None:
    """A contact that ended yesterday, whose only request was heard so; a comment goes to three stars."""
    contact_id, conversation_id, at = uuid.uuid4(), uuid.uuid4(), datetime.now(UTC) - timedelta(days=1)
    heard = {"intents": [{"intent": "order_track", "confidence": 0.3, "gate": gate, "text": text}]}
    event = journey.Event("turn_answered", at, heard, contact_id, "c-1", emotion={"label": "sad", "negative": 0.4})
    row = {"id": contact_id, "started_at": at, "last_activity_at": at, "ended_at": at, "meaningful": True}
    async with gateway.app[keys.ENGINE].begin() as connection:
        await connection.execute(insert(contact), [{**row, "outcome": "unresolved", "handled_by": "bot"}])
        await journey.append(connection, [event])
        if comment is not None:
            chat = (await connection.execute(select(conversation.c.id))).scalars().first()
            said = {"contact_id": contact_id, "conversation_id": chat or conversation_id, "client_id": uuid.uuid4()}
            await connection.execute(insert(rating), [{**said, "score": 2, "comment": comment, "created_at": at}])


GIFTS = ("선물 포장도 되나요", "선물 포장 해 주나요", "선물 포장 얼마인가요", "선물 포장 가능한가요 010-1234-5678")


async def test_clusters_of_what_nobody_could_answer(gateway: Gateway, page: OpsPage) -> None:
    for text in GIFTS:
        await asked_in_vain(gateway, text)
    answer = await page.get("clusters", of="unanswered")
    assert_golden("clusters", answer, unknown={".clusters[].language"})
    (one,) = answer["clusters"]
    assert (answer["n"], one["size"], one["language"], one["feeling"]) == (4, 4, {"ko": 4}, -0.4)
    assert one["name"] == "선물 포장"
    assert (await page.get("clusters", of="unanswered", language="en"))["n"] == 0
    gateway.assistant.mode = "500"  # then the letters serve
    assert (await page.get("clusters"))["clusters"][0]["name"] == "선물 포장"
    await keep_for_thirty_days(gateway, page)


async def keep_for_thirty_days(gateway: Gateway, page: OpsPage) -> None:
    """What was worked out in the background is shown, though the record has changed since; other filters see that."""
    service = gateway.app[keys.SERVICE]
    keeper = Keeper(service.record, gateway.app[keys.WORKSHOP], refreshers(service.assistant))
    assert await keeper.step() == [key_of("unanswered"), key_of("comments")]
    kept = await page.get("clusters")
    async with gateway.app[keys.ENGINE].begin() as connection:
        await connection.execute(update(contact).values(ended_at=datetime.now(UTC) - timedelta(days=90)))
    assert await page.get("clusters") == kept
    assert await page.get("clusters", window="30") == {**kept, "window": 30}
    assert kept["clusters"][0]["size"] == 4
    assert (await page.get("clusters", language="ko"))["clusters"] == []
    assert "010-1234" not in json.dumps(kept, ensure_ascii=False)


async def test_clusters_of_comments(gateway: Gateway, page: OpsPage) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        for words in ("배송이 너무 느려요", "배송이 느렸어요", "배송 느림 010-1234-5678"):
            await asked_in_vain(gateway, "배송", gate="sure", comment=words)
    answer = await page.get("clusters", of="comments")
    assert (answer["of"], answer["n"], answer["clusters"][0]["feeling"]) == ("comments", 3, -0.5)
    texts: list[dict[str, Any]] = answer["clusters"][0]["examples"]
    assert "배송 느림 [phone]" in {example["text"] for example in texts}
