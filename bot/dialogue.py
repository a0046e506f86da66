"""A turn inside Rasa: each request through tracker and policies; at the end everything is kept, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.core.actions.action import create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.language import reply_language
from bot.remote_action import lightened
from bot.requests import Request, asked, pressed
from bot.turn_request import Incoming, TurnRequest
from bot.turn_response import RETRYABLE, assemble, events_of_turn, failures, handed_off, turn_of
from bot.understanding import understand
from bot.witness import FAILURE, Witnessed

LOCALE, PENDING, TASK = "locale", "pending_requests", "task"
NEXT_REQUEST = "utter_next_request"
TOO_MANY_ACTIONS = "action_limit"


class Silent(OutputChannel):
    """Rasa's replies go nowhere: the answer is read from the tracker."""

    @classmethod
    def name(cls) -> str:
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Nothing: see the class."""


class Dialogue:
    """Runs turns on a loaded model."""

    def __init__(self, processor: MessageProcessor, nlg: NaturalLanguageGenerator) -> None:
        self._processor = processor
        self._nlg = nlg
        self._channel = Silent()

    async def answer(self, request: TurnRequest) -> dict[str, Any]:
        """The response of the turn contract. A turn already kept is answered from the tracker, nothing runs twice.

        Raises what the tracker store raises.
        """
        tracker = await self._processor.fetch_tracker_and_update_session(request.dialogue_id, self._channel)
        kept = await self._recorded(tracker, request.turn_id)
        if kept:
            return self._response(kept, tracker)
        before = len(tracker.events)
        await self._run(tracker, request)
        events = list(tracker.events)[before:]
        if not any(failure["code"] in RETRYABLE for failure in failures(events)):
            await self._processor.save_tracker(tracker)
        return self._response(events, tracker)

    async def _recorded(self, tracker: DialogueStateTracker, turn_id: str) -> list[Event]:
        events = list(tracker.events)
        turns = [turn for event in events if (turn := turn_of(event))]
        if turns and turns[0] == turns[-1] == turn_id:  # its beginning may not have been read back
            whole = await self._processor.tracker_store.retrieve_full_tracker(tracker.sender_id)
            events = list(whole.events) if whole else events
        return events_of_turn(events, turn_id)

    def _response(self, events: Sequence[Event], tracker: DialogueStateTracker) -> dict[str, Any]:
        begun = next(i for i, event in enumerate(events) if isinstance(event, UserUttered))
        language = str(tracker.get_slot(LOCALE) or "ko")
        return assemble(list(events)[begun:], self._processor.model_metadata.model_id, language)

    async def _run(self, tracker: DialogueStateTracker, request: TurnRequest) -> None:
        before = len(tracker.events)
        waiting: list[str] = list(tracker.get_slot(PENDING) or [])
        groups = _joined(request.messages)
        for n, group in enumerate(groups, 1):
            parts = self._requests(group, tracker)
            for i, part in enumerate(parts, 1):
                if i == 1 or self._is_free(tracker):
                    more = i < len(parts) or n < len(groups) or bool(waiting)
                    await self._hear(tracker, part, request, more=more)
                else:
                    waiting.append(part.text)
        await self._take_up(tracker, waiting, request, before)

    async def _take_up(
        self, tracker: DialogueStateTracker, waiting: list[str], request: TurnRequest, before: int
    ) -> None:
        """Turns to the requests that waited, as soon as nothing is open; a handoff takes them along."""
        if handed_off(list(tracker.events)[before:]):
            waiting = []
        while waiting and self._is_free(tracker):
            await self._say_next(tracker)
            part = asked(understand(self._processor, waiting[:1])[0])[0]
            waiting = waiting[1:]
            await self._hear(tracker, part, request, more=bool(waiting))
        if waiting != list(tracker.get_slot(PENDING) or []):
            tracker.update(SlotSet(PENDING, waiting or None), self._processor.domain)

    def _requests(self, group: list[Incoming], tracker: DialogueStateTracker) -> list[Request]:
        if (press := group[0].pressed) is not None:
            return [pressed(group[0].text, press)]
        utterance = understand(self._processor, ["\n".join(message.text for message in group)])[0]
        return asked(utterance, busy=not self._is_free(tracker))

    def _is_free(self, tracker: DialogueStateTracker) -> bool:
        return tracker.active_loop_name is None and not (TASK in tracker.slots and tracker.get_slot(TASK))

    async def _hear(self, tracker: DialogueStateTracker, part: Request, request: TurnRequest, *, more: bool) -> None:
        """One request: into the tracker, slots filled, actions run until the assistant listens again."""
        locale = SlotSet(LOCALE, _locale(tracker, part, request))
        tracker.update_with_events([locale, part.event(request, more=more)], self._processor.domain)
        tracker = await self._processor.run_action_extract_slots(self._channel, tracker)
        try:
            while await self._act(tracker):
                pass
        except ActionLimitReached:
            ended = ActionExecuted(ACTION_LISTEN_NAME, metadata={FAILURE: {"code": TOO_MANY_ACTIONS}})
            tracker.update(ended, self._processor.domain)

    async def _act(self, tracker: DialogueStateTracker) -> bool:
        action, prediction = self._processor.predict_next_with_tracker_if_should(tracker)
        watched = Witnessed(lightened(action))
        return bool(await self._processor._run_action(watched, tracker, self._channel, self._nlg, prediction))

    async def _say_next(self, tracker: DialogueStateTracker) -> None:
        response = await self._nlg.generate(NEXT_REQUEST, tracker, self._channel.name())
        if response:
            tracker.update(_uttered(response), self._processor.domain)


def _joined(messages: Sequence[Incoming]) -> list[list[Incoming]]:
    """Texts that follow one another are one thought; a pressed button stands alone."""
    groups: list[list[Incoming]] = []
    for message in messages:
        if groups and message.pressed is None and groups[-1][-1].pressed is None:
            groups[-1].append(message)
        else:
            groups.append([message])
    return groups


def _locale(tracker: DialogueStateTracker, part: Request, request: TurnRequest) -> str:
    latest = tracker.latest_message
    before = (latest.metadata or {}).get("locale") if latest else None
    kept = tracker.get_slot(LOCALE) if before else None
    return reply_language(part.reply, chosen=request.locale, chosen_before=before, kept=kept)


def _uttered(response: dict[str, Any]) -> Event:
    return create_bot_utterance(response)
