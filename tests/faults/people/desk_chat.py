"""One conversation on a simulated desk."""

from collections.abc import Collection
from typing import Any

from tests.faults.people.diary import Diary
from tests.faults.people.shown_thread import Message, ShownThread


class DeskChat:
    """`open` once the gateway has shown it."""

    def __init__(self, diary: Diary, conversation_id: str) -> None:
        self.id = conversation_id
        self.thread = ShownThread(diary)
        self.thread.begin(conversation_id)
        self.ticket: dict[str, Any] = {}
        self.notes: list[dict[str, Any]] = []
        self.onlookers: list[dict[str, Any]] = []
        self.typing = False
        self.open = False
        self.fetched_after = -1

    def take(self, frame: dict[str, Any]) -> None:
        """A frame about this conversation."""
        match frame["type"]:
            case "ticket":
                self.ticket = frame["ticket"]
            case "conversation":
                self.ticket, self.open = frame["ticket"], True
                self.thread.take(frame["messages"], frame["last_seq"], frame["reset"])
            case "message":
                self.thread.put(frame["message"])
                self.typing = self.typing and frame["message"]["sender"] != "customer"
            case "messages":
                self.thread.take(frame["messages"], frame["last_seq"], frame["reset"])
            case "typing":
                self.typing = bool(frame["on"])
            case "notes":
                self.notes = frame["notes"]
            case "presence":
                self.onlookers = frame["agents"]
        if not self.thread.has_gap:
            self.fetched_after = -1

    def sent(self, said: dict[str, Any], ack: dict[str, Any], name: str) -> None:
        """What the agent wrote stands at its number."""
        if self.thread.find(ack["message_id"]) is None:
            placed = {"id": ack["message_id"], "seq": ack["seq"], "sender": "agent", "name": name, "kind": "text"}
            known = {"text": said["text"], "client_id": ack["client_id"], "created_at": ack["created_at"]}
            self.thread.put({**placed, **known})

    @property
    def gap_to_fetch(self) -> bool:
        return self.thread.has_gap and self.fetched_after != self.thread.last_seq

    def unanswered(self, replied: Collection[str]) -> list[Message]:
        """Texts of the customer's, since a person was asked for, that no agent has answered by `re: …`."""
        messages = self.thread.messages
        told = {message.get("text") for message in messages if message["sender"] == "agent"}
        since = max((m["seq"] for m in messages if m.get("code") == "handed_off"), default=0)
        return [
            message
            for message in messages
            if message["sender"] == "customer"
            and message["kind"] == "text"
            and message["seq"] > since
            and message["id"] not in replied
            and f"re: {message['text']}" not in told
        ]

    def screen(self) -> dict[str, Any]:
        """What the page shows of it."""
        return {"messages": self.thread.messages, "notes": self.notes}
