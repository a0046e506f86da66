"""Other targets for a ticket whose clocks have begun: its priority changed, or another team has it now.

What has been waited already counts: only the difference of the targets is added or taken. A breach stays a breach,
and what was met stays met.
"""

from dataclasses import replace
from datetime import datetime

from escalation.promises.sla import WARN_AT, Clocks, Mark, Promise, SlaClock, tick


def retargeted(
    clocks: Clocks, at: datetime, before: Promise, after: Promise, *, no_later: bool = False
) -> tuple[Clocks, list[Mark]]:
    """The clocks under another promise, and what that did to them. With `no_later` nobody waits longer for it."""
    ticked, marks = tick(clocks, at)
    found = dict(ticked)
    for name, clock in ticked.items():
        if clock.state in ("met", "breached"):
            continue
        moved = _moved(clock, at, before, after, after.targets.of(name))
        if no_later and not _sooner(moved, clock):
            continue
        found[name] = moved
        if moved != clock:
            marks.append(Mark(name, "moved", moved.due))
    return found, marks


def _moved(clock: SlaClock, at: datetime, before: Promise, after: Promise, target_s: int) -> SlaClock:
    left_s = before.hours.open_seconds(at, clock.due) if clock.left_s is None else clock.left_s
    left_s = max(0.0, left_s + target_s - clock.target_s)
    to_warning_s = left_s - (1 - WARN_AT) * target_s
    warns = clock.warn_at is not None or to_warning_s > 0
    if clock.left_s is not None:
        return replace(clock, target_s=target_s, left_s=left_s, warn_at=clock.warn_at or (at if warns else None))
    warn_at = after.hours.after(at, max(0.0, to_warning_s)) if warns else None
    return replace(clock, target_s=target_s, due=after.hours.after(at, left_s), warn_at=warn_at)


def _sooner(moved: SlaClock, clock: SlaClock) -> bool:
    if moved.left_s is not None and clock.left_s is not None:
        return moved.left_s < clock.left_s
    return moved.due < clock.due
