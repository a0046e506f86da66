"""What the settings of a team look like. What a value may be is said in `escalation.promises`; here only its form."""

from connectors.web.openapi.kinds import DAY, INT, STR, by_name, many, obj, one_of
from escalation.promises.teams import ASSIGNMENTS

SPANS = many({"type": "array", "items": STR, "minItems": 2, "maxItems": 2})
"""Of a day: from when to when somebody is there."""
TARGETS = obj({}, first=INT, next=INT, full=INT)
"""Seconds, by clock."""
TEAM_FIELDS = {
    "timezone": STR,
    "hours": by_name(SPANS),
    "holidays": STR,
    "closed_days": many(DAY),
    "open_days": by_name(SPANS),
    "assignment": one_of(ASSIGNMENTS),
    "offer_s": INT,
    "promise_s": INT,
    "sla": by_name(TARGETS),
}
