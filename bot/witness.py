"""An action that is watched: Rasa swallows what an action raises, so the failure is written on its event."""

from __future__ import annotations

import asyncio
import logging

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

log = logging.getLogger(__name__)

FAILURE = "failure"
"""Metadata of an action's event: {"code"}."""
ACTION_FAILED = "action_failed"
OPTIONAL = frozenset({"action_follow_up"})
"""Actions that only ask whether the answer helped: where they fail, the answer stands, and the turn did not fail."""
LIMIT = 4.0
"""How long an action may take (seconds); between the shop's 2 s and the whole turn's 8 s."""


class Witnessed(Action):
    """Runs another action and remembers that it failed, timed out or could not be reached."""

    def __init__(self, action: Action, limit: float = LIMIT) -> None:
        self._action = action
        self._limit = limit
        self._failed = False

    def name(self) -> str:
        return str(self._action.name())

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """As the action itself; a failure gives no events. A rejection is an answer, not a failure."""
        running = self._action.run(output_channel, nlg, tracker, domain)
        try:
            events: list[Event] = await asyncio.wait_for(running, self._limit)
        except ActionExecutionRejection:
            raise
        except Exception:
            log.exception("action %s failed", self.name())
            self._failed = self.name() not in OPTIONAL
            return []
        return events

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> ActionExecuted:
        event = self._action.event_for_successful_execution(prediction)
        if self._failed:
            event.metadata = {**(event.metadata or {}), FAILURE: {"code": ACTION_FAILED}}
        return event
