"""Whether everybody heard in time: within ten seconds of writing an answer, a notice with a button, or a handoff."""

from collections.abc import Iterator, Sequence

from tests.faults.people.customers import Customer
from tests.faults.people.diary import Diary, Entry
from tests.faults.people.shown_thread import Message
from tests.faults.verdicts.verdict import Violation

PROMISE = 7
"""Beside the six of the record."""
LIMIT_S = 10.0
HANDOFF_S = 30.0
"""On a busy machine; the promise is kept by the notice that has the button."""


def waits(diary: Diary) -> Iterator[tuple[Entry, float | None]]:
    """Each thing that a customer said, and after how many seconds somebody answered below it; None: never."""
    places = {entry.data["client_id"]: entry.data["seq"] for entry in diary.of("acked")}
    shown = [entry for entry in diary.of("shown") if entry.data["sender"] != "customer"]
    for said in diary.of("said"):
        seq = places.get(said.data["client_id"])
        heard = [] if seq is None else [entry.at for entry in shown if entry.data["seq"] > seq]
        yield said, min(heard) - said.at if heard else None


def longest(diaries: Sequence[Diary]) -> float:
    """The longest wait of all, in seconds."""
    return max((wait for diary in diaries for _, wait in waits(diary) if wait is not None), default=0.0)


def unheard(diaries: Sequence[Diary]) -> list[Violation]:
    """Who had to wait too long. Of what was said less than the limit before the end, only call this once it is over."""
    found = []
    for diary in diaries:
        for said, wait in waits(diary):
            if wait is None or wait > LIMIT_S:
                told = "nothing" if wait is None else f"something after {wait:.1f} s"
                found.append(Violation(PROMISE, diary.who, f"heard {told} to {said.data.get('text', 'a button')!r}"))
    return found


async def hears(customer: Customer, client_id: str, limit_s: float = LIMIT_S + 2) -> Message:
    """What comes first below what was said. Raises AssertionError."""

    def below() -> list[Message]:
        mine = [one["seq"] for one in customer.thread.messages if one.get("client_id") == client_id]
        return [
            one for one in customer.thread.messages if mine and one["seq"] > mine[0] and one["sender"] != "customer"
        ]

    await customer.until(lambda: bool(below()), f"answer to {client_id}", limit_s)
    return below()[0]


async def calls_person(customer: Customer) -> None:
    """Press the newest button for a person, and see that one is called."""
    asked = next(
        (message, button)
        for message in reversed(customer.thread.messages)
        for button in message.get("buttons", ())
        if button.get("code") == "talk_to_person"
    )
    await customer.press(asked[0]["id"], asked[1]["id"])
    await customer.until(lambda: customer.state.get("owner") == "queue", "handoff", HANDOFF_S)
