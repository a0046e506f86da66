"""Every act, for every set of roles, and for one's own ticket, a waiting one and somebody else's."""

from itertools import chain, combinations
from uuid import UUID, uuid4

import pytest

from connectors.web.authorization import (
    ALLOWED,
    OPEN_ACTS,
    OWN_PAGE_ACTS,
    ROLES,
    Act,
    demands_second_factor,
    may,
)

ME, OTHER = uuid4(), uuid4()

DESK_AND_OPS = {
    "agent": {Act.OWN_SESSION, Act.SEE_QUEUE, Act.WORK},
    "supervisor": {
        *(Act.OWN_SESSION, Act.SEE_QUEUE, Act.WORK, Act.OPS_READ, Act.OPS_EXPORT, Act.OPS_WRITE),
        *(Act.SUPERVISE, Act.CONFIGURE),
    },
    "ops": {Act.OWN_SESSION, Act.OPS_READ, Act.OPS_EXPORT, Act.OPS_WRITE},
    "admin": {
        *(Act.OWN_SESSION, Act.SEE_QUEUE, Act.WORK, Act.OPS_READ, Act.OPS_EXPORT, Act.OPS_WRITE),
        *(Act.SUPERVISE, Act.CONFIGURE, Act.ADMINISTER),
    },
}
ABOUT_A_TICKET = {Act.READ_TICKET, Act.WRITE_TICKET}

READS = {  # role: (waiting, own, somebody else's)
    "agent": (True, True, False),
    "supervisor": (True, True, True),
    "ops": (False, False, False),
    "admin": (True, True, True),
}
WRITES = {
    "agent": (False, True, False),
    "supervisor": (False, True, False),
    "ops": (False, False, False),
    "admin": (False, True, False),
}


@pytest.mark.parametrize("act", sorted(Act))
@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_may_exactly_what_the_table_says(role: str, act: Act) -> None:
    if act in OPEN_ACTS:
        assert may(act, [role])
    elif act not in ABOUT_A_TICKET:
        assert may(act, [role], agent_id=ME) is (act in DESK_AND_OPS[role])


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize(("place", "holder"), [(0, None), (1, ME), (2, OTHER)])
def test_a_ticket_is_read_and_written_by_role_and_holder(role: str, place: int, holder: UUID | None) -> None:
    assert may(Act.READ_TICKET, [role], agent_id=ME, holder_id=holder) is READS[role][place]
    assert may(Act.WRITE_TICKET, [role], agent_id=ME, holder_id=holder) is WRITES[role][place]


@pytest.mark.parametrize("act", sorted(set(Act) - OPEN_ACTS))
@pytest.mark.parametrize("roles", [None, [], ["customer"], ["Admin"], [""]])
def test_nobody_and_unknown_roles_may_nothing(act: Act, roles: list[str] | None) -> None:
    assert not may(act, roles, agent_id=ME, holder_id=ME)


def test_several_roles_may_what_any_of_them_may() -> None:
    for mixed in chain.from_iterable(combinations(sorted(ROLES), size) for size in (2, 3, 4)):
        for act in set(Act) - ABOUT_A_TICKET:
            assert may(act, mixed, agent_id=ME) is any(may(act, [role], agent_id=ME) for role in mixed)


def test_every_act_is_either_open_or_in_the_table() -> None:
    assert set(Act) == OPEN_ACTS | set(ALLOWED)
    assert not OPEN_ACTS & set(ALLOWED)


def test_an_act_with_a_session_always_needs_our_own_page() -> None:
    assert set(ALLOWED) <= OWN_PAGE_ACTS
    assert {Act.WIDGET, Act.SIGN_IN} <= OWN_PAGE_ACTS


@pytest.mark.parametrize("act", sorted(set(Act) - OPEN_ACTS))
def test_whoever_owes_a_second_factor_may_set_one_up_and_nothing_else(act: Act) -> None:
    assert may(act, sorted(ROLES), agent_id=ME, holder_id=ME, unproven=True) is (act is Act.OWN_SESSION)


@pytest.mark.parametrize(
    ("rule", "owing"), [("off", set()), ("admins", {"admin"}), ("everybody", set(ROLES))], ids=["off", "admins", "all"]
)
def test_a_second_factor_is_demanded_of_whom_the_setting_says(rule: str, owing: set[str]) -> None:
    assert {role for role in ROLES if demands_second_factor(rule, [role])} == owing
    assert demands_second_factor(rule, ["agent", "admin"]) is (rule != "off")
