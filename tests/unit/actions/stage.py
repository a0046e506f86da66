"""Plays one message to one action and shows what the customer would read, rendered by Rasa's own generator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import aiohttp
import yaml
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.catalogue import build
from actions.shop import Shop
from actions.words import DOMAIN, Words
from tests.unit.actions.fake_shop import SECRET, FakeShop

NOW = datetime(2026, 3, 10, 3, 0, tzinfo=timezone.utc)
TURN = "0b6c9c5e-54a8-4a3c-9f5e-000000000001"
RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(DOMAIN.read_text("utf-8"))["responses"]
WORDS = Words.read()

Events = list[dict[str, Any]]


@dataclass
class Played:
    """What an action did."""

    events: Events
    replies: list[dict[str, Any]]
    """Text, buttons, card and factual of each message with words, in order."""
    signals: list[dict[str, Any]]
    """handoff, failure, solved, reference: all customs without words."""

    @property
    def texts(self) -> list[str]:
        return [reply["text"] for reply in self.replies]

    @property
    def names(self) -> list[str]:
        return [reply["name"] for reply in self.replies]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for reply in self.replies for button in reply["buttons"]]


@dataclass
class Stage:
    shop: FakeShop
    session: aiohttp.ClientSession
    url: str
    slots: dict[str, Any] = field(default_factory=dict)

    async def play(
        self,
        action: str,
        intent: str = "",
        *,
        text: str = "",
        locale: str = "ko",
        entities: Mapping[str, Any] | None = None,
        events: Sequence[dict[str, Any]] = (),
        metadata: Mapping[str, Any] | None = None,
        **slots: Any,
    ) -> Played:
        entities = entities or {}
        slots = {"locale": locale, "order_number": entities.get("order_number"), **self.slots, **slots}
        found = [{"entity": key, "value": value} for key, value in entities.items()]
        customer = {"turn_id": TURN, "locale": locale, "customer": {"verified": self.shop.verified}, **(metadata or {})}
        message = {"intent": {"name": intent}, "text": text, "entities": found, "metadata": customer}
        tracker = Tracker("dialogue", slots, message, [*events, said(intent, text)], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        done = await self._action(action).run(dispatcher, tracker, {})
        return _played(done, dispatcher.messages, slots)

    def _action(self, name: str) -> Any:
        def shop(turn_id: str, locale: str) -> Shop:
            return Shop(self.session, self.url, SECRET, turn_id, locale)

        return next(action for action in build(shop, WORDS, lambda: NOW) if action.name() == name)


def said(intent: str, text: str) -> dict[str, Any]:
    """The customer's message as an event."""
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}}


def uttered(response: str) -> dict[str, Any]:
    """The bot's answer as an event."""
    return {"event": "bot", "text": "", "metadata": {"utter_action": response}}


def _played(events: Events, messages: list[dict[str, Any]], slots: dict[str, Any]) -> Played:
    spoken = [message for message in messages if message["response"]]
    silent = [message["custom"] for message in messages if not message["response"]]
    return Played(events, [_rendered(message, slots) for message in spoken], silent)


def _rendered(message: dict[str, Any], slots: dict[str, Any]) -> dict[str, Any]:
    """As Rasa's RemoteAction does: the response filled with the values, then the action's own buttons."""
    generator = TemplatedNaturalLanguageGenerator(RESPONSES)
    values = {key: value for key, value in message.items() if key != "response"}
    draft = generator.generate_from_slots(message["response"], slots, "gateway", **values)
    assert draft is not None, message["response"]
    assert "{" not in draft["text"], f"unfilled placeholder in {message['response']}: {draft['text']}"
    buttons = [*draft.get("buttons", []), *message["buttons"]]
    return {"name": message["response"], "text": draft["text"], "buttons": buttons, **message["custom"]}
