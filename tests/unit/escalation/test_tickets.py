"""A ticket's steps, each from one state only; the final states are final."""

import pytest

from escalation.queue.tickets import STEPS, TicketState, WrongTicketState, after

ALLOWED = {
    ("claim", TicketState.WAITING): TicketState.ASSIGNED,
    ("requeue", TicketState.ASSIGNED): TicketState.WAITING,
    ("resolve", TicketState.ASSIGNED): TicketState.RESOLVED,
    ("return", TicketState.ASSIGNED): TicketState.RETURNED,
    ("abandon", TicketState.WAITING): TicketState.ABANDONED,
    ("pass on", TicketState.ASSIGNED): TicketState.ASSIGNED,
    ("reopen", TicketState.RESOLVED): TicketState.ASSIGNED,
}


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("step", STEPS)
def test_every_state_and_every_step(state: TicketState, step: str) -> None:
    if (step, state) in ALLOWED:
        assert after(step, state) is ALLOWED[step, state]
    else:
        with pytest.raises(WrongTicketState, match=state):
            after(step, state)


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(KeyError):
        after("merge", TicketState.WAITING)


def test_open_tickets_are_those_somebody_has_to_work_on() -> None:
    assert [state for state in TicketState if state.open] == [TicketState.WAITING, TicketState.ASSIGNED]
