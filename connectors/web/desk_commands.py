"""What an agent asks for at the desk: a frame each, with the act that it is and the use case behind it.

All are idempotent by their client id: a command sent again after its answer was lost gets the same answer.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from connectors.web.authorization import Act
from connectors.web.desk_board import Board
from escalation.queue.claims import LostRace
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.service import Service
from escalation.store.people import Agent
from escalation.store.refusals import Refused

Frame = Mapping[str, Any]
Answer = dict[str, Any]
"""What the acknowledgement says beside the client id."""

ACTS: Mapping[str, Act] = {
    "status": Act.OWN_SESSION,
    "claim": Act.WORK,
    "accept": Act.WORK,
    "decline": Act.WORK,
    "send": Act.WORK,
    "note": Act.WORK,
    "resolve": Act.WORK,
    "return": Act.WORK,
    "release": Act.WORK,
    "transfer": Act.WORK,
    "reopen": Act.WORK,
    "priority": Act.WORK,
    "labels": Act.WORK,
    "assign": Act.SUPERVISE,
}
"""The commands, and who may give them: about which tickets is for the use cases to say."""


class Commands:
    """Of one desk."""

    def __init__(self, service: Service, board: Board) -> None:
        self._service = service
        self._board = board
        self._does: Mapping[str, Callable[[Agent, Frame], Awaitable[Answer]]] = {
            "status": self._status,
            "claim": self._claim,
            "accept": self._accept,
            "decline": self._decline,
            "send": self._send,
            "note": self._note,
            "resolve": self._resolve,
            "return": self._return,
            "release": self._release,
            "transfer": self._transfer,
            "reopen": self._reopen,
            "priority": self._priority,
            "labels": self._labels,
            "assign": self._assign,
        }

    async def run(self, agent: Agent, frame: Frame) -> Answer:
        """Do what `agent`, who was admitted to it, asks for. Raises Refused."""
        answer = await self._does[frame["type"]](agent, frame)
        self._board.touch()
        return answer

    async def _status(self, agent: Agent, frame: Frame) -> Answer:
        await self._service.set_status(agent_id=agent.id, status=frame["status"])
        return {}

    async def _claim(self, agent: Agent, frame: Frame) -> Answer:
        """A ticket by name, or the next one that suits."""
        ticket_id = frame.get("ticket_id")
        return self._taken(
            await self._service.claim(agent_id=agent.id, ticket_id=ticket_id, client_id=frame["client_id"])
        )

    async def _accept(self, agent: Agent, frame: Frame) -> Answer:
        return self._taken(await self._service.accept_offer(agent_id=agent.id, **_named(frame)))

    def _taken(self, taken: dict[str, Any] | LostRace) -> Answer:
        if isinstance(taken, LostRace):
            raise Refused("lost_race", "nothing to take: somebody else was first, or nobody waits")
        self._board.took(taken)
        return {"ticket": taken}

    async def _decline(self, agent: Agent, frame: Frame) -> Answer:
        await self._service.decline_offer(agent_id=agent.id, ticket_id=frame["ticket_id"])
        return {}

    async def _send(self, agent: Agent, frame: Frame) -> Answer:
        said = {name: frame[name] for name in ("conversation_id", "epoch", "client_id", "text")}
        return (await self._service.send_as_agent(agent_id=agent.id, **said)).wire()

    async def _note(self, agent: Agent, frame: Frame) -> Answer:
        said = {name: frame[name] for name in ("conversation_id", "client_id", "text")}
        return {"note": await self._service.add_note(author=agent, **said)}

    async def _resolve(self, agent: Agent, frame: Frame) -> Answer:
        judged: dict[str, Any] = {name: frame.get(name) for name in ("code", "first_contact_solved")}
        await self._service.resolve(agent_id=agent.id, **_held(frame), **judged)
        return {}

    async def _return(self, agent: Agent, frame: Frame) -> Answer:
        await self._service.return_to_bot(agent_id=agent.id, **_held(frame))
        return {}

    async def _release(self, agent: Agent, frame: Frame) -> Answer:
        await self._service.release(agent_id=agent.id, **_held(frame))
        return {}

    async def _transfer(self, agent: Agent, frame: Frame) -> Answer:
        which = {**_held(frame), "note": frame.get("note")}
        if "queue" in frame:
            moved = await self._service.transfer_to_queue(by=agent, queue=Queue(frame["queue"]), **which)
        else:
            moved = await self._service.transfer_to_agent(by=agent, to=frame["agent_id"], **which)
        return {"ticket": moved}

    async def _reopen(self, agent: Agent, frame: Frame) -> Answer:
        return {"ticket": await self._service.reopen(by=agent, **_named(frame))}

    async def _priority(self, agent: Agent, frame: Frame) -> Answer:
        priority = Priority(frame["priority"])
        return {"ticket": await self._service.set_priority(by=agent, priority=priority, **_named(frame))}

    async def _labels(self, agent: Agent, frame: Frame) -> Answer:
        return {"ticket": await self._service.set_labels(by=agent, labels=frame["labels"], **_named(frame))}

    async def _assign(self, agent: Agent, frame: Frame) -> Answer:
        return {"ticket": await self._service.assign(by=agent, to=frame["agent_id"], **_named(frame))}


def _named(frame: Frame) -> dict[str, Any]:
    return {name: frame[name] for name in ("ticket_id", "client_id")}


def _held(frame: Frame) -> dict[str, Any]:
    return {name: frame[name] for name in ("ticket_id", "epoch", "client_id")}
