"""What became of the promises of a ticket, read out of the log of its clocks.

A promise is one run of a clock: from its start, or from when it goes on after it was met, to its end. Kept: met in
time. Broken: its time went by, whatever came after. One that was called off in time counts for nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escalation.numbers.contact_rows import Promised

BEGINS = ("started", "resumed")


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One entry of the log, as a reader of it sees it; `due` is when the time is over as it then stood."""

    ticket_id: str
    clock: str
    kind: str
    due: datetime | None


def promised(events: Sequence[ClockEvent], now: datetime) -> list[Promised]:
    """The promises in the entries of one ticket, in their order; one that still runs past its time is broken."""
    runs: dict[str, list[list[ClockEvent]]] = defaultdict(list)
    for event in events:
        mine = runs[event.clock]
        if not mine or (event.kind in BEGINS and mine[-1][-1].kind in ("met", "stopped")):
            mine.append([])
        mine[-1].append(event)
    judged = (
        (run[0].ticket_id, clock, number, _judged(run, now))
        for clock, mine in runs.items()
        for number, run in enumerate(mine, 1)
    )
    return [Promised(ticket_id, clock, number, kept) for ticket_id, clock, number, (counts, kept) in judged if counts]


def _judged(run: Sequence[ClockEvent], now: datetime) -> tuple[bool, bool | None]:
    """Whether the run counts, and whether it was kept; None: it is still to be."""
    last = run[-1]
    if any(event.kind == "breached" for event in run):
        return True, False
    if last.kind == "met":
        return True, True
    if last.kind == "stopped":
        return False, None
    if last.kind == "paused":
        return True, None
    return True, False if last.due is not None and now > last.due else None
