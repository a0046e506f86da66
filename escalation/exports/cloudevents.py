"""The journey log as CloudEvents 1.0, a JSON object a line.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from escalation.exports.happenings import Happening

SOURCE = "/firsthand/journey"


def cloud_event(one: Happening) -> dict[str, Any]:
    """One event; what the specification has no name for is in `data`."""
    subject = one.customer_id or one.anonymous_id
    data = {
        "contact_id": one.contact_id,
        "customer_id": one.customer_id,
        "anonymous_id": one.anonymous_id,
        "stage": one.stage,
        "touchpoint": one.touchpoint,
        "topic": one.topic,
        "channel": one.channel,
        "negative": one.negative,
        **one.data,
    }
    return {
        "specversion": "1.0",
        "id": one.id,
        "source": SOURCE,
        "type": f"firsthand.{one.type}",
        "time": one.at.isoformat(),
        "datacontenttype": "application/json",
        **({"subject": subject} if subject else {}),
        "data": data,
    }


async def lines(happenings: AsyncIterator[Happening]) -> AsyncIterator[str]:
    """A line an event."""
    async for one in happenings:
        yield json.dumps(cloud_event(one), ensure_ascii=False) + "\n"
