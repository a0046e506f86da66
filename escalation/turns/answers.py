"""The assistant's answer to a turn, read into what is to be said and what the router needs to know.

The edge has checked the shapes of the turn contract; what is missing here is missing in the contract too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from escalation.queue.topics import SMALLTALK, topic_of
from escalation.routing.facts import NOTHING_SAID, BotHandoff, Emotion, Heard, OrderFact, TurnFacts
from escalation.store.drafts import Draft, DraftButton
from escalation.store.masking import mask
from escalation.store.texts import storable

PERSON_PAYLOAD = "/human_agent"


@dataclass(frozen=True, slots=True)
class Reply:
    """Something the bot says. A factual one tells a fact of the shop and is kept even when a person takes over."""

    draft: Draft
    factual: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, what it showed, and the part that goes on record (masked)."""

    replies: tuple[Reply, ...]
    facts: TurnFacts
    record: Mapping[str, Any]

    @property
    def meaningful(self) -> bool:
        """Was it about more than a greeting, or noise?"""
        topics = {topic_of(heard.intent) for heard in self.facts.intents}
        spoken = not self.facts.noise and bool(topics - {None, SMALLTALK})
        return spoken or self.facts.handoff is not None

    @property
    def topic(self) -> str | None:
        """The topic group of the first request that has one."""
        topics = (topic_of(heard.intent) for heard in self.facts.intents if heard.gate != "not_sure")
        return next((topic for topic in topics if topic not in (None, SMALLTALK)), None)


def read_answer(response: Mapping[str, Any]) -> Answer:
    """From the response of the turn contract."""
    replies = tuple(read for reply in response["replies"] if (read := _reply(reply)).draft.says_something)
    turn = response["turn"]
    facts = _facts(turn, silent=not replies, offered=_offers_person(response["replies"]))
    facts = replace(facts, order=_order(replies))
    return Answer(replies, facts, _record(turn, facts))


def broken_answer(code: str) -> Answer:
    """What the router is to see when the assistant answered with an error."""
    facts = TurnFacts(failures=(code,))
    return Answer((), facts, {"failures": [code]})


UNAVAILABLE = Answer((), TurnFacts(unavailable=True), {"failures": ["unavailable"]})
"""The outage lasted longer than the window."""


def _reply(reply: Mapping[str, Any]) -> Reply:
    card = reply.get("card")
    draft = Draft(
        sender="bot",
        kind="text" if card is None else "card",
        text=storable(reply.get("text") or "").strip() or None,
        card=card,
        buttons=tuple(
            DraftButton(title=button["title"], payload=button["payload"], confirms=_confirms(button))
            for button in reply.get("buttons") or ()
        ),
    )
    return Reply(draft, bool(reply.get("factual")))


def _confirms(button: Mapping[str, Any]) -> dict[str, Any] | None:
    confirms = button.get("confirms")
    return None if confirms is None else {name: str(value) for name, value in confirms.items() if value is not None}


def _facts(turn: Mapping[str, Any], *, silent: bool, offered: bool) -> TurnFacts:
    handoff = turn.get("handoff")
    failures = [failure["code"] for failure in turn.get("failures") or ()]
    if silent and handoff is None and not failures:
        failures.append(NOTHING_SAID)
    return TurnFacts(
        intents=tuple(Heard(heard["intent"], heard["gate"]) for heard in turn.get("intents") or ()),
        failures=tuple(failures),
        emotion=Emotion.read(turn.get("emotion")),
        handoff=None
        if handoff is None
        else BotHandoff(handoff["reason"], handoff.get("topic"), handoff.get("summary")),
        reference=turn.get("reference"),
        language=turn.get("language"),
        solved=turn.get("solved"),
        bot_offered=offered,
        noise=bool(turn.get("noise")),
    )


def _order(replies: Iterable[Reply]) -> OrderFact | None:
    """What the last card about an order, or about its refund, tells."""
    told = None
    for reply in replies:
        card = reply.draft.card or {}
        if card.get("kind") == "order" and {"number", "total", "currency"} <= card.keys():
            told = OrderFact(card["number"], card["total"], card["currency"], card.get("late_days") or 0)
        elif card.get("kind") == "refund" and {"order_number", "amount", "currency"} <= card.keys():
            told = OrderFact(card["order_number"], card["amount"], card["currency"])
    return told


def _offers_person(replies: list[Mapping[str, Any]]) -> bool:
    payloads = [button["payload"] for reply in replies for button in reply.get("buttons") or ()]
    return any(payload.startswith(PERSON_PAYLOAD) for payload in payloads)


def _record(turn: Mapping[str, Any], facts: TurnFacts) -> dict[str, Any]:
    """What goes into the turn's row and the journey log. The assistant only saw masked text; twice is safer."""
    intents = [
        {**heard, "text": mask(str(heard["text"]))} if "text" in heard else dict(heard)
        for heard in turn.get("intents") or ()
    ]
    told = ("model_id", "language", "ranking", "actions", "reference", "help", "noise")
    known = {name: turn[name] for name in told if name in turn}
    return {
        **known,
        "intents": intents,
        "emotion": None if facts.emotion is None else facts.emotion.wire(),
        "failures": list(facts.failures),
        **({"handoff": turn["handoff"]["reason"]} if turn.get("handoff") else {}),
    }
