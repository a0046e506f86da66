"""Who is asked to take which waiting ticket: the earliest due first, to whoever suits and has the fewest chats.

Among equals it is who has had no new chat for longest. A ticket that keeps coming back (poisoned) is only shown to
those who supervise. Nobody is asked beyond their capacity, and nobody twice in one round.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from escalation.desk.sight import SEE_ALL
from escalation.queue.attendance import is_connected

MOST_LAPSED = 2
"""Offers in a row left to lapse: nobody sits at that desk, whatever its status says."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent as an offer sees them; `load` counts chats held and offers that stand. No skills or languages: all."""

    id: UUID
    status: str
    seen_at: datetime | None
    roles: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int
    load: int
    last_chat_at: datetime | None = None

    @property
    def free(self) -> int:
        """For how many more chats there is room."""
        return max(0, self.capacity - self.load)

    @property
    def supervises(self) -> bool:
        return bool(SEE_ALL & set(self.roles))


@dataclass(frozen=True, slots=True)
class Unoffered:
    """A waiting ticket that nobody is being asked to take."""

    id: UUID
    queue: str
    language: str
    declined_by: frozenset[UUID] = frozenset()
    poisoned: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Part of a queue that the same agents may be offered: where to look for what they could take, and how far."""

    queue: str
    languages: tuple[str, ...]
    poisoned: bool
    agents: tuple[UUID, ...]
    free: int


Pair = tuple[UUID, UUID]
"""A ticket and the agent who is asked."""


def wants_work(status: str, seen_at: datetime | None, now: datetime) -> bool:
    """Does somebody sit at an open desk and take what comes?"""
    return status == "online" and is_connected(seen_at, now)


def works_in(skills: Collection[str], languages: Collection[str], queue: str, language: str) -> bool:
    """Do these skills and languages (none: all) fit a ticket?"""
    return (not skills or queue in skills) and (not languages or language in languages)


def suits(candidate: Candidate, ticket: Unoffered) -> bool:
    """May this agent be asked to take this ticket, room apart?"""
    return (
        candidate.id not in ticket.declined_by
        and (candidate.supervises or not ticket.poisoned)
        and works_in(candidate.skills, candidate.languages, ticket.queue, ticket.language)
    )


def lanes(candidates: Iterable[Candidate], queues: Iterable[str]) -> list[Lane]:
    """Where these agents, of whom each has room, could find work."""
    together: dict[tuple[str, tuple[str, ...], bool], list[Candidate]] = {}
    everywhere = tuple(queues)
    for one in candidates:
        for queue in everywhere:
            if not one.skills or queue in one.skills:
                together.setdefault((queue, one.languages, one.supervises), []).append(one)
    return [
        Lane(queue, languages, poisoned, tuple(one.id for one in group), sum(one.free for one in group))
        for (queue, languages, poisoned), group in together.items()
    ]


def match(tickets: Sequence[Unoffered], candidates: Iterable[Candidate]) -> list[Pair]:
    """Give each ticket, in this order, to the best agent who has room; what suits nobody stays out."""
    room = {one.id: one for one in candidates if one.free > 0}
    loads = {one.id: one.load for one in room.values()}
    pairs: list[Pair] = []
    for ticket in tickets:
        able = [one for one in room.values() if suits(one, ticket)]
        if not able:
            continue
        chosen = min(able, key=lambda one: (loads[one.id], one.last_chat_at or _NEVER, one.id))
        pairs.append((ticket.id, chosen.id))
        loads[chosen.id] += 1
        if loads[chosen.id] >= chosen.capacity:
            del room[chosen.id]
    return pairs
