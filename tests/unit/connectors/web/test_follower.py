"""The follower: whatever pushes bring, leave out or repeat, the screen ends as a fresh load would show it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from connectors.web.follower import Follower
from escalation.store.push import Push

CONVERSATION = uuid4()
CHANNEL = f"conversation:{CONVERSATION}"
KEPT = 3
"""A screen further behind than this starts afresh."""


def message(seq: int) -> dict[str, Any]:
    return {"seq": seq, "text": str(seq)}


class Record:
    """The record, as far as a follower asks."""

    def __init__(self, last_seq: int = 0) -> None:
        self.last_seq = last_seq
        self.asked: list[int] = []
        self.reading = asyncio.Event()
        self.verified = False
        self.version = 0
        self.owner = "bot"

    async def snapshot(self, *, conversation_id: UUID, after_seq: int) -> dict[str, Any]:
        assert conversation_id == CONVERSATION
        self.asked.append(after_seq)
        self.reading.set()
        await asyncio.sleep(0)
        reset = self.last_seq - after_seq > KEPT
        first = self.last_seq - KEPT if reset else after_seq
        messages = [message(seq) for seq in range(first + 1, self.last_seq + 1)]
        shown = {"last_seq": self.last_seq, "messages": messages, "reset": reset, "state": self.state()}
        return {**shown, "customer": {"verified": self.verified}}

    def state(self) -> dict[str, Any]:
        return {"version": self.version, "owner": self.owner}

    def pass_to(self, owner: str) -> dict[str, Any]:
        """The push of it."""
        self.version, self.owner = self.version + 1, owner
        return {"type": "state", "state": self.state()}


class Shown:
    """A screen that only remembers."""

    def __init__(self) -> None:
        self.seqs: list[int] = []
        self.states: list[str] = []
        self.passing: list[str] = []
        self.starts = 0

    def started(self, snapshot: dict[str, Any]) -> None:
        self.starts += 1
        self.seqs = [said["seq"] for said in snapshot["messages"]]
        self.states.append(snapshot["state"]["owner"])

    def added(self, messages: list[dict[str, Any]]) -> None:
        self.seqs += [said["seq"] for said in messages]

    def changed(self, state: dict[str, Any]) -> None:
        self.states.append(state["owner"])

    def heard(self, frame: dict[str, Any]) -> None:
        self.passing.append(frame["type"])


@asynccontextmanager
async def following(record: Record, after_seq: int = 0) -> AsyncIterator[tuple[Push, Shown]]:
    push, shown = Push(None), Shown()
    task = asyncio.create_task(Follower(record, push, CONVERSATION, shown).run(after_seq))
    await settled()
    yield push, shown
    task.cancel()
    await asyncio.wait([task])


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def said(push: Push, seq: int) -> None:
    await push.publish(CHANNEL, {"type": "message", "message": message(seq)})


async def test_what_is_said_between_listening_and_reading_comes_once() -> None:
    record, push, shown = Record(last_seq=1), Push(None), Shown()
    task = asyncio.create_task(Follower(record, push, CONVERSATION, shown).run(0))
    await record.reading.wait()
    record.last_seq = 2
    await said(push, 2)
    await settled()
    assert shown.seqs == [1, 2]
    task.cancel()
    await asyncio.wait([task])


async def test_a_gap_is_fetched_and_a_repeat_left_out() -> None:
    record = Record()
    async with following(record) as (push, shown):
        record.last_seq = 3
        for seq in (1, 3, 2, 3, 1):
            await said(push, seq)
        await settled()
        assert shown.seqs == [1, 2, 3]
        assert record.asked == [0, 1]


async def test_a_resync_reads_the_state_again_too() -> None:
    record = Record(last_seq=1)
    async with following(record) as (push, shown):
        record.last_seq = 2
        await push.publish(CHANNEL, {"type": "resync"})
        await settled()
        assert shown.seqs == [1, 2]
        assert shown.states == ["bot", "bot"]


async def test_a_screen_too_far_behind_starts_afresh() -> None:
    record = Record(last_seq=1)
    async with following(record) as (push, shown):
        record.last_seq = 50
        await said(push, 50)
        await settled()
        assert shown.seqs == [48, 49, 50]
        assert shown.starts == 2


async def test_states_and_passing_frames_go_through() -> None:
    record = Record()
    async with following(record) as (push, shown):
        await push.publish(CHANNEL, record.pass_to("agent"))
        await push.publish(CHANNEL, {"type": "typing", "who": "agent", "on": True})
        await settled()
        assert shown.states == ["bot", "agent"]
        assert shown.passing == ["typing"]


async def test_of_two_states_the_older_one_never_stands_last() -> None:
    record = Record()
    async with following(record) as (push, shown):
        older, newer = record.pass_to("queue"), record.pass_to("agent")
        for late in (newer, older, newer):
            await push.publish(CHANNEL, late)
        await settled()
        assert shown.states == ["bot", "agent"]


async def test_a_state_from_before_the_record_was_read_is_not_shown_after_it() -> None:
    record = Record()
    older = record.pass_to("queue")
    record.pass_to("agent")
    async with following(record) as (push, shown):
        await push.publish(CHANNEL, older)
        await push.publish(CHANNEL, {"type": "resync"})
        await push.publish(CHANNEL, older)
        await settled()
        assert shown.states == ["agent", "agent"]


async def test_a_place_that_moved_without_a_new_version_is_read() -> None:
    record = Record()
    async with following(record) as (push, shown):
        record.owner = "queue, one place further"
        await push.publish(CHANNEL, {"type": "resync"})
        await settled()
        assert shown.states == ["bot", "queue, one place further"]


@given(
    st.permutations(range(6)),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.integers(0, 5),
)
def test_in_whatever_order_states_come_the_last_one_stands(
    order: list[int], reread: list[bool], known_at_first: int
) -> None:
    async def play() -> None:
        record = Record()
        pushes = [record.pass_to(f"owner {count}") for count in range(known_at_first)]
        async with following(record) as (push, shown):
            pushes += [record.pass_to(f"owner {count}") for count in range(known_at_first, 6)]
            for place, again in zip(order, reread, strict=True):
                await push.publish(CHANNEL, pushes[place])
                if again:
                    await push.publish(CHANNEL, {"type": "resync"})
            await settled()
            await settled()
            ranks = [int(owner.split()[1]) for owner in shown.states if owner != "bot"]
            assert ranks == sorted(ranks)
            assert shown.states[-1] == "owner 5"

    asyncio.run(play())


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12), st.booleans()), max_size=25),
    st.integers(0, 3),
)
def test_however_pushes_come_the_screen_equals_a_fresh_load(steps: list[tuple[int, int, bool]], at_first: int) -> None:
    async def play() -> None:
        record = Record(last_seq=at_first)
        async with following(record) as (push, shown):
            for grown, seq, pause in steps:
                record.last_seq += grown
                await said(push, min(seq, record.last_seq))
                if pause:
                    await settled()
            await push.publish(CHANNEL, {"type": "resync"})
            await settled()
            await settled()
            assert shown.seqs == sorted(set(shown.seqs))
            assert shown.seqs == list(range(record.last_seq - len(shown.seqs) + 1, record.last_seq + 1))
            assert len(shown.seqs) >= min(KEPT, record.last_seq)

    asyncio.run(play())


async def test_a_conversation_that_became_a_customers_is_known_though_the_push_was_lost() -> None:
    record = Record(1)
    async with following(record) as (push, shown):
        await push.publish(CHANNEL, {"type": "resync"})
        await asyncio.sleep(0.01)
        assert shown.passing == []
        record.verified = True
        await push.publish(CHANNEL, {"type": "resync"})
        await asyncio.sleep(0.01)
        assert shown.passing == ["verified"]
