"""An assistant of the tests' own, served over HTTP: it answers by a script and remembers what it was asked."""

import asyncio
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.integration.web.assistant_faults import Faults

PARSE = Path(__file__).parents[2] / "contracts" / "parse.json"
WELL = "well"
SECRET = "development-only-assistant-secret-0000"


class ScriptedAssistant:
    """Answers every turn, after `turn_s` seconds; words in a text choose what it says.

    `mode` names what it does wrong (see `assistant_faults`) in turns, parses and health alike; a text that holds the
    name of a mode in square brackets does so to its own turn alone. A parse takes `parse_s` seconds and finds one
    passage of the help centre for everything.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.mode = WELL
        self.turn_s = 0.0
        self.parse_s = 0.0
        self.faults = Faults()

    @property
    def texts(self) -> list[str]:
        """Everything that customers said to it."""
        return [message.get("text", "") for request in self.requests for message in request["messages"]]

    def heal(self) -> None:
        """Well again; what hangs is answered."""
        self.mode = WELL
        self.faults.release()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/webhooks/gateway/webhook", self._turn)
        app.router.add_post("/webhooks/gateway/parse", self._parse)
        app.router.add_get("/webhooks/gateway/health", self._health)
        app.on_shutdown.append(self._end)
        return app

    async def _end(self, _: web.Application) -> None:
        self.heal()

    async def _health(self, request: web.Request) -> web.StreamResponse:
        return await self._faulty(self.mode, request) or web.json_response({"model_id": "scripted"})

    async def _parse(self, request: web.Request) -> web.StreamResponse:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        asked = await request.json()
        await asyncio.sleep(self.parse_s)
        faulty = await self._faulty(self.mode, request)
        return faulty or web.json_response({"parses": [parsed(text) for text in asked["texts"]]})

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        asked = await request.json()
        self.requests.append(asked)
        last = asked["messages"][-1]
        said = last.get("text") or last["payload"]
        await asyncio.sleep(self.turn_s)
        return await self._faulty(self._mode_of(said), request) or web.json_response(answer(said))

    def _mode_of(self, said: str) -> str:
        return next((mode for mode in self.faults.modes if f"[{mode}]" in said), self.mode)

    async def _faulty(self, mode: str, request: web.Request) -> web.StreamResponse | None:
        return None if mode == WELL else await self.faults.commit(mode, request)


def parsed(text: str) -> dict[str, Any]:
    """The golden parse, of this text."""
    golden: dict[str, Any] = json.loads(PARSE.read_text("utf-8"))["response"]["parses"][0]
    intent = "human_agent" if "상담원" in text else golden["intent"]
    return {**golden, "intent": intent, "parts": [], "entities": [], "vector": [1.0, *([0.0] * 511)]}


def answer(said: str) -> dict[str, Any]:
    """One reply and what was understood."""
    if "상담원" in said or "human" in said:
        handoff = {"reason": "asked_for_person", "topic": "orders", "summary": "asks for a person"}
        return turn(f"re: {said}", "human_agent", handoff=handoff)
    if "buttons" in said:
        buttons = [{"title": "첫째", "payload": "/first"}, {"title": "둘째", "payload": "/second"}]
        return turn("하나를 골라 주세요.", "order_status", buttons=buttons)
    if "verify" in said:
        return turn("확인할게요.", "order_status", card={"kind": "verify_order"})
    return turn(f"re: {said}", "order_status")


def turn(text: str, intent: str, handoff: dict[str, Any] | None = None, **reply: Any) -> dict[str, Any]:
    understood = {"intent": intent, "confidence": 0.97, "gate": "sure", "text": text}
    return {
        "replies": [{"text": text, "factual": False, **reply}],
        "turn": {
            "model_id": "scripted",
            "language": "ko",
            "intents": [understood],
            "ranking": [],
            "entities": [],
            "emotion": {"label": "neutral", "negative": 0.05},
            "actions": [],
            "failures": [],
            **({"handoff": handoff} if handoff else {}),
        },
    }
