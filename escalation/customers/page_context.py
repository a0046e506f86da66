"""What the shop's page says of itself while its customer writes: where they are, what is in their cart, the order they
look at. Anybody's browser can say anything here: it is shown to whoever helps them, and nothing is decided by it."""

from collections.abc import Collection
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

from sqlalchemy import Text, bindparam, func, update
from sqlalchemy.dialects.postgresql import JSONB

from escalation.store.conversation import Owner
from escalation.store.keys import backstage
from escalation.store.masking import mask
from escalation.store.record import Record
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import conversation

LONGEST_PATH = 300
"""Characters of a page's path that are kept, as it is read."""
PAGE_TOLD = {"type": "page_told"}

_NEW = bindparam("new", type_=JSONB(none_as_null=True))
_NOTHING = func.jsonb_build_object()
_KNOWN = func.coalesce(conversation.c.page_context.op("-")("at"), _NOTHING)
_NOTED = (
    update(conversation)
    .where(conversation.c.id == bindparam("conversation_id"), func.coalesce(_NEW, _NOTHING) != _KNOWN)
    .where(conversation.c.erased_at.is_(None))
    .values(page_context=_NEW.op("||")(func.jsonb_build_object("at", bindparam("at", type_=Text))))
    .returning(conversation.c.owner)
)
"""Another page only; without one nothing is kept. The time is no part of what is compared."""


def as_kept(told: Wire, origins: Collection[str]) -> Wire | None:
    """`told` without personal data, with pages of `origins` only: an agent is led nowhere else. None where nothing is
    left."""
    page, order = told.get("page"), told.get("order")
    url = None if page is None else page_address(page["url"], origins)
    title = page and page.get("title")
    shown = None if url is None else present({"url": url, "title": mask(title) if title else None})
    return present({"page": shown, "cart": told.get("cart"), "order": mask(order) if order else None}) or None


def page_address(url: str, origins: Collection[str]) -> str | None:
    """Origin and path, masked; never the query or the fragment, where shops put names and keys. None for a page that
    is on none of `origins`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in origins:
        return None
    return origin + quote(mask(unquote(parts.path)[:LONGEST_PATH]), safe="/@:[]")


class PageContexts:
    """Keeps what a page says beside its conversation."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def note_context(self, *, conversation_id: UUID, context: Wire | None) -> None:
        """`context` as `as_kept` leaves it, instead of what was known before; agents who look on see it soon."""
        values = {"conversation_id": conversation_id, "new": context, "at": timestamp(self._record.clock())}
        async with self._record.single() as connection:
            owner = await connection.scalar(_NOTED, values)
        if owner in (Owner.QUEUE, Owner.AGENT):
            await self._record.push.publish(backstage(conversation_id), PAGE_TOLD)
