"""The judge sees each promise broken, and nothing where nothing is: a run without violations must mean something."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.people.diary import Diary
from tests.faults.verdicts.record_view import ConversationRow, MessageRow, RecordView, TicketRow, TurnRow
from tests.faults.verdicts.verdict import Violation, judge

CHAT = "c1"


def message(seq: int, sender: str = "customer", text: str = "", **more: str) -> MessageRow:
    client_id = f"k{seq}" if sender in ("customer", "agent") else None
    own = {"client_id": client_id, "created_at": f"t{seq}", **more}
    return MessageRow(f"m{seq}", CHAT, seq, sender, "text", text or f"text {seq}", **own)  # type: ignore[arg-type]


def ticket(id_: str = "t1", state: str = "assigned", agent: str | None = "a1", epoch: int = 3) -> TicketRow:
    return TicketRow(id_, CHAT, "orders", "ko", state, epoch, 1000.0, agent)


def good() -> tuple[list[Diary], RecordView]:
    """A customer said 1 and 3, an agent 4 and 5 in epoch 3; the bot 2. Everybody saw everything."""
    said = [message(1), message(2, "bot", turn_id="u1"), message(3), message(4, "agent"), message(5, "agent")]
    customer, agent = Diary("customer", lambda: 0.0), Diary("agent", lambda: 0.0)
    for diary in (customer, agent):
        diary.note("page", conversation_id=CHAT)
    for one in said:
        if one.sender == "customer":
            customer.note("said", client_id=one.client_id, conversation_id=CHAT, text=one.text)
            customer.note("acked", client_id=one.client_id, seq=one.seq, message_id=one.id)
        if one.sender == "agent":
            agent.note("said", client_id=one.client_id, conversation_id=CHAT, text=one.text, epoch=3)
            agent.note("acked", client_id=one.client_id, seq=one.seq, message_id=one.id)
        for diary in (customer, agent):
            diary.note("shown", conversation_id=CHAT, seq=one.seq, id=one.id, text=one.text)
    customer.note("screen", screen={"state": 1}, fresh={"state": 1})
    return [customer, agent], recorded(said)


def recorded(said: list[MessageRow], **more: object) -> RecordView:
    chat = ConversationRow(CHAT, "agent", 3, "a1", len(said))
    parts = {"tickets": {"t1": ticket()}, "turns": [TurnRow("u1", CHAT, 1, 1, "answered")], **more}
    return RecordView({CHAT: chat}, {CHAT: said}, **parts)  # type: ignore[arg-type]


def broken(promise: int, found: list[Violation], words: str) -> None:
    """Exactly this promise, and it says so."""
    assert {violation.promise for violation in found} == {promise}, [str(violation) for violation in found]
    assert any(words in violation.what for violation in found), [str(violation) for violation in found]


def with_messages(record: RecordView, change: Callable[[list[MessageRow]], list[MessageRow]]) -> RecordView:
    said = change(list(record.messages[CHAT]))
    last = max(one.seq for one in said)
    chat = dataclasses.replace(record.conversations[CHAT], last_seq=last)
    return RecordView({CHAT: chat}, {CHAT: said}, record.tickets, record.turns)


def without(diary: Diary, *kinds: str) -> Diary:
    diary.entries = [entry for entry in diary.entries if entry.kind not in kinds]
    return diary


def test_nothing_is_wrong() -> None:
    diaries, record = good()
    assert judge(diaries, record, {}, settled=True) == []


def test_an_acknowledgement_without_a_message_is_a_lost_one() -> None:
    diaries, record = good()
    for diary in diaries:
        without(diary, "shown")
    broken(1, judge(diaries, with_messages(record, lambda said: said[:4])), "on record is None")


def test_an_acknowledgement_with_another_number_is_a_lost_one() -> None:
    diaries, record = good()
    diaries[0].entries = [entry for entry in diaries[0].entries if entry.data.get("client_id") != "k3"]
    diaries[0].note("said", client_id="k3", conversation_id=CHAT, text="text 3")
    diaries[0].note("acked", client_id="k3", seq=9, message_id="m3")
    broken(1, judge(diaries, record), "was acknowledged as (9, 'm3')")


def test_something_shown_that_is_not_on_record() -> None:
    diaries, record = good()
    diaries[0].note("shown", conversation_id=CHAT, seq=6, id="m6", text="a ghost")
    broken(1, judge(diaries, record), "m6 was shown")


def test_something_typed_that_nobody_answered() -> None:
    diaries, record = good()
    diaries[0].note("said", client_id="k9", conversation_id=CHAT, text="hello?")
    assert judge(diaries, record) == []
    broken(1, judge(diaries, record, settled=True), "neither acknowledged nor refused")


def test_a_message_that_stands_twice() -> None:
    diaries, record = good()
    twice = dataclasses.replace(message(3), id="m6", seq=6)
    broken(2, judge(diaries, with_messages(record, lambda said: [*said, twice])), "2 messages of the customer")


def test_a_message_that_nobody_said() -> None:
    diaries, record = good()
    broken(2, judge(diaries, with_messages(record, lambda said: [*said, message(6)])), "nobody said number 6")


def test_other_words_under_one_id() -> None:
    diaries, record = good()
    other = dataclasses.replace(message(3), text="something else")
    found = judge(
        [without(one, "shown") for one in diaries], with_messages(record, lambda said: [*said[:2], other, *said[3:]])
    )
    broken(2, found, "said 'text 3', on record is 'something else'")


def test_other_words_that_are_accepted() -> None:
    diaries, record = good()
    diaries[0].note("retold", client_id="k3", text="something else")
    diaries[0].note("refused", client_id="k3", code="conflict", final=True)
    assert judge(diaries, record) == []
    diaries[0].note("retold", client_id="k3", text="something else")
    diaries[0].note("acked", client_id="k3", seq=3, message_id="m3")
    broken(2, judge(diaries, record), "accepted again with other words")


def test_another_answer_to_a_repeat() -> None:
    diaries, record = good()
    diaries[0].note("acked", client_id="k3", seq=1, message_id="m1")
    found = judge(diaries, record)
    assert Violation(2, "customer", "k3 was acknowledged as (3, 'm3') and as (1, 'm1')") in found


def test_a_refused_message_that_is_kept() -> None:
    diaries, record = good()
    diaries[0].entries = [entry for entry in diaries[0].entries if entry.kind != "acked"]
    diaries[0].note("refused", client_id="k1", code="too_long", final=True)
    broken(2, judge(diaries, record), "k1 was refused, and is on record as 1")


def test_a_turn_that_is_answered_twice() -> None:
    diaries, record = good()
    again = message(6, "bot", turn_id="u1")
    broken(2, judge(diaries, with_messages(record, lambda said: [*said, again])), "turn u1 was answered 2 times")


def test_a_turn_that_nobody_takes_up() -> None:
    diaries, record = good()
    record.turns.append(TurnRow("u2", CHAT, 3, 3, "waiting"))
    assert judge(diaries, record) == []
    broken(2, judge(diaries, record, settled=True), "still waiting")


def test_a_gap_on_record() -> None:
    diaries, record = good()
    for diary in diaries:
        without(diary, "shown", "acked")
    broken(3, judge(diaries, with_messages(record, lambda said: [*said[:3], said[4]])), "numbers [1, 2, 3, 5]")


def test_a_gap_on_a_screen_that_stays() -> None:
    diaries, record = good()
    diaries[0].note("gap", conversation_id=CHAT, after_seq=5)
    broken(3, judge(diaries, record), "that stays")


def test_a_number_that_is_left_out_on_a_screen() -> None:
    diaries, record = good()
    diaries[0].entries = [entry for entry in diaries[0].entries if entry.data.get("id") != "m4"]
    broken(3, judge(diaries, record), "5 was shown without [4]")


def test_what_a_screen_may_not_show_leaves_no_gap() -> None:
    diaries, record = good()
    record.conversations[CHAT] = dataclasses.replace(record.conversations[CHAT], visible_from=3)
    diaries[0].entries = [entry for entry in diaries[0].entries if entry.data.get("id") not in ("m1", "m2")]
    assert judge(diaries, record) == []


@given(st.permutations([1, 2, 3, 4, 5]))
def test_numbers_that_fall_on_a_screen(order: list[int]) -> None:
    diaries, record = good()
    diary = without(diaries[0], "shown")
    for seq in order:
        diary.note("shown", conversation_id=CHAT, seq=seq, id=f"m{seq}", text=f"text {seq}")
    found = judge(diaries, record)
    assert {violation.promise for violation in found} == ({3} if order != sorted(order) else set())


def test_words_that_overtake_each_other() -> None:
    diaries, record = good()
    diary = diaries[0]
    diary.entries = [entry for entry in diary.entries if entry.kind != "said"]
    for seq in (3, 1):
        diary.note("said", client_id=f"k{seq}", conversation_id=CHAT, text=f"text {seq}")
    broken(3, judge(diaries, record), "k1 was said after k3")
    diary.note("refused", client_id="k1", code="unavailable", final=False)
    assert judge(diaries, record) == []


def test_two_owners_of_one_epoch() -> None:
    diaries, record = good()
    second = Diary("another agent")
    moved = [entry for entry in diaries[1].entries if entry.data.get("client_id") == "k5"]
    diaries[1].entries = [entry for entry in diaries[1].entries if entry not in moved]
    for entry in moved:
        second.note(entry.kind, **entry.data)
    broken(4, judge([*diaries, second], record), "wrote in epoch 3 of c1, as agent did")


def test_a_write_of_an_old_epoch() -> None:
    diaries, record = good()
    diaries[1].entries = [entry for entry in diaries[1].entries if entry.data.get("client_id") != "k5"]
    diaries[1].note("said", client_id="k5", conversation_id=CHAT, text="text 5", epoch=1)
    broken(4, judge(diaries, record), "kept under old epoch 1")


@pytest.mark.parametrize(
    ("tickets"),
    [
        [],
        [ticket(agent="a2")],
        [ticket(epoch=2)],
        [ticket(state="waiting", agent=None)],
        [ticket(), ticket("t2", "waiting", None)],
    ],
)
def test_a_ticket_that_says_otherwise(tickets: list[TicketRow]) -> None:
    diaries, record = good()
    record = recorded(record.messages[CHAT], tickets={one.id: one for one in tickets})
    broken(4, judge(diaries, record), "owner agent in epoch 3")


def test_who_waits_in_the_record_only() -> None:
    diaries, record = good()
    record = recorded(record.messages[CHAT], tickets={"t1": ticket(state="waiting", agent=None)})
    record.conversations[CHAT] = dataclasses.replace(record.conversations[CHAT], owner="queue", agent_id=None)
    assert judge(diaries, record, {"orders": {"ko:t1": 1000.0}}) == []
    broken(5, judge(diaries, record, {"billing": {"ko:t1": 1000.0}}), "not in the live queue orders")
    broken(5, judge(diaries, record, {"orders": {"ko:t1": 999.0}}), "has place 999.0")


def test_a_screen_that_is_not_a_fresh_one() -> None:
    diaries, record = good()
    diaries[0].note("screen", screen={"state": 1, "messages": [1]}, fresh={"state": 2, "messages": [1]})
    broken(6, judge(diaries, record), "state: shows 1, a fresh load 2")
