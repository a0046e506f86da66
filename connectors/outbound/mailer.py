"""One letter to one reader over SMTP. A 5xx to the recipient is final; everything else may be better later.

https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
"""

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import aiosmtplib

from connectors.outbound.letters import Letter, Letters
from connectors.outbound.sender import Delivered, Undelivered
from escalation.clock import Clock
from escalation.rows import AnyRow

LIMIT_S = 20.0
PERMANENT = range(500, 600)

Link: TypeAlias = Callable[[Mapping[str, Any]], str]
"""The address that a letter with these parameters leads to."""


class MailPost:
    """Sends rows of the table `mail`.

    `smtps://` speaks TLS from the start (465); `smtp://` changes to it when the server offers it, and with a user
    name refuses to go on without, so no password is ever said in the open.
    """

    def __init__(self, smtp_url: str, mail_from: str, links: Mapping[str, Link], clock: Clock) -> None:
        """`links`: where each kind of letter leads."""
        parts = urlsplit(smtp_url)
        self._host = parts.hostname or ""
        self._tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._tls else 25)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._from = mail_from
        self._links = links
        self._clock = clock
        self._letters = Letters()

    async def __call__(self, row: AnyRow) -> Delivered:
        """Hand it to the server. Raises Undelivered."""
        letter = self._letters.write(row.kind, row.locale, {**row.params, "link": self._links[row.kind](row.params)})
        try:
            await self._send(self._message(row, letter))
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise Undelivered(f"recipient refused: {codes}", final=all(code in PERMANENT for code in codes)) from error
        except aiosmtplib.SMTPResponseException as error:
            raise Undelivered(f"server answered {error.code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Undelivered(f"no server: {type(error).__name__}") from error
        return {}

    def _message(self, row: AnyRow, letter: Letter) -> EmailMessage:
        """A second sending has the same Message-ID, so mail programs show it once."""
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
        return message

    async def _send(self, message: EmailMessage) -> None:
        await aiosmtplib.send(
            message,
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            start_tls=False if self._tls else True if self._user else None,
            timeout=LIMIT_S,
        )
