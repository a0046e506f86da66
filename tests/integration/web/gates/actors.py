"""Everybody who can come to a gateway, and a chat for each: the people of the tables."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import aiohttp
from sqlalchemy import select

from connectors.web import keys
from escalation.service import Service
from escalation.store.rows import AnyRow
from escalation.tables import message, ticket
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.gates.routes import ACTORS, ADMIN, AGENT, DISABLED, MACHINE, NOBODY, OPS, SUPERVISOR, VISITOR
from tests.integration.web.screens import AgentScreen, CustomerScreen

WAIT_S = 30.0
AT_ONCE = 8
JOURNEY_KEY = "a write key of the tests' own"
FOREIGN = {"name": "none.js", "queue": "lunch", "number": "FH-1", "rows": "payments", "contact_id": str(uuid4())}
COMMON = {**FOREIGN, "name": "desk.js", "queue": "billing"}

Ids = dict[str, str]


@dataclass
class Chat:
    """A chat as the table's lines name its parts."""

    chat: str
    ticket: str
    epoch: int
    message: str
    file: str = ""

    def ids(self) -> Ids:
        parts = {"chat": self.chat, "ticket": self.ticket, "epoch": str(self.epoch), "message": self.message}
        return {**COMMON, **parts, "id": self.file, "new": str(uuid4())}


@dataclass
class Cast:
    """All actors at one gateway."""

    gateway: Gateway
    screens: dict[str, AgentScreen] = field(default_factory=dict)
    agent_ids: dict[str, UUID] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        return self.gateway.app[keys.SERVICE]

    async def hire(self, actor: str, role: str) -> None:
        """Signed in, with room for fifty chats."""
        email = f"{actor}@shop.example"
        hired = await self.service.add_agent(
            name=actor, email=email, password=PASSWORD, roles=[role], languages=[], skills=[], capacity=50
        )
        self.agent_ids[actor] = hired.id
        self.screens[actor] = self.gateway.agent()
        await self.screens[actor].sign_in(email, PASSWORD)

    async def leave(self) -> None:
        await asyncio.gather(*(screen.__aexit__() for screen in self.screens.values()))

    async def waiting(self, count: int) -> list[Chat]:
        """Chats of so many new visitors, who all wait."""
        few = asyncio.Semaphore(AT_ONCE)

        async def one() -> Chat:
            async with few:
                return await self._handed_off()

        return list(await asyncio.gather(*(one() for _ in range(count))))

    async def held(self, by: str, chats: list[Chat]) -> list[Chat]:
        """The same, taken by somebody."""
        for chat in chats:
            taken = await self.service.claim(agent_id=self.agent_ids[by], ticket_id=UUID(chat.ticket))
            assert isinstance(taken, dict), taken
            chat.epoch = taken["epoch"]
        return chats

    async def ticket_of(self, chat: UUID) -> AnyRow:
        """The ticket of a conversation, once the assistant has handed it over."""
        waiting = select(ticket.c.id, ticket.c.epoch).where(ticket.c.conversation_id == chat)
        async with asyncio.timeout(WAIT_S):
            while True:
                async with self.gateway.app[keys.ENGINE].connect() as connection:
                    if (row := (await connection.execute(waiting)).one_or_none()) is not None:
                        return row
                await asyncio.sleep(0.05)

    async def _handed_off(self) -> Chat:
        visitor_id, _ = await self.service.open_visitor(token=None)
        chat = await self.service.open_conversation(visitor_id=visitor_id, customer=None, locale="ko")
        said = "상담원 연결해 주세요. 제 번호는 010-1234-5678 입니다"
        await self.service.receive_text(conversation_id=chat, client_id=uuid4(), text=said)
        row = await self.ticket_of(chat)
        first = select(message.c.id).where(message.c.conversation_id == chat, message.c.seq == 1)
        async with self.gateway.app[keys.ENGINE].connect() as connection:
            message_id = await connection.scalar(first)
        return Chat(str(chat), str(row.id), row.epoch, str(message_id))


async def staff_of(gateway: Gateway) -> Cast:
    """One of each role, somebody who was disabled after signing in, and `other`, an agent who holds what is foreign."""
    cast = Cast(gateway)
    for role in (AGENT, SUPERVISOR, OPS, ADMIN):
        await cast.hire(role, role)
    for name in (DISABLED, "other"):
        await cast.hire(name, ADMIN if name == DISABLED else AGENT)
    await cast.service.staff.change_agent(actor="test", agent_id=cast.agent_ids[DISABLED], fields={"disabled": True})
    assert set(cast.screens) - {"other"} == set(ACTORS) - {NOBODY, VISITOR, MACHINE}
    return cast


def filled(template: Any, ids: Mapping[str, str]) -> Any:
    """A template with the ids in their places; what is a number stands there as one."""
    if isinstance(template, str):
        return int(ids["epoch"]) if template == "{epoch}" else template.format_map(ids)
    if isinstance(template, list):
        return [filled(part, ids) for part in template]
    return {name: filled(part, ids) for name, part in template.items()} if isinstance(template, dict) else template


async def pass_of(screen: CustomerScreen) -> str:
    """The pass of a visitor's own conversation."""
    return str((await screen.open())["pass"])


def bearer(gateway: Gateway, path: str) -> Mapping[str, str]:
    """The secret by which another program is known."""
    secret = gateway.settings.internal_secret if path.startswith("/internal") else JOURNEY_KEY
    return {"Authorization": f"Bearer {secret}"}


def stranger() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
