"""AgentAtDesk: somebody at a desk who takes what is offered and answers everybody."""

import uuid
from collections.abc import Sequence

from tests.faults.people.connection import Frame
from tests.faults.people.desk_page import DeskPage, Login
from tests.faults.people.diary import Diary
from tests.faults.people.pace import Pace

__all__ = ["AgentAtDesk", "Login"]


class AgentAtDesk(DeskPage):
    """`working`: is online, accepts what is offered and answers each text of a customer once with `re: …`."""

    def __init__(
        self,
        urls: str | Sequence[str],
        login: Login,
        diary: Diary | str | None = None,
        pace: Pace | None = None,
        seed: int = 0,
        working: bool = True,
    ) -> None:
        super().__init__(urls, login, diary, pace, seed)
        self.working = working
        self._asked: set[str] = set()
        self._replied: set[str] = set()

    async def heard(self, frame: Frame) -> None:
        if frame["type"] == "welcome" and self.working:
            self._asked = set()
            if self.agent["status"] != "online":
                await self.send({"type": "status", "client_id": str(uuid.uuid4()), "status": "online"})
        await super().heard(frame)
        if self.working:
            await self._work()

    async def _work(self) -> None:
        for offer in self.lists["offers"]:
            ticket_id = offer["ticket"]["id"]
            if ticket_id not in self._asked:
                self._asked.add(ticket_id)
                await self.send({"type": "accept", "client_id": str(uuid.uuid4()), "ticket_id": ticket_id})
        for ticket in self.mine:
            chat = self.chat(ticket["conversation_id"])
            for message in chat.unanswered(self._replied) if chat.open else ():
                self._replied.add(message["id"])
                await self.say(chat.id, f"re: {message['text']}")
