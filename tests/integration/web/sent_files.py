"""Sending and reading files as the pages do, and a customer who talks with an agent."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from multidict import CIMultiDictProxy
from sqlalchemy import text

from connectors.web import keys
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import AgentScreen, CustomerScreen, Frame, Screen

PERSON = "상담원 연결해 주세요"
NAME = "파손 사진 (1).jpg"

Answer = tuple[int, dict[str, Any]]


async def sends(screen: Screen, path: str, content: Any, pass_: str = "", name: str = NAME, **headers: str) -> Answer:
    """What the page is answered that sends a file."""
    named = {"X-Pass": pass_, "X-File-Name": quote(name), "X-Client-Id": str(uuid4())}
    body = io.BytesIO(content) if isinstance(content, bytes) else content
    said = screen.origin | named | headers
    async with screen.http.post(f"{screen.url}{path}", data=body, headers=said) as response:
        return response.status, await response.json()


async def gives(customer: CustomerScreen, welcome: Frame, content: bytes, **headers: str) -> Answer:
    return await sends(customer, "/widget/files", content, welcome["pass"], **headers)


async def replies(agent: AgentScreen, ticket: Frame, content: bytes, **headers: str) -> Answer:
    which = f"conversation_id={ticket['conversation_id']}&epoch={ticket['epoch']}"
    return await sends(agent, f"/desk/files?{which}", content, **headers)


async def reads(screen: Screen, path: str, **headers: str) -> tuple[int, CIMultiDictProxy[str], bytes]:
    async with screen.http.get(f"{screen.url}{path}", headers=headers) as response:
        return response.status, response.headers, await response.read()


def code(answer: Answer) -> tuple[int, str]:
    status, body = answer
    return status, body["error"]["code"]


def sent_file(message: Frame) -> bool:
    return bool(message["kind"] == "file")


@asynccontextmanager
async def talking(gateway: Gateway) -> AsyncIterator[tuple[CustomerScreen, Frame, AgentScreen, Frame]]:
    """A customer with an agent: (customer, welcome, agent, ticket)."""
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        welcome = await customer.open()
        await customer.write(PERSON)
        (waiting,) = await agent.sees_waiting(1)
        ticket = await agent.claim(ticket_id=waiting["id"])
        await customer.owner("agent")
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        await agent.until("conversation")
        yield customer, welcome, agent, ticket


async def rows(gateway: Gateway, statement: str) -> list[Any]:
    async with gateway.app[keys.ENGINE].connect() as connection:
        return list(await connection.execute(text(statement)))
