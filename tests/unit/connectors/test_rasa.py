"""The client of the turn contract, against an assistant of the test's own on a real socket."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors import rasa, replies
from connectors.rasa import AssistantClient, open_assistant
from escalation.turns.assistant import AssistantError, AssistantTimeout, AssistantUnavailable
from tests.ports import free_port

CONTRACTS = Path(__file__).parents[2] / "contracts"
SECRET = "a secret between the two"
TURN: dict[str, Any] = {"intents": [{"intent": "billing_invoice", "confidence": 0.93, "gate": "sure"}]}
ANSWER: dict[str, Any] = {"replies": [{"text": "청구서를 보내 드렸어요.", "factual": True}], "turn": TURN}
OF_THE_GATEWAY = {"leave_email"}
"""Cards that the assistant never sends."""
REQUEST: dict[str, Any] = {"turn_id": "t", "dialogue_id": "d", "messages": [], "locale": "ko"}

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def assistant(handler: Handler) -> AsyncIterator[AssistantClient]:
    app = web.Application()
    app.router.add_route("*", "/webhooks/gateway/{what}", handler)
    async with TestServer(app) as server, open_assistant(str(server.make_url("")).rstrip("/"), SECRET) as client:
        yield client


def answering(body: object, status: int = 200) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        return web.Response(text=body if isinstance(body, str) else json.dumps(body), status=status)

    return handler


async def test_an_answer_keeps_what_the_contract_knows() -> None:
    async with assistant(answering({**ANSWER, "replies": [{**ANSWER["replies"][0], "html": "<b>"}]})) as client:
        assert await client.turn(REQUEST) == ANSWER


@pytest.mark.parametrize("example", ["answer", "handoff", "help", "noise", "failure"])
async def test_the_golden_answers_pass_unchanged(example: str) -> None:
    golden = json.loads((CONTRACTS / "turn_response.json").read_text("utf-8"))[example]
    async with assistant(answering(golden)) as client:
        assert await client.turn(REQUEST) == golden


async def test_the_golden_requests_travel_unchanged() -> None:
    golden = json.loads((CONTRACTS / "turn_request.json").read_text("utf-8"))
    heard: list[Any] = []

    async def handler(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.json_response(ANSWER)

    async with assistant(handler) as client:
        for example in golden.values():
            await client.turn(example)
    assert heard == list(golden.values())


def with_reply(**fields: object) -> dict[str, Any]:
    return {"replies": [{"text": "t", "factual": False, **fields}], "turn": TURN}


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ({"replies": "no", "turn": TURN}, "replies"),
        ({"replies": []}, "turn"),
        (with_reply(text="x" * (replies.REPLY_LENGTH + 1)), "replies[0].text"),
        (with_reply(text=None), "replies[0].text"),
        (with_reply(buttons=[{"title": "t"}]), "replies[0].buttons[0].payload"),
        (with_reply(buttons=[{"title": "t", "payload": "/a"}] * 13), "replies[0].buttons"),
        (with_reply(card={"kind": "iframe", "url": "https://x"}), "replies[0].card.kind"),
        (with_reply(card={"kind": "link", "title": "t", "url": "javascript:alert(1)"}), "replies[0].card.url"),
        (
            with_reply(card={"kind": "steps", "title": "t", "steps": [{"text": "t", "url": "data:x"}]}),
            "replies[0].card.steps[0].url",
        ),
        (
            with_reply(buttons=[{"title": "t", "payload": "/a", "confirms": {"action": "pay", "reference": "1"}}]),
            "replies[0].buttons[0].confirms.action",
        ),
        ({"replies": [], "turn": {"intents": [{"intent": "a b", "confidence": 1, "gate": "sure"}]}}, "intents[0]"),
    ],
)
async def test_an_answer_of_another_shape_is_an_error_that_names_the_place(answer: object, place: str) -> None:
    async with assistant(answering(answer)) as client:
        with pytest.raises(AssistantError) as refused:
            await client.turn(REQUEST)
    assert place in str(refused.value)


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (answering("<html>"), AssistantError),
        (answering("[" * 50_000), AssistantError),
        (answering("x" * (rasa.ANSWER_LIMIT + 1)), AssistantError),
        (answering({}, 400), AssistantError),
        (answering({}, 401), AssistantError),
        (answering({}, 302), AssistantError),
        (answering({}, 500), AssistantError),
        (answering({}, 503), AssistantUnavailable),
    ],
)
async def test_failures_say_whether_asking_again_may_help(handler: Handler, kind: type[Exception]) -> None:
    async with assistant(handler) as client:
        with pytest.raises(kind):
            await client.turn(REQUEST)


def test_every_card_of_the_golden_frames_may_come_from_the_assistant() -> None:
    golden = json.loads((CONTRACTS / "widget_frames.json").read_text("utf-8"))["server"]
    shown = [frame["message"]["card"] for frame in golden.values() if "card" in frame.get("message", {})]
    cards = [card for card in shown if card["kind"] not in OF_THE_GATEWAY]
    assert [replies.card(card, "card") for card in cards] == cards
    assert {card["kind"] for card in cards} >= {"order", "verify_order"}


@pytest.mark.parametrize("value", ["FH-1", 3, 2.5, True])
def test_an_entity_keeps_its_type(value: object) -> None:
    assert replies.entity({"entity": "solved", "value": value}, "") == {"entity": "solved", "value": value}
    with pytest.raises(ValueError, match="value"):
        replies.entity({"entity": "solved", "value": [value]}, "")


async def test_the_golden_parse_travels_both_ways_unchanged() -> None:
    golden = json.loads((CONTRACTS / "parse.json").read_text("utf-8"))
    heard: list[Any] = []

    async def handler(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.json_response(golden["response"])

    async with assistant(handler) as client:
        found = await client.parse(golden["request"]["texts"], vectors=True, passages=3)
    assert heard == [golden["request"]]
    assert found == golden["response"]["parses"]


@pytest.mark.parametrize("language", ["ko", "en", "mixed", "other", "none"])
async def test_a_text_may_be_in_any_language(language: str) -> None:
    parse = {"intent": "out_of_scope", "confidence": 0.4, "answered": False, "language": language}
    async with assistant(answering({"parses": [parse]})) as client:
        assert await client.parse(["???"]) == [parse]


async def test_a_slow_parse_costs_no_more_than_its_limit_and_no_turn() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path.endswith("/parse"):
            await asyncio.sleep(3600)
        return web.json_response(ANSWER)

    async with assistant(handler) as client:
        for _ in range(6):
            with pytest.raises(AssistantUnavailable, match=r"no answer within 0\.05 s|rest for a moment"):
                await client.parse(["안녕"], limit_s=0.05)
        assert await client.turn(REQUEST) == ANSWER


async def test_nobody_there_is_unavailable() -> None:
    async with open_assistant(f"http://127.0.0.1:{free_port()}", SECRET) as client:
        with pytest.raises(AssistantUnavailable):
            await client.turn(REQUEST)


async def test_a_hung_assistant_costs_no_more_than_the_limit() -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.sleep(3600)
        raise AssertionError("nobody waits that long")

    async with assistant(hang) as client:
        with pytest.raises(AssistantUnavailable, match="no answer within"):
            await client.health()


async def test_five_calls_that_hang_open_the_breaker_each_within_its_limit() -> None:
    calls, over = 0, asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        await over.wait()
        return web.Response()

    async def asked(client: AssistantClient) -> float:
        began = time.monotonic()
        with pytest.raises(AssistantTimeout):
            await client.turn(REQUEST)
        return time.monotonic() - began

    async with assistant(hang) as client:
        waits = await asyncio.gather(*(asked(client) for _ in range(5)))
        with pytest.raises(AssistantUnavailable, match="rest for a moment"):
            await client.turn(REQUEST)
        over.set()
    assert calls == 5
    assert max(waits) < rasa.TURN_LIMIT_S + 0.5


async def test_after_five_failures_calls_rest_and_a_probe_brings_them_back() -> None:
    calls, healthy = 0, False

    async def handler(_: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        return web.json_response(ANSWER) if healthy else web.Response(status=503)

    async with assistant(handler) as client:
        for _ in range(8):
            with pytest.raises(AssistantUnavailable):
                await client.turn(REQUEST)
        assert calls == 5
        healthy = True
        await asyncio.sleep(2.05)
        assert await client.turn(REQUEST) == ANSWER
        assert await client.turn(REQUEST) == ANSWER


async def test_our_own_bad_request_does_not_open_the_breaker() -> None:
    calls = 0

    async def handler(_: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        return web.Response(status=400)

    async with assistant(handler) as client:
        for _ in range(8):
            with pytest.raises(AssistantError):
                await client.turn(REQUEST)
    assert calls == 8


async def test_health_names_the_model() -> None:
    async with assistant(answering({"model_id": "20240101-fast"})) as client:
        assert await client.health() == "20240101-fast"


async def test_parse_answers_one_for_one() -> None:
    parse = {"intent": "out_of_scope", "confidence": 0.4, "answered": False, "language": "ko"}
    async with assistant(answering({"parses": [parse]})) as client:
        assert await client.parse(["안녕"]) == [parse]
        with pytest.raises(AssistantError, match="expected 2 parses"):
            await client.parse(["안녕", "hello"])
