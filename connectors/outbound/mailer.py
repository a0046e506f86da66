"""One letter to one reader over SMTP. A 5xx to the recipient is final; everything else may be better later.

https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
"""

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from connectors.outbound.envelopes import Envelopes
from connectors.outbound.sender import Delivered, Undelivered
from escalation.store.rows import AnyRow

LIMIT_S = 20.0
PERMANENT = range(500, 600)


class MailPost:
    """Sends rows of the table `mail`.

    `smtps://` speaks TLS from the start (465); `smtp://` changes to it when the server offers it, and with a user
    name refuses to go on without, so no password is ever said in the open.
    """

    def __init__(self, smtp_url: str, envelopes: Envelopes) -> None:
        parts = urlsplit(smtp_url)
        self._host = parts.hostname or ""
        self._tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._tls else 25)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._envelopes = envelopes

    async def __call__(self, row: AnyRow) -> Delivered:
        """Hand it to the server. Raises Undelivered."""
        message = await self._envelopes.message(row)
        try:
            await self._send(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise Undelivered(f"recipient refused: {codes}", final=all(code in PERMANENT for code in codes)) from error
        except aiosmtplib.SMTPResponseException as error:
            raise Undelivered(f"server answered {error.code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Undelivered(f"no server: {type(error).__name__}") from error
        return {}

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
