"""Files that customers send, and both sides read. They stand in the record beside their message: every gateway serves
them, and whatever erases the message erases them.

Only people read files. While the bot owns a conversation none is taken: it would have nothing to say of it.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.receiving import Once, acknowledged, take_in
from escalation.customers.viewers import Viewer, Viewers
from escalation.store.conversation import Owner
from escalation.store.drafts import Draft
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Posted, Thread
from escalation.store.wire import Ack, present
from escalation.tables import conversation, file, message

MOST_BYTES = 10 * 1024 * 1024
"""Of one file; the record refuses more."""
MOST_BYTES_A_DAY = 100 * 1024 * 1024
"""Of one conversation."""
WITH_PEOPLE = (Owner.QUEUE, Owner.AGENT)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file whose kind and name were checked. `width` and `height`, in pixels, of what a page may show by itself."""

    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None

    @property
    def fingerprint(self) -> str:
        """Tells a repeat from another file."""
        return hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()


class Files:
    """Takes what customers send, and finds what they may read."""

    def __init__(self, record: Record, once: Once, viewers: Viewers) -> None:
        self._record = record
        self._once = once
        self._viewers = viewers

    async def expect_file(self, *, viewer: Viewer, client_id: UUID) -> None:
        """Before megabytes are read: raises what `receive_file` would refuse whatever comes. A file that came before
        may come again, whoever the conversation is with by now."""
        await self._viewers.first_shown(viewer=viewer)
        if await self._once.repeated(viewer.conversation_id, "customer", client_id, _any_file):
            return
        owner = select(conversation.c.owner).where(conversation.c.id == viewer.conversation_id)
        async with self._record.single() as connection:
            refuse_bots(Owner(str(await connection.scalar(owner))))

    async def receive_file(self, *, viewer: Viewer, client_id: UUID, new: NewFile) -> Ack:
        """A file is a message like any other, once however often it comes. Raises Refused `person_only` while no
        person is asked for, `files_full` where the day's share is used up."""
        await self._viewers.first_shown(viewer=viewer)

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, viewer.conversation_id)
                refuse_bots(thread.owner)
                await refuse_many(thread, new)
                posted = await take_in(thread, file_draft("customer", client_id, new), by_link=viewer.by_link)
                thread.log("file_received", message_id=str(posted.id), media_type=new.media_type, size=len(new.content))
                await thread.save()
                await keep(thread, posted, new)
            return acknowledged(posted)

        return await self._once.do(viewer.conversation_id, "customer", client_id, is_file(new), work)

    async def file_of_viewer(self, *, viewer: Viewer, file_id: UUID) -> AnyRow:
        """id, name, media_type, size of a file that the viewer may see. Raises Refused not_found."""
        first = await self._viewers.first_shown(viewer=viewer)
        async with self._record.single() as connection:
            row = await kept(connection, file_id)
        if row is None or row.conversation_id != viewer.conversation_id or row.seq < first:
            raise no_file(file_id)
        return row

    async def file_content(self, *, file_id: UUID, at: int, size: int) -> bytes:
        """So many bytes from `at` on; none where there are no more."""
        part = select(func.substr(file.c.content, at + 1, size)).where(file.c.id == file_id)
        async with self._record.single() as connection:
            return bytes(await connection.scalar(part) or b"")


def refuse_bots(owner: Owner) -> None:
    """Raises Refused `person_only` where no person is asked for."""
    if owner not in WITH_PEOPLE:
        raise Refused("person_only", "expected a conversation with a person: only people read files")


async def refuse_many(thread: Thread, new: NewFile) -> None:
    """Raises Refused `files_full` where `new` is more than a conversation's share of a day."""
    today = select(func.coalesce(func.sum(file.c.size), 0)).where(
        file.c.conversation_id == thread.id, file.c.created_at > thread.change.now - timedelta(days=1)
    )
    if int(await thread.change.connection.scalar(today) or 0) + len(new.content) > MOST_BYTES_A_DAY:
        raise Refused("files_full", f"expected at most {MOST_BYTES_A_DAY} bytes a day in one conversation")


def file_draft(sender: str, client_id: UUID, new: NewFile, **said: object) -> Draft:
    """The message of a file. Its `params` are what screens show, so that they read nothing else for it."""
    shown = {"name": new.name, "media_type": new.media_type, "size": len(new.content)}
    picture = {"width": new.width, "height": new.height}
    params = present({"id": str(uuid.uuid4()), **shown, **picture})
    return Draft(sender, "file", params=params, client_id=client_id, fingerprint=new.fingerprint, **said)  # type: ignore[arg-type]


async def keep(thread: Thread, posted: Posted, new: NewFile) -> None:
    """The file itself, once its message is written."""
    assert posted.params is not None
    await thread.change.connection.execute(
        insert(file).values(
            id=UUID(posted.params["id"]),
            conversation_id=thread.id,
            message_id=posted.id,
            name=new.name,
            media_type=new.media_type,
            size=len(new.content),
            content=new.content,
            created_at=thread.change.now,
        )
    )


async def kept(connection: AsyncConnection, file_id: UUID) -> AnyRow | None:
    """id, name, media_type, size, conversation_id, and the `seq` of its message."""
    columns = (file.c.id, file.c.name, file.c.media_type, file.c.size, file.c.conversation_id, message.c.seq)
    wanted = select(*columns).join(message, message.c.id == file.c.message_id).where(file.c.id == file_id)
    return (await connection.execute(wanted)).one_or_none()


def is_file(new: NewFile) -> Callable[[AnyRow], bool]:
    """Is a stored message this very file?"""
    return lambda stored: stored.kind == "file" and stored.fingerprint == new.fingerprint


def _any_file(stored: AnyRow) -> bool:
    return bool(stored.kind == "file")


def no_file(file_id: UUID) -> Refused:
    return Refused("not_found", f"no file {file_id}")
