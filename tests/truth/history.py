"""A support history whose truth is known: how often a first contact helps, by topic; what customers are dissatisfied
with; one week in which a topic doubles. Everything else (rhythm, mix, who writes when) is chance, drawn from the seed.

Every contact on an issue follows the same law, the first and each repeat: it is resolved with the topic's `resolved`,
and comes again within seven days with `again` (or AGAIN_UNRESOLVED). So FCR(7) of a topic is resolved x (1 - again).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from escalation.numbers.contact_rows import ContactRow
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_DAY = date(2026, 1, 5)  # a Monday
RHYTHM = np.array([1.25, 1.1, 1.05, 1.0, 0.95, 0.6, 0.55])
DISPERSION = 1.3
AGAIN_UNRESOLVED = 0.45
LATER = 0.06
"""Comes again after more than a week: a first contact of its own."""
UNLINKED = 0.04
RATED = 0.1
NIGHT_SHARE = 0.25
WITH_A_PERSON = 0.4
TOPICS = {
    "shipping": (0.84, 0.12, 1.2),
    "orders": (0.88, 0.08, 1.1),
    "billing": (0.80, 0.15, 0.9),
    "warranty": (0.70, 0.20, 0.6),
    "account": (0.92, 0.05, 0.8),
    "onboarding": (0.86, 0.10, 1.0),
}
"""`resolved`, `again`, and how much is asked of it."""
CIRCUMSTANCES = (
    *("person", "wait", "first_response", "handle", "repeats", "bot_turns", "transfers", "english", "night"),
    "phone",
)
PLANTED = {"wait": -0.6, "repeats": -0.7, "night": -0.8}
"""Stars by which each driver moves a rating; the seven other circumstances do nothing."""
USUAL_WAIT = 4.5  # the mean of its logarithm

Floats = NDArray[np.float64]
Circumstances = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a history is. `a_day`: first contacts of an average topic. `incident`: from and until which day the
    first topic has twice as much."""

    days: int = 140
    a_day: float = 26.0
    incident: tuple[int, int] | None = None


WHOLE = Size()
SMALL = Size(days=70, a_day=5.0)


@dataclass(frozen=True, slots=True)
class Said:
    """One contact as it was planted. Times in seconds from the beginning, the rest as in the table of contacts."""

    at: float
    topic: str
    issue: int
    customer: int | None
    resolved: bool
    circumstances: Circumstances  # as CIRCUMSTANCES has them; times in seconds, None without a person
    csat: int | None


class PlantedHistory:
    """All contacts of one seed, in order of time."""

    def __init__(self, seed: int, size: Size = WHOLE) -> None:
        self.size = size
        self._random = np.random.default_rng([20260105, seed])
        self.begins = datetime.combine(FIRST_DAY, datetime.min.time(), SEOUL).astimezone(UTC)
        self.ends = self.begins + timedelta(days=size.days)
        self.contacts: list[Said] = sorted(self._issues(), key=lambda contact: contact.at)

    def _issues(self) -> list[Said]:
        found: list[Said] = []
        issue = 0
        for name, (resolved, again, volume) in TOPICS.items():
            for at in self._starts(volume, self.size.incident if name == next(iter(TOPICS)) else None):
                issue += 1
                found += self._chain(float(at), name, issue, resolved, again)
        return found

    def _starts(self, volume: float, incident: tuple[int, int] | None) -> Floats:
        mean = self.size.a_day * volume * RHYTHM[np.arange(self.size.days) % 7]
        if incident is not None:
            mean[slice(*incident)] *= 2
        counts = self._random.negative_binomial(mean / (DISPERSION - 1), 1 / DISPERSION)
        days = np.repeat(np.arange(self.size.days), counts)
        night = self._random.random(len(days)) < NIGHT_SHARE
        hours = np.where(night, (18 + 15 * self._random.random(len(days))) % 24, 9 + 9 * self._random.random(len(days)))
        found: Floats = days * 86400.0 + hours * 3600.0
        return found

    def _chain(self, at: float, topic: str, issue: int, resolved: float, again: float) -> list[Said]:
        """The first contact on an issue, and each that follows it."""
        draw = self._random.random
        customer = None if draw() < UNLINKED else issue
        found: list[Said] = []
        while at < self.size.days * 86400:
            helped = draw() < resolved
            circumstances = self._circumstances(at, len(found))
            found.append(Said(at, topic, issue, customer, helped, circumstances, self._stars(circumstances)))
            soon = draw() < (again if helped else AGAIN_UNRESOLVED)
            if not soon and draw() >= LATER:
                break
            ended = at + duration(circumstances)
            at = ended + 86400 * (0.05 + 6.9 * draw() if soon else 7.1 + 12 * draw())
        return found

    def _circumstances(self, at: float, before: int) -> Circumstances:
        draw = self._random
        person = draw.random() < WITH_A_PERSON
        hour = (at % 86400) / 3600
        return (
            float(person),
            float(draw.lognormal(USUAL_WAIT, 1.0)) if person else None,
            float(draw.lognormal(4.0, 1.0)) if person else None,
            float(draw.lognormal(5.5, 0.6)) if person else None,
            float(before),
            float(1 + draw.poisson(3)),
            float(person and draw.random() < 0.1),
            float(draw.random() < 0.3),
            float(not 9 <= hour < 18),
            float(draw.random() < 0.6),
        )

    def _stars(self, circumstances: Circumstances) -> int | None:
        if self._random.random() >= RATED:
            return None
        told = dict(zip(CIRCUMSTANCES, circumstances, strict=True))
        feeling = 4.3 + PLANTED["repeats"] * (told["repeats"] or 0) + PLANTED["night"] * (told["night"] or 0)
        if told["wait"] is not None:
            feeling += PLANTED["wait"] * (np.log1p(told["wait"]) - USUAL_WAIT)
        return int(np.clip(round(feeling + self._random.normal(0, 0.9)), 1, 5))

    def time(self, at: float) -> datetime:
        """The moment, to the second."""
        return self.begins + timedelta(seconds=round(at))

    @cached_property
    def rows(self) -> list[ContactRow]:
        """As the numbers read them."""
        return [
            ContactRow(
                id=str(place),
                customer_id=None if said.customer is None else f"c{said.customer}",
                started_at=self.time(said.at),
                ended_at=self.time(said.at + duration(said.circumstances)),
                outcome=_outcome(said),
                handled_by=HandledBy.BOTH if said.circumstances[0] else HandledBy.BOT,
                issues=(Issue(said.topic, f"FH-{said.issue}"),),
                csat=said.csat,
            )
            for place, said in enumerate(self.contacts)
        ]

    def past(self) -> list[PastContact]:
        """As they are imported."""
        found = []
        for row, said in zip(self.rows, self.contacts, strict=True):
            told = dict(zip(CIRCUMSTANCES, said.circumstances, strict=True))
            found.append(
                PastContact(
                    external_id=row.id,
                    customer_id=row.customer_id,
                    channel="chat",
                    started_at=row.started_at,
                    ended_at=row.ended_at,
                    outcome=_outcome(said),
                    handled_by=row.handled_by,
                    issues=row.issues,
                    escalation_reasons=("asked_for_person",) if told["person"] else (),
                    csat=said.csat,
                    language="en" if told["english"] else "ko",
                    device="phone" if told["phone"] else "desktop",
                    queue_wait_s=told["wait"],
                    first_human_response_s=(told["wait"] or 0) + (told["first_response"] or 0) or None,
                    handle_s=told["handle"],
                )
            )
        return found

    def rated(self) -> tuple[list[list[float | None]], list[float]]:
        """Circumstances, times by their logarithm, and stars of the contacts that were rated."""
        told = [(said.circumstances, said.csat) for said in self.contacts if said.csat is not None]
        return [_told(circumstances) for circumstances, _ in told], [float(stars) for _, stars in told]

    def by_day(self) -> dict[str, list[int]]:
        """Contacts of each topic by the day of their end."""
        counts = {topic: [0] * self.size.days for topic in TOPICS}
        for said in self.contacts:
            day = int((said.at + duration(said.circumstances)) // 86400)
            if day < self.size.days:
                counts[said.topic][day] += 1
        return counts


def planted_fcr(topic: str) -> float:
    """How often a contact on the topic is resolved and does not come again within seven days."""
    resolved, again, _ = TOPICS[topic]
    return resolved * (1 - again)


def duration(circumstances: Circumstances) -> float:
    """Seconds from a contact's beginning to its end."""
    _, wait, _, handle, *_ = circumstances
    return 240.0 + (wait or 0.0) + (handle or 0.0)


def _told(circumstances: Circumstances) -> list[float | None]:
    person, *times = circumstances[:4]
    return [person, *(None if time is None else float(np.log1p(time)) for time in times), *circumstances[4:]]


def _outcome(said: Said) -> Outcome:
    if said.resolved:
        return Outcome.RESOLVED_BY_AGENT if said.circumstances[0] else Outcome.CONFIRMED
    return Outcome.UNRESOLVED
