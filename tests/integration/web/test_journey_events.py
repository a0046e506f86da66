"""The shop's tags over HTTP and in the record: the contract's examples, mixed batches, repeats, late words."""

import base64
import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from connectors.settings import Settings
from connectors.web import journey_events, keys
from escalation.tables import alias, journey_event, profile
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen

KEY = "k" * 40
CONTRACT = Path(journey_events.__file__).with_suffix(".yaml")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, journey_write_key=KEY)


async def post(machine: CustomerScreen, body: Any, authorization: str = f"Bearer {KEY}") -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": authorization}
    async with machine.http.post(f"{machine.url}/journey/events", json=body, headers=headers) as response:
        answer: dict[str, Any] = await response.json()
        return response.status, answer


def track(number: int, event: str = "Order Completed", **more: Any) -> dict[str, Any]:
    return {"type": "track", "event": event, "messageId": f"m-{number}", "userId": "c1", **more}


def identify(number: int, at: str, **traits: Any) -> dict[str, Any]:
    said = {"messageId": f"i-{number}", "userId": "c1", "anonymousId": "a1", "timestamp": at, "traits": traits}
    return {"type": "identify", **said}


async def kept(gateway: Gateway, table: Any) -> list[dict[str, Any]]:
    async with gateway.app[keys.ENGINE].connect() as connection:
        order = journey_event.c.position if table is journey_event else table.c[0]
        return [dict(row._mapping) for row in await connection.execute(select(table).order_by(order))]


async def test_the_contracts_examples_are_answered_as_it_says(gateway: Gateway) -> None:
    operation = yaml.safe_load(CONTRACT.read_text("utf-8"))["paths"]["/journey/events"]["post"]
    examples = operation["requestBody"]["content"]["application/json"]["examples"]
    async with gateway.customer() as machine:
        for name in ("track", "page", "identify"):
            status, answer = await post(machine, examples[name]["value"])
            assert (status, answer) == (202, {"taken": 1, "repeated": 0, "refused": []}), name
        said = operation["responses"]["207"]["content"]["application/json"]["example"]
        assert await post(machine, examples["batch"]["value"]) == (207, said)
    assert [row["touchpoint"] for row in await kept(gateway, journey_event)] == [
        *("order_completed", "page_viewed", "lamp_lit"),
    ]
    assert [(row["tier"], row["traits"]["orders"]) for row in await kept(gateway, profile)] == [("gold", 4)]


async def test_who_has_no_key_writes_nothing(gateway: Gateway) -> None:
    async with gateway.customer() as machine:
        for wrong in (
            "",
            "Bearer",
            "Bearer wrong",
            "Basic !",
            f"Basic {base64.b64encode(b'no:').decode()}",
            "Basic /w==",
        ):
            assert (await post(machine, track(1), wrong))[0] == 401, wrong
        segments_own = f"Basic {base64.b64encode(f'{KEY}:'.encode()).decode()}"
        assert (await post(machine, track(1), segments_own))[0] == 202
    assert len(await kept(gateway, journey_event)) == 1


async def test_good_calls_are_taken_beside_bad_ones_and_each_bad_one_is_named(gateway: Gateway) -> None:
    bad: list[Any] = [track(2, "Lamp Lit"), "x", track(3, userId=None), {**track(4), "timestamp": "soon"}]
    async with gateway.customer() as machine:
        status, answer = await post(machine, {"batch": [track(1), *bad, track(5)]})
        assert (status, answer["taken"], answer["repeated"]) == (207, 2, 0)
        named = [(one["index"], one["field"], one["came"]) for one in answer["refused"]]
        assert named == [
            (1, "event", "a text of 8 characters"),
            (2, "", "a text of 1 characters"),
            (3, "userId", "nothing"),
            (4, "timestamp", "a text of 4 characters"),
        ]
        status, answer = await post(machine, {"batch": bad})
        assert (status, answer["taken"], len(answer["refused"])) == (400, 0, 4)
        assert answer["error"]["field"] == "batch[0].event"
    assert [row["source_id"] for row in await kept(gateway, journey_event)] == ["track:m-1", "track:m-5"]


async def test_a_second_delivery_changes_nothing_and_says_so(gateway: Gateway) -> None:
    batch = {"batch": [track(1), identify(1, "2026-01-01T00:00:00Z", tier="gold"), track(2), track(1)]}
    async with gateway.customer() as machine:
        assert (await post(machine, batch))[1] == {"taken": 4, "repeated": 1, "refused": []}
        first = [await kept(gateway, table) for table in (journey_event, profile, alias)]
        assert (await post(machine, batch))[1] == {"taken": 4, "repeated": 3, "refused": []}
    assert [await kept(gateway, table) for table in (journey_event, profile, alias)] == first
    assert [len(rows) for rows in first] == [2, 1, 1]


async def test_the_newest_word_on_a_trait_stands_in_whatever_order_it_comes(gateway: Gateway) -> None:
    old, new = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
    async with gateway.customer() as machine:
        await post(machine, identify(2, new, tier="gold", orders=4))
        await post(machine, identify(1, old, tier="silver", orders=1, newsletter=True))
    (found,) = await kept(gateway, profile)
    assert (found["tier"], found["traits"]) == ("gold", {"tier": "gold", "orders": 4, "newsletter": True})
    assert (found["first_seen_at"], found["updated_at"]) == tuple(map(datetime.fromisoformat, (old, new)))


async def test_a_browser_belongs_to_whom_it_was_said_last(gateway: Gateway) -> None:
    async with gateway.customer() as machine:
        await post(machine, {"batch": [{**identify(1, "2026-02-01T00:00:00Z"), "userId": "c2"}]})
        await post(machine, identify(2, "2026-01-01T00:00:00Z"))
    (found,) = await kept(gateway, alias)
    assert (found["anonymous_id"], found["customer_id"]) == ("a1", "c2")
    assert found["at"] == datetime(2026, 2, 1, tzinfo=UTC)


async def test_limits(gateway: Gateway) -> None:
    async with gateway.customer() as machine:
        status, answer = await post(machine, {"batch": [track(n) for n in range(501)]})
        assert (status, answer["error"]["field"]) == (400, "batch")
        assert (await post(machine, {"batch": [track(1, properties={"x": "y" * 270_000})]}))[0] == 413
        assert (await post(machine, []))[0] == 400
        assert await post(machine, {"batch": []}) == (202, {"taken": 0, "repeated": 0, "refused": []})
    assert await kept(gateway, journey_event) == []


async def test_a_batchs_sent_at_corrects_the_calls_without_their_own(gateway: Gateway) -> None:
    said = {"timestamp": "2020-01-01T00:00:00Z"}
    async with gateway.customer() as machine:
        body = {
            "sentAt": "2020-01-01T01:00:00Z",
            "batch": [track(1, **said), track(2, sentAt=said["timestamp"], **said)],
        }
        await post(machine, body)
    first, second = (row["at"] for row in await kept(gateway, journey_event))
    assert 3599 < (second - first).total_seconds() < 3601
