"""The ONE table of what each frame of a socket is answered. A frame without a line here fails the tests.

A desk's frame is about a chat that is the sender's own, that waits, or that somebody else holds; a widget's about
something of the visitor's own conversation, or of another's. `DONE` is an acknowledgement, or for frames that are never
answered that nothing was refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DONE = "done"
OWN, WAITING, FOREIGN = "own", "waiting", "foreign"
AGENT, OVERSEER = "agent", "overseer"


@dataclass(frozen=True)
class DeskFrame:
    """One line: what is sent, and the answer (or the code of the refusal) by place. `overseer`: where supervisors and
    admins are answered otherwise. `spends`: the chat is not afterwards what it was."""

    said: Mapping[str, Any]
    own: str
    waiting: str
    foreign: str
    overseer: Mapping[str, str] | None = None
    agent: str | None = None  # what agents are answered, whatever the place
    spends: bool = False

    def answer(self, role: str, place: str) -> str:
        if role == AGENT and self.agent is not None:
            return self.agent
        usual = {OWN: self.own, WAITING: self.waiting, FOREIGN: self.foreign}[place]
        return (self.overseer or {}).get(place, usual) if role != AGENT else usual


TICKET = {"ticket_id": "{ticket}"}
HELD = {**TICKET, "epoch": "{epoch}"}
CHAT = {"conversation_id": "{chat}"}

DESK_FRAMES: Mapping[str, DeskFrame] = {
    "status": DeskFrame({"status": "busy"}, DONE, DONE, DONE),
    "look": DeskFrame({"conversation_ids": ["{chat}"]}, DONE, DONE, DONE),
    "fetch": DeskFrame({**CHAT, "after_seq": 0}, DONE, "forbidden", "forbidden"),
    "typing": DeskFrame({**CHAT, "on": True}, DONE, "forbidden", "forbidden"),
    "drafting": DeskFrame({**CHAT, "on": True}, DONE, "forbidden", "forbidden"),
    "decline": DeskFrame(TICKET, DONE, DONE, DONE),
    "open": DeskFrame({**CHAT, "after_seq": 0}, DONE, DONE, "forbidden", {FOREIGN: DONE}),
    "note": DeskFrame({**CHAT, "text": "말"}, DONE, DONE, "forbidden", {FOREIGN: DONE}),
    "send": DeskFrame({**CHAT, "epoch": "{epoch}", "text": "말"}, DONE, "not_owner", "not_owner"),
    "labels": DeskFrame({**TICKET, "labels": []}, DONE, DONE, "forbidden", {FOREIGN: DONE}),
    "priority": DeskFrame({**TICKET, "priority": "high"}, DONE, DONE, "forbidden", {FOREIGN: DONE}),
    "claim": DeskFrame(TICKET, "lost_race", DONE, "lost_race", spends=True),
    "accept": DeskFrame(TICKET, "lost_race", DONE, "lost_race", spends=True),
    "resolve": DeskFrame(HELD, DONE, "not_owner", "not_owner", spends=True),
    "return": DeskFrame(HELD, DONE, "not_owner", "not_owner", spends=True),
    "release": DeskFrame(HELD, DONE, "not_owner", "not_owner", spends=True),
    "reopen": DeskFrame(
        TICKET, "conflict", "forbidden", "forbidden", {WAITING: "conflict", FOREIGN: "conflict"}, spends=True
    ),
    "transfer": DeskFrame({**HELD, "queue": "billing"}, DONE, "not_owner", "not_owner", spends=True),
    # to somebody who is not there: what is looked at after the gate
    "assign": DeskFrame(
        {**TICKET, "agent_id": "{other}"}, "agent_away", "agent_away", "agent_away", agent="forbidden", spends=True
    ),
}


@dataclass(frozen=True)
class WidgetFrame:
    """One line: what is sent, and the answer about what is one's own and about another's. Without ids there is no
    other; what only the shop can bring about is there as another's alone."""

    said: Mapping[str, Any]
    own: str | None = DONE
    foreign: str | None = None


WIDGET_FRAMES: Mapping[str, WidgetFrame] = {
    "typing": WidgetFrame({"on": True}),
    "read": WidgetFrame({"seq": 1}),
    "fetch": WidgetFrame({"after_seq": 0}),
    "locale": WidgetFrame({"locale": "ko"}),
    "context": WidgetFrame({"context": {"order": "FH-1"}}),
    "send": WidgetFrame({"text": "말"}),
    "press": WidgetFrame({"message_id": "{message}", "button_id": "{button}"}, DONE, "not_found"),
    # no shop answers here: it is asked only about a form of one's own
    "submit": WidgetFrame(
        {"message_id": "{form}", "values": {"order_number": "1", "contact": "0000"}}, "unavailable", "not_found"
    ),
    # after the contact has ended
    "rating_shown": WidgetFrame({"contact_id": "{contact}"}, DONE, DONE),
    "rate": WidgetFrame({"contact_id": "{contact}", "score": 5}, DONE, "not_found"),
    "outreach_shown": WidgetFrame({"outreach_id": "{outreach}"}, DONE, DONE),
    "outreach": WidgetFrame({"outreach_id": "{outreach}", "answer": "take"}, None, "button_used"),
}
