"""One owner at a time, and an epoch that rises with every change of it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.store.conversation import Owner, Ownership, WrongOwner

AGENT = UUID(int=1)
CHANGES = ("begin", "hand_off", "assign", "requeue", "return_to_bot", "leave_queue", "close", "pass_on", "take_back")
TO_AN_AGENT = ("assign", "pass_on", "take_back")
ALLOWED = {
    (Owner.CLOSED, "begin"): Owner.BOT,
    (Owner.BOT, "hand_off"): Owner.QUEUE,
    (Owner.QUEUE, "assign"): Owner.AGENT,
    (Owner.QUEUE, "leave_queue"): Owner.BOT,
    (Owner.QUEUE, "close"): Owner.CLOSED,
    (Owner.AGENT, "requeue"): Owner.QUEUE,
    (Owner.AGENT, "return_to_bot"): Owner.BOT,
    (Owner.AGENT, "close"): Owner.CLOSED,
    (Owner.BOT, "close"): Owner.CLOSED,
    (Owner.AGENT, "pass_on"): Owner.AGENT,
    (Owner.BOT, "take_back"): Owner.AGENT,
}


def change(ownership: Ownership, name: str) -> Ownership:
    """Apply a change by its name."""
    result: Ownership = getattr(ownership, name)(*([AGENT] if name in TO_AN_AGENT else []))
    return result


def owned_by(owner: Owner) -> Ownership:
    """An ownership as it may be found."""
    return Ownership(owner, 7, AGENT if owner is Owner.AGENT else None)


@pytest.mark.parametrize("owner", list(Owner))
@pytest.mark.parametrize("name", CHANGES)
def test_every_owner_and_every_change(owner: Owner, name: str) -> None:
    target = ALLOWED.get((owner, name))
    if target is None:
        with pytest.raises(WrongOwner, match=owner):
            change(owned_by(owner), name)
    else:
        assert change(owned_by(owner), name) == Ownership(target, 8, AGENT if target is Owner.AGENT else None)


@given(st.lists(st.sampled_from(CHANGES), max_size=40))
def test_any_history_keeps_the_rules(names: list[str]) -> None:
    ownership, epochs = Ownership(Owner.CLOSED, 0), [0]
    for name in names:
        if (ownership.owner, name) not in ALLOWED:
            with pytest.raises(WrongOwner):
                change(ownership, name)
            continue
        ownership = change(ownership, name)
        epochs.append(ownership.epoch)
        assert (ownership.agent_id is not None) == (ownership.owner is Owner.AGENT)
    assert epochs == list(range(len(epochs)))
