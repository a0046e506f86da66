"""What a customer's screen shows of a conversation, as plain text.

Everything that somebody said is indented, so that no message can look like the head of another.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from connectors.transcripts.cards import card_lines
from connectors.transcripts.words import Words

Message: TypeAlias = Mapping[str, Any]
"""As it travels to the widget."""

INDENT = "    "
UNSHOWN = "leave_email"
"""A form of which the conversation keeps nothing: the notice after it says what came of it."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing: in a file of many people's lines one line would turn the others."""


def written(messages: Sequence[Message], words: Words, now: datetime) -> str:
    """The whole text, in the language and the time zone of `words`; `now` is when it was asked for."""
    head = [words.say("transcript.heading"), words.say("transcript.saved", at=words.moment(now), zone=words.zone.key)]
    lines, day = ["\n".join(head)], ""
    for message in messages:
        at = datetime.fromisoformat(message["created_at"])
        if not (said := _said(message, words)):
            continue
        if words.day(at) != day:
            day = words.day(at)
            lines.append(f"--- {day} ---")
        body = "\n".join(f"{INDENT}{_plain(line)}" for text in said for line in text.splitlines())
        lines.append(f"{words.time(at)} {_plain(_sender(message, words))}\n{body}")
    return "\n\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Without what a terminal or a reader would obey instead of showing."""
    kept = (one for one in text if one == "\t" or (unicodedata.category(one) != "Cc" and one not in TURNING))
    return "".join(kept).rstrip()


def _sender(message: Message, words: Words) -> str:
    match message["sender"]:
        case "agent" if message.get("name"):
            return words.say("sender.agent_named", name=message["name"])
        case "system":
            return words.say("transcript.notice")
        case sender:
            return words.say(f"sender.{sender}")


def _said(message: Message, words: Words) -> list[str]:
    """The texts of one message; none for what no screen shows."""
    card: dict[str, Any] = message.get("card") or {}
    if UNSHOWN in (card.get("kind"), message.get("code") if message["kind"] == "submit" else None):
        return []
    match message["kind"]:
        case "notice":
            return list(filter(None, [_notice(message, words)]))
        case "submit":
            return [words.say("message.submitted")]
        case "press" if not message.get("text"):
            key = f"button.{message.get('code')}"
            return [words.say(key if key in words else "button.other")]
        case "file":
            return [words.say("transcript.file", name=message.get("file", {}).get("name", ""))]
        case _:
            return [*filter(None, [message.get("text")]), *card_lines(card, words)]


def _notice(message: Message, words: Words) -> str | None:
    key = f"notice.{message.get('code')}{_while_nobody(message)}"
    if key not in words:
        return message.get("text")
    return words.say(key, **{name: _readable(name, value, words) for name, value in _params(message).items()})


def _params(message: Message) -> dict[str, Any]:
    return message.get("params") or {}


def _while_nobody(message: Message) -> str:
    """What somebody for whom nobody came could do, as the widget says it."""
    if message.get("code") != "nobody_yet":
        return ""
    if "email_masked" in _params(message):
        return "_left"
    return "" if any(button.get("code") == UNSHOWN for button in message.get("buttons", ())) else "_bot"


def _readable(name: str, value: object, words: Words) -> object:
    """Instants as the reader's clock shows them."""
    return words.moment(datetime.fromisoformat(value)) if name.endswith("_at") and isinstance(value, str) else value
