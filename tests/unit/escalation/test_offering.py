"""Nobody is asked beyond their room or for what does not suit; nothing stays that somebody with room could take."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.queue.offering import Candidate, Unoffered, lanes, match, suits, wants_work

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUEUES = ("billing", "orders", "general")
LANGUAGES = ("ko", "en")


def _agent(number: int, **fields: Any) -> Candidate:
    usual = {"status": "online", "seen_at": NOW, "roles": ("agent",), "skills": (), "languages": ()}
    return Candidate(UUID(int=number), **{**usual, "capacity": 4, "load": 0, **fields})


def _ticket(number: int, **fields: Any) -> Unoffered:
    return Unoffered(UUID(int=number), **{"queue": "general", "language": "ko", **fields})


@pytest.mark.parametrize(
    ("status", "seen_ago_s", "wanted"),
    [
        ("online", 0, True),
        ("online", 29, True),
        ("online", 30, False),
        ("online", None, False),
        ("busy", 0, False),
        ("away", 0, False),
    ],
)
def test_who_wants_work(status: str, seen_ago_s: int | None, wanted: bool) -> None:
    seen_at = None if seen_ago_s is None else NOW - timedelta(seconds=seen_ago_s)
    assert wants_work(status, seen_at, NOW) is wanted


@pytest.mark.parametrize(
    ("agent", "ticket", "suited"),
    [
        ({}, {}, True),
        ({"skills": ("general",)}, {}, True),
        ({"skills": ("billing",)}, {}, False),
        ({"languages": ("ko", "en")}, {}, True),
        ({"languages": ("en",)}, {}, False),
        ({}, {"language": "ja"}, True),
        ({}, {"declined_by": frozenset({UUID(int=1)})}, False),
        ({}, {"declined_by": frozenset({UUID(int=2)})}, True),
        ({}, {"poisoned": True}, False),
        ({"roles": ("agent", "supervisor")}, {"poisoned": True}, True),
        ({"roles": ("admin",)}, {"poisoned": True}, True),
        ({"roles": ("supervisor",)}, {}, True),
    ],
)
def test_what_suits_whom(agent: dict[str, Any], ticket: dict[str, Any], suited: bool) -> None:
    assert suits(_agent(1, **agent), _ticket(9, **ticket)) is suited


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ({"load": 1}, {"load": 0}, 2),
        ({"load": 1}, {"load": 1, "last_chat_at": NOW}, 1),
        ({"last_chat_at": NOW}, {"last_chat_at": NOW - timedelta(minutes=1)}, 2),
        ({"load": 0, "capacity": 0}, {"load": 3}, 2),
        ({"load": 4}, {"load": 3}, 2),
    ],
)
def test_the_fewest_chats_then_the_longest_without(first: dict[str, Any], second: dict[str, Any], chosen: int) -> None:
    agents = [_agent(1, **first), _agent(2, **second)]
    assert match([_ticket(9)], agents) == match([_ticket(9)], agents[::-1]) == [(UUID(int=9), UUID(int=chosen))]


def test_the_first_ticket_is_served_first() -> None:
    tickets = [_ticket(7), _ticket(8), _ticket(9)]
    assert match(tickets, [_agent(1, capacity=2)]) == [(UUID(int=7), UUID(int=1)), (UUID(int=8), UUID(int=1))]


def test_a_lane_is_a_queue_of_agents_who_may_be_asked_the_same() -> None:
    agents = [
        _agent(1, skills=("billing",), capacity=3, load=1),
        _agent(2, skills=("billing", "orders")),
        _agent(3, skills=("billing",), languages=("en",)),
        _agent(4, skills=("billing",), roles=("supervisor",)),
    ]
    found = {(one.queue, one.languages, one.poisoned): (one.agents, one.free) for one in lanes(agents, QUEUES)}
    assert found == {
        ("billing", (), False): ((UUID(int=1), UUID(int=2)), 6),
        ("orders", (), False): ((UUID(int=2),), 4),
        ("billing", ("en",), False): ((UUID(int=3),), 4),
        ("billing", (), True): ((UUID(int=4),), 4),
    }


ids = st.integers(1, 6).map(lambda number: UUID(int=number))
candidates = st.builds(
    Candidate,
    id=ids,
    status=st.just("online"),
    seen_at=st.just(NOW),
    roles=st.sampled_from([("agent",), ("supervisor",)]),
    skills=st.lists(st.sampled_from(QUEUES), unique=True, max_size=2).map(tuple),
    languages=st.sampled_from([(), ("ko",), ("en",), ("ko", "en")]),
    capacity=st.integers(0, 3),
    load=st.integers(0, 3),
    last_chat_at=st.none() | st.just(NOW),
)
agents_found = st.lists(candidates, max_size=6, unique_by=lambda one: one.id)
tickets_found = st.lists(
    st.builds(
        Unoffered,
        id=st.uuids(),
        queue=st.sampled_from(QUEUES),
        language=st.sampled_from(LANGUAGES),
        declined_by=st.frozensets(ids, max_size=3),
        poisoned=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(agents_found, tickets_found)
def test_a_match_keeps_every_promise(agents: list[Candidate], tickets: list[Unoffered]) -> None:
    pairs = match(tickets, agents)
    by_id, given_to = {one.id: one for one in agents}, dict(pairs)
    assert len(given_to) == len(pairs), "a ticket is offered once"
    assert [one.id for one in tickets if one.id in given_to] == [ticket_id for ticket_id, _ in pairs]
    loads = {one.id: one.load for one in agents}
    for agent_id in given_to.values():
        loads[agent_id] += 1
        assert loads[agent_id] <= by_id[agent_id].capacity
    for ticket in tickets:
        if ticket.id in given_to:
            assert suits(by_id[given_to[ticket.id]], ticket)
        else:
            assert not [one for one in agents if suits(one, ticket) and loads[one.id] < one.capacity]


@given(agents_found, tickets_found)
def test_whatever_can_be_matched_is_in_a_lane(agents: list[Candidate], tickets: list[Unoffered]) -> None:
    """Where the lanes are searched, nothing is overlooked."""
    free = [one for one in agents if one.free]
    found = lanes(free, QUEUES)
    waiting = {ticket.id: ticket for ticket in tickets}
    for ticket_id, agent_id in match(tickets, agents):
        ticket = waiting[ticket_id]
        assert any(
            agent_id in lane.agents
            and lane.queue == ticket.queue
            and (not lane.languages or ticket.language in lane.languages)
            and (lane.poisoned or not ticket.poisoned)
            and not set(lane.agents) <= ticket.declined_by
            for lane in found
        )
