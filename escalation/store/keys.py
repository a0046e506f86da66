"""Every Redis key of this folder. All of it can be rebuilt from SQL, so nothing here has a lifetime to lose."""

from uuid import UUID

from escalation.queue.topics import Queue

PREFIX = "fh:"

PUSH_CHANNEL = f"{PREFIX}push"
"""Pub/sub; one for all gateways: `origin \\n channel \\n JSON frame`."""


def queue_key(queue: Queue) -> str:
    """Sorted set of a queue's waiting tickets: member `language:ticket id`, score the respond-by time in seconds."""
    return f"{PREFIX}queue:{queue}"


WHOLE = f"{PREFIX}whole"
"""Set before the queues are made equal to SQL: when it is gone, so may they be."""

DESK_CHANNEL = "desk"
"""What every desk listens to."""


WAITING_CHANNEL = "waiting"
"""What desks listen to beside it: somebody who waits wrote again, and the lists show their last words."""


def backstage(conversation_id: UUID) -> str:
    """Channel of the agents who look at a conversation; its customer's screen never listens there."""
    return f"backstage:{conversation_id}"


WORK_CHANNEL = "work"
"""What dispatchers listen to beside the desks: somebody has room again."""
