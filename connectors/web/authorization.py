"""Who may do what: one function decides, and what it does not know it denies.

Every route and every frame of a desk names an act. Some acts are about a ticket: then its holder counts too.
"""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from escalation.desk.sight import SEE_ALL


class Act(StrEnum):
    """What somebody wants to do."""

    PUBLIC = "public"  # nothing changes and nothing personal is read: pages, assets, health
    WIDGET = "widget"  # a visitor's own affairs, from our own page
    SIGN_IN = "sign_in"  # from our own page, by nobody yet
    MACHINE = "machine"  # another program: its handler checks a bearer secret
    OWN_SESSION = "own_session"  # an agent's own session, status, socket
    SEE_QUEUE = "see_queue"
    WORK = "work"  # claim, and write to what one holds
    READ_TICKET = "read_ticket"  # one that waits, or one's own; supervisors every one
    WRITE_TICKET = "write_ticket"  # only one's own
    OPS_READ = "ops_read"
    OPS_EXPORT = "ops_export"
    OPS_WRITE = "ops_write"  # segments, goals, improvements, and that an alarm was seen
    SUPERVISE = "supervise"  # the whole team's work, and the log of changed settings
    CONFIGURE = "configure"  # macros, labels, teams
    ADMINISTER = "administer"  # accounts and webhooks


OPEN_ACTS = frozenset({Act.PUBLIC, Act.WIDGET, Act.SIGN_IN, Act.MACHINE})
"""Acts that need no agent's session."""

OWN_PAGE_ACTS = frozenset(Act) - {Act.PUBLIC, Act.MACHINE}
"""Acts that a browser carries out with a session or for a visitor: a change must come from our own page."""

AGENT, SUPERVISOR, OPS, ADMIN = "agent", "supervisor", "ops", "admin"
ROLES = frozenset({AGENT, SUPERVISOR, OPS, ADMIN})
AT_THE_DESK = frozenset({AGENT, SUPERVISOR, ADMIN})

ALLOWED: dict[Act, frozenset[str]] = {
    Act.OWN_SESSION: ROLES,
    Act.SEE_QUEUE: AT_THE_DESK,
    Act.WORK: AT_THE_DESK,
    Act.READ_TICKET: AT_THE_DESK,
    Act.WRITE_TICKET: AT_THE_DESK,
    Act.OPS_READ: frozenset({SUPERVISOR, OPS, ADMIN}),
    Act.OPS_EXPORT: frozenset({SUPERVISOR, OPS, ADMIN}),
    Act.OPS_WRITE: frozenset({SUPERVISOR, OPS, ADMIN}),
    Act.SUPERVISE: frozenset({SUPERVISOR, ADMIN}),
    Act.CONFIGURE: frozenset({SUPERVISOR, ADMIN}),
    Act.ADMINISTER: frozenset({ADMIN}),
}


def may(
    act: Act,
    roles: Collection[str] | None,
    *,
    agent_id: UUID | None = None,
    holder_id: UUID | None = None,
    unproven: bool = False,
) -> bool:
    """True when somebody with `roles` (None: not signed in) may do this; `holder_id` is who holds the ticket it is
    about, None while it waits. `unproven`: a second factor is demanded of them and they have none; all they may do is
    set one up."""
    if act in OPEN_ACTS:
        return True
    if unproven and act is not Act.OWN_SESSION:
        return False
    if roles is None or not ALLOWED.get(act, frozenset()) & frozenset(roles):
        return False
    if act is Act.READ_TICKET:
        return holder_id in (None, agent_id) or may_see_all(roles)
    if act is Act.WRITE_TICKET:
        return agent_id is not None and holder_id == agent_id
    return True


def demands_second_factor(rule: str, roles: Collection[str]) -> bool:
    """Must somebody with these roles have one, by the setting?"""
    return rule == "everybody" or (rule == "admins" and ADMIN in roles)


def may_see_all(roles: Collection[str]) -> bool:
    """True for those who may read what others hold."""
    return bool(SEE_ALL & frozenset(roles))
