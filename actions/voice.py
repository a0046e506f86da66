"""How an action speaks: by the name of a response in domain.yml, never in words of its own."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from rasa_sdk.executor import CollectingDispatcher

from actions.dates import day_in_words
from actions.money import money_in_words
from actions.words import Words

Button: TypeAlias = dict[str, Any]
Card: TypeAlias = dict[str, Any]


class Voice:
    """Speaks to one customer in one language."""

    def __init__(self, dispatcher: CollectingDispatcher, words: Words, locale: str, now: datetime) -> None:
        self._dispatcher = dispatcher
        self._words = words
        self._now = now
        self.locale = locale

    def say(
        self,
        response: str,
        *,
        buttons: Sequence[Button] = (),
        card: Card | None = None,
        factual: bool = False,
        reference: str | None = None,
        **values: str,
    ) -> None:
        """Utter a response. `factual`: it tells a fact of the shop, kept even when the turn ends in a handoff."""
        extra = {"card": card, "factual": factual or None, "reference": reference}
        custom = {key: value for key, value in extra.items() if value is not None}
        self._dispatcher.utter_message(response=response, buttons=list(buttons), json_message=custom, **values)

    def signal(self, **custom: Any) -> None:
        """Tell the gateway something that is no message: `handoff`, `failure`, `solved`."""
        self._dispatcher.utter_message(json_message=custom)

    def take_back(self) -> None:
        """Forget what this action has said so far: half an answer is none."""
        self._dispatcher.messages.clear()

    def piece(self, name: str, **values: str) -> str:
        """Wording that goes inside another response."""
        return self._words.text(name, self.locale, **values)

    def button(self, name: str, intent: str, **entities: str) -> Button:
        """A button titled by the response `name`; pressing it says `intent`."""
        return {"title": self.piece(name), "payload": payload(intent, **entities)}

    def day(self, moment: str) -> str:
        return day_in_words(moment, self.locale, self._now)

    def on(self, moment: str | None) -> str:
        """The day as a clause (`3월 3일(화)에 `, ` on Tue, Mar 3`), nothing when it is not known."""
        return self.piece("utter_piece_on", day=self.day(moment)) if moment else ""

    def money(self, amount: int, currency: str) -> str:
        return money_in_words(amount, currency, self.locale)


def payload(intent: str, **entities: str) -> str:
    """`/intent{"entity": "value"}`: what Rasa reads as that intent with those entities."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"
