"""The messages of one conversation on a simulated screen, as `connectors/ui/src/shared/thread.ts` keeps them."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.faults.people.diary import Diary

Message = dict[str, Any]


class ShownThread:
    """Up to `last_seq` everything is here and on the screen; what is beyond a gap waits for what is missing."""

    def __init__(self, diary: Diary) -> None:
        self.conversation_id = ""
        self.last_seq = 0
        self._diary = diary
        self._by_id: dict[str, Message] = {}
        self._on_screen: set[str] = set()

    def begin(self, conversation_id: str, after: int = 0) -> None:
        """An empty screen, for what comes after this number."""
        self.conversation_id, self.last_seq = conversation_id, 0
        self._by_id, self._on_screen = {}, set()
        self._diary.note("page", conversation_id=conversation_id, after=after)

    def put(self, message: Message) -> None:
        """A message in its place; one that is here already is replaced."""
        self._by_id[message["id"]] = message
        self._reach(self.last_seq)

    def take(self, messages: Sequence[Message], last_seq: int, reset: bool = False) -> None:
        """The answer to a fetch: `last_seq` is the conversation's own, numbers that nobody may see leave no gap.

        `reset`: what was here up to then is put away, because more is missing than the answer holds."""
        if reset:
            early = [message for message in self._by_id.values() if message["seq"] > last_seq]
            self.begin(self.conversation_id, messages[0]["seq"] - 1 if messages else last_seq)
            self._by_id = {message["id"]: message for message in early}
        self._by_id |= {message["id"]: message for message in messages}
        self._reach(max(self.last_seq, last_seq))

    @property
    def has_gap(self) -> bool:
        return any(message["seq"] > self.last_seq for message in self._by_id.values())

    @property
    def messages(self) -> list[Message]:
        """What is on the screen, in order."""
        return [message for message in self._sorted() if message["seq"] <= self.last_seq]

    def find(self, id_: str) -> Message | None:
        return self._by_id.get(id_)

    def _sorted(self) -> list[Message]:
        return sorted(self._by_id.values(), key=lambda message: int(message["seq"]))

    def _reach(self, last_seq: int) -> None:
        known = {message["seq"] for message in self._by_id.values()}
        while last_seq + 1 in known:
            last_seq += 1
        self.last_seq = last_seq
        self._use_buttons()
        for message in self._new():
            self._on_screen.add(message["id"])
            said = {part: message.get(part) for part in ("seq", "id", "sender", "text", "code")}
            self._diary.note("shown", conversation_id=self.conversation_id, **said)

    def _use_buttons(self) -> None:
        """A press tells which buttons it used up."""
        presses = (message for message in self._by_id.values() if message["kind"] == "press")
        used = {id_ for press in presses for id_ in (press.get("params") or {}).get("used", [])}
        for message in [one for one in self._by_id.values() if one.get("buttons")] if used else ():
            buttons = [{**one, "used": one["used"] or one["id"] in used} for one in message["buttons"]]
            self._by_id[message["id"]] = {**message, "buttons": buttons}

    def _new(self) -> Iterator[Message]:
        return (message for message in self.messages if message["id"] not in self._on_screen)


def newest(messages: Sequence[Message], others: Sequence[Message]) -> list[Message]:
    """Those from where `others` begin: a page that stayed shows more of what is long past than a fresh one."""
    first = others[0]["seq"] if others else 0
    return [message for message in messages if message["seq"] >= first]
