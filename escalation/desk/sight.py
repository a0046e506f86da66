"""Whose conversations an agent may read: supervisors' are all, an agent's what waits and what is or was theirs.

The newest ticket of a conversation decides.
"""

from uuid import UUID

from escalation.queue.tickets import TicketState
from escalation.store.people import Agent

SEE_ALL = frozenset({"supervisor", "admin"})

NEWEST_TICKET = """
LEFT JOIN LATERAL (SELECT id, state, agent_id, topic FROM ticket
                    WHERE ticket.conversation_id = conversation.id
                    ORDER BY number DESC LIMIT 1) AS newest ON true
"""
"""Joins the ticket that decides to a query over `conversation`."""

_OWN_OR_WAITING = "(newest.state = 'waiting' OR newest.agent_id = :agent_id)"


def sees_all(agent: Agent) -> bool:
    return bool(SEE_ALL & set(agent.roles))


def readable_by(agent: Agent) -> str:
    """The condition on `newest`; it takes the parameter `agent_id`."""
    return "CAST(:agent_id AS uuid) IS NOT NULL" if sees_all(agent) else _OWN_OR_WAITING


def may_read(agent: Agent, state: str | None, holder_id: UUID | None) -> bool:
    """The same of one conversation, from its newest ticket; both None where it never had one."""
    return sees_all(agent) or state == TicketState.WAITING or (state is not None and holder_id == agent.id)
