"""The gateway's side of the turn contract, for the tests."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from tests.unit.bot.servers import BEARER


@dataclass
class Gateway:
    """One dialogue on a Rasa server."""

    port: int
    redis: str
    dialogue: str = field(default_factory=lambda: str(uuid4()))

    def post(self, route: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> requests.Response:
        url = f"http://127.0.0.1:{self.port}/webhooks/gateway/{route}"
        return requests.post(url, json=body, headers=BEARER if headers is None else headers, timeout=30)

    def body(self, *messages: str, turn_id: str | None = None, locale: str = "ko") -> dict[str, Any]:
        """A request; a message that begins with "press:" is a button."""
        return {
            "turn_id": turn_id or str(uuid4()),
            "dialogue_id": self.dialogue,
            "messages": [{"message_id": str(uuid4())} | _content(message) for message in messages],
            "locale": locale,
            "customer": {"verified": False},
        }

    def turn(self, *messages: str, turn_id: str | None = None, locale: str = "ko") -> dict[str, Any]:
        answer = self.post("webhook", self.body(*messages, turn_id=turn_id, locale=locale))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def texts(self, *messages: str, locale: str = "ko") -> list[str]:
        return [reply["text"] for reply in self.turn(*messages, locale=locale)["replies"]]


def _content(message: str) -> dict[str, str]:
    return {"payload": message[len("press:") :]} if message.startswith("press:") else {"text": message}
