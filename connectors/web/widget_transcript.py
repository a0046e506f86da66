"""A customer takes their conversation along: as a file, or by e-mail to an address that they name.

Nobody's house is made to send spam: the letter's own words are fixed, what was said is a text file enclosed with it,
and visitors, places and addresses each have a share of letters a day.
"""

from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from connectors.shapes import ShapeError, one_of, record, text
from connectors.transcripts.transcript import written
from connectors.transcripts.words import Words, WordsMissing
from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.bodies import json_body
from connectors.web.limits import (
    LETTERS_BY_ADDRESS,
    LETTERS_BY_RECIPIENT,
    LETTERS_BY_VISITOR,
    TRANSCRIPTS_BY_VISITOR,
)
from connectors.web.pages import PAGES, not_built
from escalation.customers.mailboxes import LONGEST, checked_mailbox, masked
from escalation.store.refusals import Refused

LONGEST_ZONE = 64
HOME = "Asia/Seoul"
asked_shape = record({"email": text(2 * LONGEST, 1)}, {"locale": one_of("ko", "en"), "zone": text(LONGEST_ZONE)})


async def download(request: web.Request) -> web.Response:
    """`GET /widget/transcript?locale=&zone=`: the conversation as this browser may see it, as a text file."""
    app = request.app
    viewer = app[keys.PASSES].read(request)
    zone = known_zone(request.query.get("zone", HOME))
    await app[keys.LIMITS].take((TRANSCRIPTS_BY_VISITOR, str(viewer.visitor_id)))
    first = await app[keys.SERVICE].first_shown(viewer=viewer)
    messages = await app[keys.SERVICE].transcript(conversation_id=viewer.conversation_id, first=first)
    try:
        words = Words(app[PAGES].folder, request.query.get("locale", "ko"), zone)
    except WordsMissing:
        return not_built()
    headers = {"Content-Disposition": 'attachment; filename="conversation.txt"'}
    return web.Response(text=written(messages, words, app[keys.CLOCK]()), content_type="text/plain", headers=headers)


async def send(request: web.Request) -> web.Response:
    """`POST /widget/transcript`: the same in a letter. Raises Refused `bad_email`, or `not_found` where no letters
    leave or nothing was said yet."""
    app = request.app
    viewer = app[keys.PASSES].read(request)
    asked = await json_body(request, asked_shape)
    if not app[keys.SETTINGS].smtp_url:
        raise Refused("not_found", "no letters leave here")
    recipient, zone = checked_mailbox(asked["email"]), known_zone(asked.get("zone", HOME)).key
    first = await app[keys.SERVICE].first_shown(viewer=viewer)
    await _limit(request, str(viewer.visitor_id), recipient)
    how: dict[str, Any] = {"recipient": recipient, "locale": asked.get("locale", "ko"), "zone": zone}
    await app[keys.SERVICE].mail_transcript(conversation_id=viewer.conversation_id, first=first, **how)
    return web.json_response({"email_masked": masked(recipient)}, status=202)


async def _limit(request: web.Request, visitor: str, recipient: str) -> None:
    """All three or none: a letter that is refused counts nowhere."""
    address = address_of(request, request.app[keys.SETTINGS].trusted_proxies)
    await request.app[keys.LIMITS].take(
        (LETTERS_BY_VISITOR, visitor), (LETTERS_BY_ADDRESS, address), (LETTERS_BY_RECIPIENT, mailbox_of(recipient))
    )


def mailbox_of(recipient: str) -> str:
    """The mailbox that a letter ends in: what follows a plus in its name is the reader's own note."""
    name, _, domain = recipient.casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def known_zone(name: str) -> ZoneInfo:
    """Raises ShapeError."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:  # unknown; a way out of the folder; a folder
        raise ShapeError("zone", "the name of a time zone such as Asia/Seoul", name) from error
