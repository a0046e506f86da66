"""The judge: reads what everybody saw and what is on record, and names every broken promise.

The promises: 1 acknowledged is committed; 2 one message however often it is sent, other words under its id are refused;
3 numbers have no gap and every screen shows them rising; 4 one owner an epoch, and an old epoch's write is refused;
5 whoever waits in the record waits in the live queue; 6 a screen that was away shows what a fresh load shows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.faults.people.diary import Diary, Entry
from tests.faults.verdicts.record_view import ConversationRow, MessageRow, QueueView, RecordView, look

__all__ = ["Violation", "judge", "look"]

SAME_SCORE_S = 0.001
"""Seconds by which a place in Redis may differ from its row: a score is a floating point number."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken, for whom, and what was seen."""

    promise: int
    who: str
    what: str

    def __str__(self) -> str:
        return f"promise {self.promise}: {self.who}: {self.what}"


Found = Iterator[Violation]


def judge(
    diaries: Sequence[Diary], record: RecordView, queue: QueueView | None = None, settled: bool = False
) -> list[Violation]:
    """Everything that is wrong. `settled`: nobody waits for anything any more, so nothing may be left undone."""
    found = [*_of_record(record)]
    for diary in diaries:
        for rule in _OF_A_DIARY:
            found += rule(diary, record)
    found += _agents_apart(diaries, record)
    found += _unsaid(diaries, record)
    if queue is not None:
        found += _places(record, queue)
    if settled:
        found += _undone(diaries, record)
    return found


def _of_record(record: RecordView) -> Found:
    for conversation in record.conversations.values():
        who = f"conversation {conversation.id}"
        messages = record.messages_of(conversation.id)
        seqs = [message.seq for message in messages]
        if seqs != list(range(1, conversation.last_seq + 1)):
            yield Violation(3, who, f"numbers {_short(seqs)} where 1 to {conversation.last_seq} were given")
        for (sender, client_id), times in _repeated((m.sender, m.client_id) for m in messages if m.client_id):
            yield Violation(2, who, f"{times} messages of the {sender} under {client_id}")
        yield from _answered_twice(who, messages)
        yield from _owner(who, conversation, record)


def _answered_twice(who: str, messages: Sequence[MessageRow]) -> Found:
    """What a turn says is written in one transaction, so at one time."""
    times: defaultdict[str, set[str]] = defaultdict(set)
    for message in messages:
        if message.sender == "bot" and message.turn_id:
            times[message.turn_id].add(message.created_at)
    for turn, at in times.items():
        if len(at) > 1:
            yield Violation(2, who, f"turn {turn} was answered {len(at)} times")


def _owner(who: str, conversation: ConversationRow, record: RecordView) -> Found:
    """A conversation's owner and its open tickets say the same."""
    tickets = [ticket for ticket in record.tickets_of(conversation.id) if ticket.state in ("waiting", "assigned")]
    told = [(ticket.state, ticket.agent_id, ticket.epoch) for ticket in tickets]
    match conversation.owner:
        case "queue":
            right = [state for state, _, _ in told] == ["waiting"]
        case "agent":
            right = told == [("assigned", conversation.agent_id, conversation.epoch)]
        case _:
            right = told == []
    if not right:
        yield Violation(4, who, f"owner {conversation.owner} in epoch {conversation.epoch}, but tickets {told}")


def _acknowledged(diary: Diary, record: RecordView) -> Found:
    """Every acknowledgement is of a message on record, the same each time, with the words that were said first."""
    words = _first_words(diary)
    answers: dict[str, tuple[int, str]] = {}
    for entry in diary.of("acked"):
        client_id, answer = entry.data["client_id"], (entry.data["seq"], entry.data["message_id"])
        if answers.setdefault(client_id, answer) != answer:
            yield Violation(2, diary.who, f"{client_id} was acknowledged as {answers[client_id]} and as {answer}")
        message = record.message(answer[1])
        if message is None or message.client_id != client_id or message.seq != answer[0]:
            yield Violation(1, diary.who, f"{client_id} was acknowledged as {answer}, on record is {message}")
        elif words.get(client_id) is not None and message.text != words[client_id]:
            yield Violation(2, diary.who, f"{client_id} said {words[client_id]!r}, on record is {message.text!r}")


def _other_words(diary: Diary, record: RecordView) -> Found:
    """An id that is used again with other content is refused."""
    told: dict[str, str] = {}
    for entry in diary.of("retold", "acked", "refused"):
        client_id = str(entry.data.get("client_id"))
        if entry.kind == "retold":
            told[client_id] = entry.data["text"]
        elif client_id in told:
            text = told.pop(client_id)
            if entry.kind == "acked":
                yield Violation(2, diary.who, f"{client_id} was accepted again with other words: {text!r}")


def _refused(diary: Diary, record: RecordView) -> Found:
    """What was refused for good is not kept."""
    refused = {entry.data["client_id"] for entry in diary.of("refused") if entry.data.get("final")}
    refused -= {entry.data["client_id"] for entry in diary.of("acked", "retold")}
    for client_id in refused:
        message = record.by_client_id(client_id)
        if message is not None:
            yield Violation(2, diary.who, f"{client_id} was refused, and is on record as {message.seq}")


def _order(diary: Diary, record: RecordView) -> Found:
    """What one says one after the other stands so, except where a refusal came between."""
    refused = {entry.data.get("client_id") for entry in diary.of("refused")}
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for client_id in dict.fromkeys(entry.data["client_id"] for entry in diary.of("said")):
        message = record.by_client_id(client_id)
        if message is not None and client_id not in refused:
            placed[message.conversation_id].append((message.seq, client_id))
    for places in placed.values():
        for (seq, earlier), (next_seq, later) in pairwise(places):
            if next_seq < seq:
                yield Violation(3, diary.who, f"{later} was said after {earlier}, but stands at {next_seq}, not {seq}")


def _rising(diary: Diary, record: RecordView) -> Found:
    """Numbers rise on the screen, none is shown twice or left out, and what is shown is what was said."""
    last: dict[str, int] = {}
    for entry in diary.of("page", "shown", "gap"):
        conversation_id = str(entry.data["conversation_id"])
        if entry.kind == "page":
            last[conversation_id] = entry.data.get("after", 0)
            continue
        if entry.kind == "gap":
            yield Violation(3, diary.who, f"a gap after {entry.data['after_seq']} in {conversation_id} that stays")
            continue
        yield from _shown(diary.who, entry, last.get(conversation_id, 0), record)
        last[conversation_id] = max(last.get(conversation_id, 0), entry.data["seq"])


def _shown(who: str, entry: Entry, last: int, record: RecordView) -> Found:
    shown = entry.data
    conversation_id, seq = str(shown["conversation_id"]), shown["seq"]
    if seq <= last:
        yield Violation(3, who, f"{seq} was shown after {last} in {conversation_id}")
    hidden = record.hidden(conversation_id)
    left_out = [number for number in range(last + 1, seq) if number > hidden]
    if left_out:
        yield Violation(3, who, f"{seq} was shown without {_short(left_out)} in {conversation_id}")
    message = record.message(shown["id"])
    if message is None or message.seq != seq or message.conversation_id != conversation_id:
        yield Violation(1, who, f"{shown['id']} was shown as {seq} of {conversation_id}, on record is {message}")
    elif message.text != shown["text"]:
        yield Violation(2, who, f"{shown['id']} was shown as {shown['text']!r}, on record is {message.text!r}")


def _same_screens(diary: Diary, record: RecordView) -> Found:
    for entry in diary.of("screen"):
        if entry.data["screen"] != entry.data["fresh"]:
            yield Violation(6, diary.who, _difference(entry.data["screen"], entry.data["fresh"]))


def _agents_apart(diaries: Sequence[Diary], record: RecordView) -> Found:
    """In a conversation epochs rise with the numbers, and in each only one agent wrote."""
    epochs = {e.data["client_id"]: (e.data["epoch"], e.who) for d in diaries for e in d.of("said") if "epoch" in e.data}
    for conversation_id, messages in record.messages.items():
        writers: dict[int, str] = {}
        highest = 0
        for message in messages:
            if message.sender != "agent" or message.client_id not in epochs:
                continue
            epoch, who = epochs[message.client_id]
            if writers.setdefault(epoch, who) != who:
                yield Violation(4, who, f"wrote in epoch {epoch} of {conversation_id}, as {writers[epoch]} did")
            if epoch < highest:
                yield Violation(4, who, f"number {message.seq} of {conversation_id} was kept under old epoch {epoch}")
            highest = max(highest, epoch)


def _unsaid(diaries: Sequence[Diary], record: RecordView) -> Found:
    """Whatever stands under one of our conversations was said by somebody, once."""
    said = {entry.data["client_id"] for diary in diaries for entry in diary.of("said")}
    ours = {str(entry.data["conversation_id"]) for diary in diaries for entry in diary.of("page")}
    for conversation_id in ours:
        for message in record.messages_of(conversation_id):
            if message.client_id and message.kind == "text" and message.client_id not in said:
                yield Violation(2, f"conversation {conversation_id}", f"nobody said number {message.seq}")


def _places(record: RecordView, queue: QueueView) -> Found:
    """Who waits and is not being asked for is in the live queue, at the time of the row."""
    for ticket in record.tickets.values():
        if ticket.state != "waiting" or ticket.offered_to is not None:
            continue
        score = queue.get(ticket.queue, {}).get(f"{ticket.language}:{ticket.id}")
        if score is None:
            yield Violation(5, f"ticket {ticket.id}", f"waits, but not in the live queue {ticket.queue}")
        elif abs(score - ticket.respond_by) > SAME_SCORE_S:
            yield Violation(5, f"ticket {ticket.id}", f"has place {score} instead of {ticket.respond_by}")


def _undone(diaries: Sequence[Diary], record: RecordView) -> Found:
    """Nothing typed is forgotten, nothing asked is left without an answer."""
    for diary in diaries:
        said = {entry.data["client_id"] for entry in diary.of("said")}
        said -= {entry.data["client_id"] for entry in diary.of("acked")}
        said -= {entry.data["client_id"] for entry in diary.of("refused") if entry.data.get("final")}
        for client_id in said:
            yield Violation(1, diary.who, f"{client_id} was neither acknowledged nor refused")
    for turn in record.turns:
        if turn.state in ("waiting", "running", "retrying"):
            yield Violation(2, f"conversation {turn.conversation_id}", f"its turn {turn.id} is still {turn.state}")


Rule = Callable[[Diary, RecordView], Found]
_OF_A_DIARY: tuple[Rule, ...] = (_acknowledged, _other_words, _refused, _order, _rising, _same_screens)


def _first_words(diary: Diary) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for entry in diary.of("said"):
        words.setdefault(entry.data["client_id"], entry.data.get("text"))
    return words


def _repeated(things: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    return ((thing, times) for thing, times in Counter(things).items() if times > 1)


def _difference(screen: Mapping[str, Any], fresh: Mapping[str, Any]) -> str:
    """Which parts are not the same, and how."""
    return "; ".join(_differences("", screen, fresh))


def _differences(place: str, screen: object, fresh: object) -> Iterator[str]:
    """By the way to each part, down to what has no parts of its own."""
    if isinstance(screen, Mapping) and isinstance(fresh, Mapping):
        for part in {**screen, **fresh}:
            yield from _differences(f"{place}.{part}".lstrip("."), screen.get(part), fresh.get(part))
    elif isinstance(screen, list) and isinstance(fresh, list) and len(screen) == len(fresh):
        for at, (shown, there) in enumerate(zip(screen, fresh, strict=True)):
            yield from _differences(f"{place}[{at}]", shown, there)
    elif screen != fresh:
        yield f"{place}: shows {_cut(screen)}, a fresh load {_cut(fresh)}"


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 400 else f"{text[:400]}… ({len(text)} characters)"


def _short(numbers: Sequence[int]) -> str:
    return str(list(numbers)) if len(numbers) <= 12 else f"[{numbers[0]} … {numbers[-1]}] ({len(numbers)})"
