"""The agent's socket: the queue, the agent's own tickets, and the conversations on the agent's screen."""

import math
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.shapes import ShapeError
from connectors.web import keys, sessions
from connectors.web.authorization import Act, may
from connectors.web.desk_board import Board
from connectors.web.desk_commands import ACTS, Commands
from connectors.web.frames import DESK
from connectors.web.limits import TYPING_BY_SOCKET, LocalLimits
from connectors.web.line import SIGNED_OUT, Line
from connectors.web.reception import serve_socket
from connectors.web.security import refuse_foreign_origin
from escalation.desk.reveals import covered
from escalation.staff.agents import EVERY_SESSION
from escalation.store.failpoints import reach
from escalation.store.people import Agent
from escalation.store.refusals import Refused

HEARTBEAT_S = 10.0
"""The server pings a quiet desk this often; the browser answers even in a hidden tab, where timers sleep."""
RENEW_AFTER_S = 8.0
"""A sign of life renews the agent's leases (30 s) at most this often."""


FRAME_ACTS: Mapping[str, Act] = {
    **ACTS,
    "open": Act.READ_TICKET,
    "fetch": Act.READ_TICKET,
    "typing": Act.WORK,
    "drafting": Act.WORK,
    "look": Act.SEE_QUEUE,
}
"""Every frame after hello, and who may send it: about which conversations is for its handler to say."""


async def serve(request: web.Request) -> web.WebSocketResponse:
    """`GET /desk/socket`: our own page only."""
    refuse_foreign_origin(request, request.app[keys.SETTINGS])
    token = sessions.token_of(request)
    if token is None:
        raise Refused("unauthenticated", "expected a signed-in agent")
    return await serve_socket(request, DESK, HEARTBEAT_S, lambda line: DeskSocket(request.app, line, token))


class DeskSocket:
    """One agent's tab. Each frame is allowed by the session as it stands at that moment."""

    def __init__(self, app: web.Application, line: Line, token: str) -> None:
        self._app = app
        self._service = app[keys.SERVICE]
        self._line = line
        self._token = token
        self._typing = LocalLimits()
        self._renewed = math.inf  # nothing to renew before hello

    async def hello(self, frame: Mapping[str, Any]) -> str:
        """The ticket must be of the very session whose cookie came with the upgrade."""
        claims = await self._app[keys.SOCKET_TICKETS].redeem("desk", frame["ticket"])
        if claims is None or claims["session"] != sessions.mark_of(self._token):
            raise Refused("unauthenticated", "expected a fresh ticket of this session", field="ticket")
        agent = await self._admitted(Act.SEE_QUEUE)
        self._agent_id = agent.id
        self._board = Board(self._app, self._line, agent)
        self._commands = Commands(self._service, self._board)
        self._cursors = frame.get("cursors", {})
        return f"agent:{agent.id}"

    async def live(self) -> None:
        """Renew first: an agent who comes back in time keeps every chat."""
        await self._renew()
        await self._board.run(self._cursors, self._closed)

    async def present(self) -> None:
        """A frame or a pong: the agent is there, so the leases go on. The session may be over all the same."""
        if time.monotonic() - self._renewed >= RENEW_AFTER_S:
            await self._renew()

    async def take(self, frame: dict[str, Any]) -> None:
        """One frame of the agent's, once the board is shown."""
        if not self._board.welcomed:
            raise Refused("unavailable", "expected a command after the welcome", retry_after=1.0)
        kind = frame["type"]
        if kind not in FRAME_ACTS:
            raise ShapeError("type", "hello only once", kind)
        agent = await self._admitted(FRAME_ACTS[kind])
        match kind:
            case "open":
                await self._open(agent, frame)
            case "fetch":
                await self._fetch(frame)
            case "typing":
                await self._type(frame)
            case "drafting":
                await self._draft(frame)
            case "look":
                await self._board.presence.look(frame["conversation_ids"])
            case _:
                await self._command(agent, frame)

    async def _command(self, agent: Agent, frame: dict[str, Any]) -> None:
        """Done, then acknowledged."""
        answer = await self._commands.run(agent, frame)
        reach("before_ack")
        if "client_id" in frame:
            self._line.put({"type": "ack", "client_id": frame["client_id"], **answer})

    async def _open(self, agent: Agent, frame: dict[str, Any]) -> None:
        """Show a conversation and follow it. The answer names the ticket, and with it who holds it."""
        conversation_id = frame["conversation_id"]
        view = await self._service.open_ticket(
            agent=agent, conversation_id=conversation_id, after_seq=frame["after_seq"]
        )
        self._refuse_foreign(agent, view["ticket"])
        shown = {part: view[part] for part in ("ticket", "last_seq", "reset", "state")}
        messages = [covered(message) for message in view["messages"]]
        self._line.put({"type": "conversation", "messages": messages, **shown})
        await self._board.look_at(view["ticket"], view["last_seq"])

    async def _fetch(self, frame: dict[str, Any]) -> None:
        """More of a conversation that is on the screen, which `open` has allowed."""
        conversation_id = frame["conversation_id"]
        if not self._board.follows(conversation_id):
            raise Refused("forbidden", "expected a conversation that is open on this desk")
        found = await self._service.snapshot(conversation_id=conversation_id, after_seq=frame["after_seq"])
        said = {part: found[part] for part in ("last_seq", "reset")}
        messages = [covered(message) for message in found["messages"]]
        self._line.put({"type": "messages", "conversation_id": conversation_id, "messages": messages, **said})

    async def _type(self, frame: dict[str, Any]) -> None:
        """The customer sees it; more often than a person types it is left out."""
        conversation_id = frame["conversation_id"]
        if not self._board.holds(conversation_id):
            raise Refused("forbidden", "expected a conversation of your own")
        if not frame["on"] or self._typing.wait_s((TYPING_BY_SOCKET, "")) == 0:
            name = self._board.agent.name
            await self._service.typing(conversation_id=conversation_id, who="agent", name=name, on=frame["on"])

    async def _draft(self, frame: dict[str, Any]) -> None:
        """Other agents who look see it; the customer never does."""
        conversation_id = frame["conversation_id"]
        if not self._board.follows(conversation_id):
            raise Refused("forbidden", "expected a conversation that is open on this desk")
        await self._board.presence.write(conversation_id, frame["on"])

    def _refuse_foreign(self, agent: Agent, ticket: Mapping[str, Any]) -> None:
        holder = ticket.get("agent")
        holder_id = UUID(str(holder["id"])) if holder else None
        if not may(Act.READ_TICKET, agent.roles, agent_id=agent.id, holder_id=holder_id):
            raise Refused("forbidden", "expected a ticket that waits or is your own")

    async def _admitted(self, act: Act) -> Agent:
        """The agent as of now. A session that is over ends the socket, a role that is missing only the command."""
        return sessions.allowed(self._app, act, await self._service.session(token=self._token))

    async def _renew(self) -> None:
        self._renewed = time.monotonic()
        await self._admitted(Act.SEE_QUEUE)
        lost = await self._service.renew(agent_id=self._agent_id, held=self._board.held)
        for ticket_id in lost:
            self._line.put({"type": "lease_lost", "ticket_id": ticket_id})
        if lost:
            self._board.touch()

    async def _closed(self, closed: str) -> None:
        """A session is over. Of all of an agent's one may have been spared: the record knows."""
        if closed == sessions.mark_of(self._token):
            self._line.close(SIGNED_OUT, "signed out")
        elif closed == EVERY_SESSION:
            await self._admitted(Act.OWN_SESSION)
