"""Links that letters carry: signed, for seven days, to one conversation. The token stands in the fragment, so it
reaches neither a log nor another site; a page posts it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from connectors.settings import Settings
from connectors.web.signed import Signer

LIFE_S = 7 * 24 * 3600
KIND = "resume"


class ResumeLinks:
    """Makes and reads them."""

    def __init__(self, settings: Settings, signer: Signer | None = None) -> None:
        self._page = f"{settings.public_url}/resume"
        self._signer = signer or Signer(settings.session_secret)

    def to(self, params: Mapping[str, Any]) -> str:
        """The address for a letter; `params` name the callback it answers and its conversation."""
        claims = {name: params[name] for name in ("callback_id", "conversation_id")}
        return f"{self._page}#{self._signer.sign(KIND, claims, LIFE_S)}"

    def read(self, token: str) -> dict[str, UUID] | None:
        """The ids of the callback and the conversation; None for a token that is forged or over."""
        claims = self._signer.read(KIND, token)
        return None if claims is None else {name: UUID(value) for name, value in claims.body.items()}
