"""Actions on the action server, without the 20 ms that Rasa spends on each to check its own schema."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import Action, RemoteAction


class LightRemoteAction(RemoteAction):
    """A remote action whose result is checked by a validator that is made once, not on every call."""

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        """Raises jsonschema.ValidationError where the action server answers something else than events."""
        _validator().validate(result)
        return True


def lightened(action: Action) -> Action:
    """The same action; a remote one with the quicker check."""
    return LightRemoteAction(action.name(), action.action_endpoint) if type(action) is RemoteAction else action


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
