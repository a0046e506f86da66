"""What the page of numbers keeps: saved filters, goals, what was changed, and what was noticed by itself."""

from connectors.web import ops_goals, ops_segments
from connectors.web.openapi.kinds import BOOL, DAY, ID, INT, MADE, NUM, OK, STR, TIME, many, null_or, obj, one_of, ref
from connectors.web.openapi.numbers import READ
from connectors.web.openapi.operation import Operation, Operations
from escalation.numbers.improvements import VERDICTS

_GOAL = obj(
    {
        "id": ID,
        "metric": STR,
        "filter": ref("Narrowing"),
        "target": NUM,
        "direction": STR,
        "first_day": DAY,
        "last_day": DAY,
        "created_by": null_or(ref("Who")),
        "created_at": TIME,
        "reading": null_or(READ),
        "distance": null_or(NUM),
        "state": STR,
        "uncertain": null_or(BOOL),
        "elapsed": NUM,
        "missed_at": null_or(TIME),
    }
)
_IMPROVEMENT = obj(
    {
        "id": ID,
        "title": STR,
        "note": STR,
        "metric": STR,
        "filter": ref("Narrowing"),
        "started_on": DAY,
        "verdict": null_or(one_of(VERDICTS)),
        "created_by": null_or(ref("Who")),
        "created_at": TIME,
        "days": INT,
        "before": null_or(READ),
        "after": null_or(READ),
        "change": null_or(obj({"value": NUM, "low": NUM, "high": NUM, "proven": BOOL})),
    }
)
_SEGMENT = obj(
    {"id": ID, "name": STR, "filter": ref("Narrowing"), "created_by": null_or(ref("Who")), "created_at": TIME}
)

OPERATIONS: Operations = {
    ("GET", "/ops/api/segments"): Operation("Saved filters.", obj({"segments": many(_SEGMENT)})),
    ("POST", "/ops/api/segments"): Operation(
        "Save a filter under a name.", MADE, body=ops_segments.new_segment, refuses=("conflict",)
    ),
    ("DELETE", "/ops/api/segments/{id}"): Operation("Archive a segment.", OK),
    ("GET", "/ops/api/goals"): Operation("Goals and how they stand.", obj({"goals": many(_GOAL)})),
    ("POST", "/ops/api/goals"): Operation("A new goal.", MADE, body=ops_goals.new_goal),
    ("DELETE", "/ops/api/goals/{id}"): Operation("Archive a goal.", OK),
    ("GET", "/ops/api/improvements"): Operation(
        "What was changed, and the number before and after.", obj({"improvements": many(_IMPROVEMENT)})
    ),
    ("POST", "/ops/api/improvements"): Operation("A new improvement.", MADE, body=ops_goals.new_improvement),
    ("POST", "/ops/api/improvements/{id}/verdict"): Operation("Whether it is kept.", OK, body=ops_goals.verdict_given),
    ("DELETE", "/ops/api/improvements/{id}"): Operation("Archive an improvement.", OK),
    ("GET", "/ops/api/alarms"): Operation(
        "What was noticed by itself, the newest first.",
        obj(
            {
                "alarms": many(
                    obj({"id": ID, "kind": STR, "data": {"type": "object"}, "at": TIME, "seen_at": null_or(TIME)})
                )
            }
        ),
    ),
    ("POST", "/ops/api/alarms/{id}/seen"): Operation("Somebody saw it.", OK),
}
