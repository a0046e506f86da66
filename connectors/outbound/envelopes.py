"""Rows of the table `mail` as messages that can be handed over, wherever they go."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, TypeAlias

from connectors.outbound.letters import Letters
from connectors.outbound.sender import Undelivered
from escalation.store.clock import Clock
from escalation.store.rows import AnyRow

Link: TypeAlias = Callable[[Mapping[str, Any]], str]
"""The address that a letter with these parameters leads to."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A text file that goes with a letter."""

    name: str
    text: str


Enclose: TypeAlias = Callable[[AnyRow], Awaitable[Enclosed]]
"""What goes with a row's letter, read when it is sent. Raises Undelivered."""


class Envelopes:
    """Writes letters and addresses them; `links`: where a kind leads; `enclosures`: what goes with it."""

    def __init__(
        self,
        mail_from: str,
        links: Mapping[str, Link],
        clock: Clock,
        enclosures: Mapping[str, Enclose] | None = None,
    ) -> None:
        self._from = mail_from
        self._links = links
        self._enclosures = enclosures or {}
        self._clock = clock
        self._letters = Letters()

    async def message(self, row: AnyRow) -> EmailMessage:
        """A second one of the same row has the same Message-ID, so mail programs show it once. Raises Undelivered."""
        link = {"link": self._links[row.kind](row.params)} if row.kind in self._links else {}
        letter = self._letters.write(row.kind, row.locale, {**row.params, **link})
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = self._from, row.recipient, letter.subject
        except ValueError as error:
            raise Undelivered("the recipient is no address", final=True) from error
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<{row.id}@{self._from.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # so that no out-of-office note answers
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        if row.kind in self._enclosures:
            enclosed = await self._enclosures[row.kind](row)
            message.add_attachment(enclosed.text, filename=enclosed.name)
        return message
