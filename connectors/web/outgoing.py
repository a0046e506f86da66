"""What the gateway sends by itself while it runs."""

import logging
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from connectors.outbound.envelopes import Enclose, Envelopes, Link
from connectors.outbound.mail_folder import MailFolder
from connectors.outbound.mailer import MailPost
from connectors.outbound.sender import Post, Sender
from connectors.outbound.webhooks import WebhookPost, open_client
from connectors.setting_values import folder_of
from connectors.settings import Settings
from connectors.web import keys
from connectors.web.background import Work, at_work
from connectors.web.enclosures import Transcript
from connectors.web.pages import PAGES
from connectors.web.resume_links import ResumeLinks
from escalation.outbound.lanes import delivery_lane, mail_lane
from escalation.outbound.occasions import Occasions

log = logging.getLogger(__name__)


async def senders(app: web.Application) -> AsyncIterator[None]:
    """Every gateway sends; rows taken by one are not taken by another."""
    async with (
        open_client(private=app[keys.SETTINGS].webhook_private) as client,
        at_work({**_webhooks(app, client), **_mail(app)}),
    ):
        yield


def _webhooks(app: web.Application, client: aiohttp.ClientSession) -> dict[str, Work]:
    engine, clock = app[keys.ENGINE], app[keys.CLOCK]
    post = WebhookPost(engine, client, clock, private=app[keys.SETTINGS].webhook_private)
    return {"webhooks": Sender("delivery", delivery_lane(engine, clock), post).run}


def _mail(app: web.Application) -> dict[str, Work]:
    """Without a server nothing is looked for and nothing leaves; what is in the mail already waits."""
    settings, engine, clock = app[keys.SETTINGS], app[keys.ENGINE], app[keys.CLOCK]
    if not settings.smtp_url:
        log.info("mail is off: FIRSTHAND_SMTP_URL is not set")
        return {}
    links: dict[str, Link] = {
        "answer_waiting": ResumeLinks(settings).to,
        "ticket_waits": lambda _: f"{settings.public_url}/desk",
        "goal_missed": lambda _: f"{settings.public_url}/ops?page=goals",
    }
    enclosures: dict[str, Enclose] = {"transcript": Transcript(app[keys.SERVICE], app[PAGES].folder, clock)}
    envelopes = Envelopes(settings.mail_from, links, clock, enclosures)
    return {
        "mail": Sender("mail", mail_lane(engine, clock), _post(settings, envelopes)).run,
        "letters": Occasions(engine, clock).run,
    }


def _post(settings: Settings, envelopes: Envelopes) -> Post:
    folder = folder_of(settings.smtp_url)
    if folder is not None:
        log.info("letters are kept in %s", folder)
        return MailFolder(folder, envelopes)
    return MailPost(settings.smtp_url, envelopes)
