"""What every action has in common: it reads the turn, answers, and never raises.

A raised error disappears inside Rasa; a failure code reaches the gateway, which tells the customer the truth.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.exchange import Exchange
from actions.shop import ShopError, ShopOfTurn
from actions.turn import Turn
from actions.voice import Voice
from actions.words import Words

logger = logging.getLogger(__name__)

# Seconds for one action with all its calls: longer than the shop's own limit inside the gateway (2 s), shorter than
# Rasa's patience with an action (4 s), so that the failure is told in words.
ACTION_LIMIT_S = 3.5


class Answer(Action, ABC):
    """An action that answers the customer."""

    def __init__(self, shop: ShopOfTurn, words: Words, clock: Callable[[], datetime]) -> None:
        self._shop = shop
        self._words = words
        self._clock = clock

    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    async def answer(self, x: Exchange) -> None: ...

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        voice = Voice(dispatcher, self._words, turn.locale, self._clock())
        x = Exchange(turn, voice, self._shop(turn.id, turn.locale))
        try:
            await asyncio.wait_for(self.answer(x), ACTION_LIMIT_S)
        except ShopError as error:
            logger.warning("%s in turn %s: %s", self.name(), turn.id, error)
            return self._failed(voice, PASSING.get(error.code, error.code))
        except asyncio.TimeoutError:
            logger.warning("%s in turn %s took longer than %s s", self.name(), turn.id, ACTION_LIMIT_S)
            return self._failed(voice, "shop_unavailable")
        except Exception:
            logger.exception("%s in turn %s", self.name(), turn.id)
            return self._failed(voice, "action_failed")
        return x.events

    def _failed(self, voice: Voice, code: str) -> list[dict[str, Any]]:
        voice.take_back()
        voice.say(FAILURES.get(code, "utter_action_failed"))
        voice.signal(failure={"code": code})
        return []


FAILURES = {"shop_unavailable": "utter_shop_unavailable"}
# A turn that is over is one whose answer nobody waits for. The gateway may ask for it again, so that nothing of it may
# be kept: it is told as a failure that may pass.
PASSING = {"turn_over": "action_failed"}
