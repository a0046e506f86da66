"""What the customer just said and what is known about it, read from Rasa's tracker."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Task:
    """A request that waits for something from the customer; kept in the slot `task`."""

    kind: str
    """The intent that asked, such as `order_cancel`."""
    wants: str
    """`order_number`, `ownership`, `confirmation` or `address`."""
    reference: str | None = None
    submission: str | None = None
    strikes: int = 0
    """Answers so far that did not help; the third hands off."""
    reminders: int = 0
    """How often it was taken up again after something else."""

    def struck(self) -> "Task":
        return replace(self, strikes=self.strikes + 1)

    def reminded(self) -> "Task":
        return replace(self, reminders=self.reminders + 1)

    def as_slot(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Turn:
    """One message of the customer with its place in the dialogue."""

    id: str
    locale: str
    intent: str
    text: str
    verified: bool = False
    entities: Mapping[str, Any] = field(default_factory=dict)
    known_number: str | None = None
    """The order spoken of last in this dialogue."""
    task: Task | None = None
    follow_up: bool = True
    """Whether an answer may be followed by a question (did that solve it, or the task that waits)."""
    more: bool = False
    """Other requests of the same message follow this one."""
    candidates: tuple[str, ...] = ()
    """Likeliest intents, best first, when the gate was not sure."""
    place: int | None = None
    """The place in a list that the message names, from 1; -1 is the last."""
    rest: bool = False
    """What stands beside a request of the same message and is not for us."""
    help: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """A passage of the help centre by locale (title, text), where the message was looked up and one was found."""
    asked: frozenset[str] = frozenset()
    """Names of the responses in the bot's last answer."""
    said: tuple[tuple[str, str], ...] = ()
    """(intent, words) of the customer's messages so far, this one last."""

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        task = tracker.slots.get("task")
        return cls(
            id=str(metadata.get("turn_id", "")),
            locale="en" if tracker.slots.get("locale") == "en" else "ko",
            intent=str((message.get("intent") or {}).get("name") or ""),
            text=str(message.get("text") or ""),
            verified=bool((metadata.get("customer") or {}).get("verified")),
            entities={found["entity"]: found["value"] for found in reversed(message.get("entities") or [])},
            known_number=tracker.slots.get("order_number"),
            task=Task(**task) if task else None,
            follow_up=tracker.slots.get("follow_up") is not False,
            more=bool(metadata.get("more")),
            candidates=tuple(metadata.get("candidates") or ()),
            place=metadata.get("place"),
            rest=bool(metadata.get("rest")),
            help=metadata.get("help") or {},
            asked=frozenset(_last_answer(tracker.events)),
            said=tuple(_said(tracker.events)),
        )

    @property
    def number(self) -> str | None:
        """The order number in this message."""
        value = self.entities.get("order_number")
        return str(value) if value else None

    @property
    def topic(self) -> str:
        """The last request about the shop: the intent a person should know of."""
        if self.task:
            return self.task.kind
        requests = [intent for intent, _ in self.said if _is_request(intent)]
        return requests[-1] if requests else self.intent

    @property
    def misses(self) -> int:
        """Messages in a row, this one included, that were not understood."""
        count = 0
        for intent, _ in reversed(self.said):
            if intent != "not_understood":
                break
            count += 1
        return count


REQUEST_TOPICS = ("billing_", "onboarding_", "account_", "order_", "shipping_", "warranty_", "complaint")


def _is_request(intent: str) -> bool:
    return intent.startswith(REQUEST_TOPICS)


def _last_answer(events: list[dict[str, Any]]) -> Iterator[str]:
    """Response names the bot uttered between the customer's last two messages."""
    users = 0
    for event in reversed(events):
        if event.get("event") == "user":
            users += 1
            if users > 1:
                return
        elif event.get("event") == "bot" and users == 1:
            name = (event.get("metadata") or {}).get("utter_action")
            if name:
                yield str(name)


def _said(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for event in events:
        if event.get("event") == "user":
            intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
            yield str(intent or ""), str(event.get("text") or "")
