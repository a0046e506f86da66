"""What others do through sockets while the windows of a test have no network."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from tests.integration.web.screens import AgentScreen, CustomerScreen, Frame

PERSON = "상담원 연결해 주세요"
LIMIT_S = 100.0

Act = Callable[[], Coroutine[Any, Any, None]]


def meanwhile(act: Act) -> None:
    """Let it happen; the browser's own loop runs in this thread."""

    async def run() -> None:
        async with asyncio.timeout(LIMIT_S):
            await act()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, run()).result(timeout=LIMIT_S + 20)


async def at_the_desk(screen: AgentScreen, login: tuple[str, str]) -> Frame:
    """Signed in and welcomed; whatever this agent is offered is somebody else's affair."""
    await screen.sign_in(*login)
    return await screen.open()


async def in_the_same_chat(screen: CustomerScreen, token: str) -> None:
    """Another tab of a visitor's browser."""
    screen.token = token
    await screen.open()


async def talk(customer: CustomerScreen, agent: AgentScreen, ticket: Frame, turns: int) -> None:
    """Both say something, so often."""
    for turn in range(1, turns + 1):
        await customer.write(f"질문 {turn}")
        await reply(agent, ticket, f"답변 {turn}")


async def reply(agent: AgentScreen, ticket: Frame, text: str) -> None:
    said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"], "text": text}
    await done(agent, "send", **said)


async def done(agent: AgentScreen, command: str, **fields: object) -> Frame:
    """A command that is to succeed."""
    answer = await agent.answered(await agent.say(command, client_id=str(uuid4()), **fields))
    assert answer["type"] == "ack", answer
    return answer


async def asks_for_a_person(screen: CustomerScreen) -> None:
    await screen.open()
    await screen.write(PERSON)
    await screen.notice("handed_off")


async def stays_with_the_bot(screen: CustomerScreen) -> None:
    """Leaves the queue again."""
    told = await screen.notice("handed_off")
    button = next(one for one in told["buttons"] if one["code"] == "keep_bot")
    await screen.answered(await screen.say("press", message_id=told["id"], button_id=button["id"]))
    await screen.owner("bot")
