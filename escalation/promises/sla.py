"""What is promised to somebody who waits, as three clocks that count the team's open time.

`first`: until a person has answered at all. `next`: from the customer's words until the answer to them, anew each
time. `full`: until the matter is settled; it pauses from an agent's reply until the customer writes again. A clock
warns at 80 % of its time, and is breached once its time is over; what came too late stays breached.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from escalation.promises.hours import Hours
from escalation.queue.priority import Priority

ClockName = Literal["first", "next", "full"]
Kind = Literal["started", "paused", "resumed", "moved", "met", "warned", "breached", "stopped"]
ClockState = Literal["running", "paused", "met", "warning", "breached"]
Happening = Literal[
    "opened", "agent_replied", "customer_wrote", "requeued", "returned", "abandoned", "resolved", "reopened"
]
CLOCKS: tuple[ClockName, ...] = ("first", "next", "full")
WARN_AT = 0.8  # share of the time that may pass
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Targets:
    """Seconds of open time."""

    first: int
    next: int
    full: int

    def of(self, name: ClockName) -> int:
        """The target of a clock."""
        return {"first": self.first, "next": self.next, "full": self.full}[name]


TARGETS: Mapping[Priority, Targets] = {
    Priority.URGENT: Targets(2 * MINUTE, 2 * MINUTE, 4 * HOUR),
    Priority.HIGH: Targets(5 * MINUTE, 5 * MINUTE, 8 * HOUR),
    Priority.NORMAL: Targets(15 * MINUTE, 15 * MINUTE, 24 * HOUR),
    Priority.LOW: Targets(60 * MINUTE, 60 * MINUTE, 48 * HOUR),
}
"""What is promised where a team promises nothing of its own."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a team promises for a priority, and when it is there."""

    hours: Hours
    targets: Targets

    def respond_by(self, opened_at: datetime) -> datetime:
        """When a ticket opened at `opened_at` is due. It is also its place in the queue: the earliest due comes first.

        So a low one that has waited long enough overtakes an urgent one that came just now, and nobody starves.
        """
        return self.hours.after(opened_at, self.targets.first)


@dataclass(frozen=True, slots=True)
class SlaClock:
    """One of the three. While it does not run, `due` is what it was when it last ran."""

    due: datetime
    target_s: int
    warn_at: datetime | None  # none: has warned
    left_s: float | None = None  # open time left, while it does not run
    met_at: datetime | None = None  # when what it waited for happened, in time or not
    breached: bool = False

    @property
    def state(self) -> ClockState:
        """As it is shown."""
        if self.breached:
            return "breached"
        if self.met_at is not None:
            return "met"
        if self.left_s is not None:
            return "paused"
        return "warning" if self.warn_at is None else "running"

    @property
    def runs(self) -> bool:
        return self.state in ("running", "warning")

    def wire(self) -> dict[str, Any]:
        """As it is kept in a ticket."""
        return {
            "state": self.state,
            "due": self.due.isoformat(),
            "target_s": self.target_s,
            "warn_at": None if self.warn_at is None else self.warn_at.isoformat(),
            "left_s": self.left_s,
            "met_at": None if self.met_at is None else self.met_at.isoformat(),
        }

    @staticmethod
    def read(kept: Mapping[str, Any]) -> "SlaClock":
        """What `wire` has written."""
        return SlaClock(
            due=datetime.fromisoformat(kept["due"]),
            target_s=kept["target_s"],
            warn_at=None if kept["warn_at"] is None else datetime.fromisoformat(kept["warn_at"]),
            left_s=kept["left_s"],
            met_at=None if kept["met_at"] is None else datetime.fromisoformat(kept["met_at"]),
            breached=kept["state"] == "breached",
        )


Clocks = Mapping[ClockName, SlaClock]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to a clock, for the record."""

    clock: ClockName
    kind: Kind
    due: datetime


def tick(clocks: Clocks, at: datetime) -> tuple[Clocks, list[Mark]]:
    """The clocks at this instant, and what warned or was breached since they were last looked at."""
    found, marks = dict(clocks), list[Mark]()
    for name, clock in clocks.items():
        if not clock.runs:
            continue
        if at > clock.due:
            found[name] = replace(clock, breached=True)
            marks.append(Mark(name, "breached", clock.due))
        elif clock.warn_at is not None and at >= clock.warn_at:
            found[name] = replace(clock, warn_at=None)
            marks.append(Mark(name, "warned", clock.due))
    return found, marks


def look_again_at(clocks: Clocks) -> datetime | None:
    """When the next warning or breach is due; None while nothing runs."""
    return min((clock.warn_at or clock.due for clock in clocks.values() if clock.runs), default=None)


def advance(clocks: Clocks, happening: Happening, at: datetime, promise: Promise) -> tuple[Clocks, list[Mark]]:
    """The clocks after `happening`, and what that did to them."""
    ticked, marks = tick(clocks, at)
    step = _Step(dict(ticked), marks, at, promise)
    _DOES[happening](step)
    return step.clocks, step.marks


@dataclass(slots=True)
class _Step:
    """The clocks while something happens to them."""

    clocks: dict[ClockName, SlaClock]
    marks: list[Mark]
    at: datetime
    promise: Promise

    def opened(self) -> None:
        self._start("first")
        self._start("full")

    def agent_replied(self) -> None:
        self._meet("first")
        self._meet("next")
        full = self.clocks.get("full")
        if full is not None and full.runs:
            self._put("full", replace(full, left_s=self._left(full)), "paused")

    def customer_waits(self) -> None:
        """They wrote, or lost their agent. Before the first answer that changes nothing."""
        if "first" not in self.clocks or self._open("first"):
            return
        if not self._open("next"):
            self._start("next")
        self._resume("full")

    def settled(self) -> None:
        self._stop("first")
        self._stop("next")
        self._meet("full")

    def given_up(self) -> None:
        for name in CLOCKS:
            self._stop(name)

    def reopened(self) -> None:
        full = self.clocks.get("full")
        if full is None:
            return self._start("full")
        self.clocks["full"] = replace(full, met_at=None)
        return self._resume("full")

    def _open(self, name: ClockName) -> bool:
        return name in self.clocks and self.clocks[name].met_at is None

    def _put(self, name: ClockName, clock: SlaClock, kind: Kind) -> None:
        self.clocks[name] = clock
        self.marks.append(Mark(name, kind, clock.due))

    def _left(self, clock: SlaClock) -> float:
        return self.promise.hours.open_seconds(self.at, clock.due) if clock.left_s is None else clock.left_s

    def _start(self, name: ClockName) -> None:
        target_s = self.promise.targets.of(name)
        due, warn_at = (self.promise.hours.after(self.at, seconds) for seconds in (target_s, WARN_AT * target_s))
        self._put(name, SlaClock(due, target_s, warn_at), "started")

    def _resume(self, name: ClockName) -> None:
        clock = self.clocks.get(name)
        if clock is None or clock.state != "paused" or clock.left_s is None:
            return
        warn_at = None
        if clock.warn_at is not None:
            warn_at = self.promise.hours.after(self.at, max(0.0, clock.left_s - (1 - WARN_AT) * clock.target_s))
        due = self.promise.hours.after(self.at, clock.left_s)
        self._put(name, replace(clock, due=due, warn_at=warn_at, left_s=None), "resumed")

    def _meet(self, name: ClockName) -> None:
        if not self._open(name):
            return
        clock = self.clocks[name]
        left_s = None if clock.breached else self._left(clock)
        self._put(name, replace(clock, met_at=self.at, left_s=left_s), "stopped" if clock.breached else "met")

    def _stop(self, name: ClockName) -> None:
        """What was not answered counts for nothing any more, unless its time was over."""
        if self._open(name):
            clock = self.clocks.pop(name)
            self.marks.append(Mark(name, "stopped", clock.due))
            if clock.breached:
                self.clocks[name] = replace(clock, met_at=self.at)


_DOES: Mapping[Happening, Callable[[_Step], None]] = {
    "opened": _Step.opened,
    "agent_replied": _Step.agent_replied,
    "customer_wrote": _Step.customer_waits,
    "requeued": _Step.customer_waits,
    "returned": _Step.given_up,
    "abandoned": _Step.given_up,
    "resolved": _Step.settled,
    "reopened": _Step.reopened,
}
