"""The answer to a turn, put together from the tracker's events: the same for a fresh turn and a repeated one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.witness import FAILURE

UNDERSTANDING = "understanding"
"""Key of a user event's parse data that holds what the channel understood."""
RETRYABLE = frozenset({"action_failed", "shop_unavailable"})
"""Failures that may pass: such a turn is not kept, and the same turn_id runs again."""
_UNTOLD = {ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME}


def turn_of(event: Event) -> str | None:
    """The turn a user message came in, or None for any other event."""
    metadata = event.metadata if isinstance(event, UserUttered) else None
    return (metadata or {}).get("turn_id")


def events_of_turn(events: Sequence[Event], turn_id: str) -> list[Event]:
    """Everything from the first message of the turn to the last event before another turn's; empty if there is none."""
    first = next((i for i, event in enumerate(events) if turn_of(event) == turn_id), None)
    if first is None:
        return []
    after = (i for i in range(first, len(events)) if turn_of(events[i]) not in (None, turn_id))
    return list(events[first : next(after, len(events))])


def assemble(events: Sequence[Event], model_id: str, language: str) -> dict[str, Any]:
    """The response of the turn contract."""
    said = [event for event in events if isinstance(event, UserUttered)]
    uttered = [event for event in events if isinstance(event, BotUttered)]
    customs = [_custom(event) for event in uttered]
    understood = [event.parse_data[UNDERSTANDING] for event in said]
    turn: dict[str, Any] = {
        "model_id": model_id,
        "language": language,
        "intents": [told["request"] for told in understood],
        "ranking": understood[0]["ranking"],
        "entities": [_entity(entity) for event in said for entity in event.entities],
        "emotion": max((told["emotion"] for told in understood), key=lambda emotion: float(emotion["negative"])),
        "actions": [name for event in events if (name := _action(event))],
        "failures": failures(events),
    }
    turn |= {key: custom[key] for custom in customs for key in ("handoff", "reference", "solved") if key in custom}
    if found := [told["help"] for told in understood if "help" in told]:
        turn["help"] = found[0]
    if all(told.get("noise") for told in understood):
        turn["noise"] = True
    if "reference" not in turn and (numbers := _order_numbers(turn["entities"])):
        turn["reference"] = numbers[-1]
    return {"replies": [_reply(event) for event in uttered if _is_reply(event)], "turn": turn}


def failures(events: Iterable[Event]) -> list[dict[str, str]]:
    """What failed: actions that raised, and codes that actions returned; each once."""
    told = [(event.metadata or {}).get(FAILURE) for event in events if isinstance(event, ActionExecuted)]
    told += [_custom(event).get(FAILURE) for event in events if isinstance(event, BotUttered)]
    codes = dict.fromkeys(str(failure["code"]) for failure in told if failure)
    return [{"code": code} for code in codes]


def handed_off(events: Iterable[Event]) -> bool:
    return any("handoff" in _custom(event) for event in events if isinstance(event, BotUttered))


def _custom(event: BotUttered) -> dict[str, Any]:
    custom = event.data.get("custom")
    return custom if isinstance(custom, dict) else {}


def _is_reply(event: BotUttered) -> bool:
    return bool(event.text or event.data.get("buttons") or _custom(event).get("card"))


def _reply(event: BotUttered) -> dict[str, Any]:
    custom = _custom(event)
    reply: dict[str, Any] = {"text": event.text or "", "factual": bool(custom.get("factual", False))}
    if buttons := event.data.get("buttons"):
        reply["buttons"] = [_button(button) for button in buttons]
    if card := custom.get("card"):
        reply["card"] = card
    return reply


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {key: button[key] for key in ("title", "payload", "confirms") if button.get(key) is not None}


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    return {key: entity.get(key) for key in ("entity", "value", "start", "end")}


def _order_numbers(entities: Iterable[dict[str, Any]]) -> list[str]:
    return [str(entity["value"]) for entity in entities if entity["entity"] == "order_number"]


def _action(event: Event) -> str | None:
    name = event.action_name if isinstance(event, ActionExecuted) else None
    return None if name in _UNTOLD else name
