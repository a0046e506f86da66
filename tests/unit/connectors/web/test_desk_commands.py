"""Every frame of a desk: which act it is, and who may give it."""

import pytest

from connectors.shapes import ShapeError
from connectors.web.authorization import ROLES, may
from connectors.web.desk_commands import ACTS
from connectors.web.frames import DESK

SHOWN = {"hello", "open", "fetch", "typing", "drafting", "look"}
"""Frames that change nothing on record: what they are about must be on the agent's screen, which `open` allows."""
AT_THE_DESK = {"agent", "supervisor", "admin"}
ALLOWED = dict.fromkeys(ACTS, AT_THE_DESK) | {"assign": {"supervisor", "admin"}, "status": set(ROLES)}


def kinds() -> set[str]:
    with pytest.raises(ShapeError) as refused:
        DESK({"type": "?"}, "")
    return set(str(refused.value).split("one of ")[1].split(", came")[0].split(", "))


def test_every_frame_is_a_command_with_an_act_or_about_what_is_shown() -> None:
    assert set(ACTS) | SHOWN == kinds()
    assert set(ACTS).isdisjoint(SHOWN)


@pytest.mark.parametrize("kind", sorted(ACTS))
@pytest.mark.parametrize("role", [*sorted(ROLES), "customer", ""])
def test_each_role_may_give_exactly_these_commands(kind: str, role: str) -> None:
    assert may(ACTS[kind], [role]) is (role in ALLOWED[kind])


@pytest.mark.parametrize("kind", sorted(ACTS))
def test_nobody_may_give_any(kind: str) -> None:
    assert not may(ACTS[kind], None)
