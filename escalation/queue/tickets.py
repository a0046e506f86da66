"""A ticket's life: it waits, an agent holds it, and it ends in one of three ways."""

from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands. The last three are ends; only a resolved one can be reopened."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    RETURNED = "returned"  # to the bot
    ABANDONED = "abandoned"  # the customer left before anybody came

    @property
    def open(self) -> bool:
        return self in (TicketState.WAITING, TicketState.ASSIGNED)


class WrongTicketState(Exception):
    """A ticket was asked for a step it cannot take."""

    def __init__(self, step: str, found: TicketState) -> None:
        super().__init__(f"{step}: not possible for a ticket that is {found}")
        self.found = found


_STEPS = {
    "claim": (TicketState.WAITING, TicketState.ASSIGNED),
    "requeue": (TicketState.ASSIGNED, TicketState.WAITING),
    "resolve": (TicketState.ASSIGNED, TicketState.RESOLVED),
    "return": (TicketState.ASSIGNED, TicketState.RETURNED),
    "abandon": (TicketState.WAITING, TicketState.ABANDONED),
    "pass on": (TicketState.ASSIGNED, TicketState.ASSIGNED),
    "reopen": (TicketState.RESOLVED, TicketState.ASSIGNED),
}
STEPS = tuple(_STEPS)


def after(step: str, state: TicketState) -> TicketState:
    """The state after `step` (one of STEPS). Raises WrongTicketState."""
    source, target = _STEPS[step]
    if state is not source:
        raise WrongTicketState(step, state)
    return target
