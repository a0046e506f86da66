"""What goes with letters: read from the record when they are sent, so that what was erased meanwhile does not leave."""

from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from connectors.outbound.envelopes import Enclosed
from connectors.outbound.sender import Undelivered
from connectors.transcripts.transcript import written
from connectors.transcripts.words import Words, WordsMissing
from escalation.service import Service
from escalation.store.clock import Clock
from escalation.store.rows import AnyRow


class Transcript:
    """The conversation that somebody asked for; `ui` is the folder of the built pages."""

    def __init__(self, service: Service, ui: Path, clock: Clock) -> None:
        self._service = service
        self._ui = ui
        self._clock = clock

    async def __call__(self, row: AnyRow) -> Enclosed:
        """Raises Undelivered."""
        about = row.params
        try:
            words = Words(self._ui, row.locale, ZoneInfo(about["zone"]))
        except WordsMissing as error:
            raise Undelivered(str(error)) from error
        messages = await self._service.transcript(
            conversation_id=UUID(about["conversation_id"]), first=about["first"], last=about["last"]
        )
        if not messages:
            raise Undelivered("nothing is kept of the conversation", final=True)
        return Enclosed(f"{words.say('transcript.file_name')}.txt", written(messages, words, self._clock()))
