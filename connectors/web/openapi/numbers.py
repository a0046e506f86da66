"""What the page of numbers asks. Every question is about a period and what it is narrowed to."""

from connectors.schemas import Schema
from connectors.web import ops_paths
from connectors.web.openapi.components import PRIORITY, QUEUE, READING
from connectors.web.openapi.kinds import (
    BOOL,
    DAY,
    ID,
    INT,
    NUM,
    STR,
    TIME,
    by_name,
    many,
    null_or,
    obj,
    one_of,
    ref,
)
from connectors.web.openapi.operation import Media, Operation, Operations, Query
from connectors.web.ops_map import BEFORE, PREFIX
from escalation.exports.formats import FORMATS
from escalation.exports.log_rows import CASES
from escalation.numbers.counting import GROUPS
from escalation.numbers.filter import NARROWS, RETURNING, WINDOWS
from escalation.numbers.funnel import STEPS
from escalation.numbers.metrics import Part
from escalation.numbers.registry import BY_ID
from escalation.numbers.touchpoints import STAGES
from escalation.report.wording import LOCALES

_MOMENT = Query(STR, "A day of the shop such as 2026-01-31, or an ISO time.")
_PERIOD = {"from": _MOMENT, "to": _MOMENT}
_NARROW = {
    **{name: Query(STR, "Values with commas between them.") for name in NARROWS},
    "returning": Query(one_of(RETURNING)),
    "segment": Query(STR, "The id of a saved segment."),
}
FILTER = {**_PERIOD, "window": Query(one_of(WINDOWS), "Days without a repeat."), **_NARROW}
_BESIDE = {f"{PREFIX}{name}": asked for name, asked in {**_PERIOD, **_NARROW}.items()}
_ROWS = {
    "metric": Query(one_of(BY_ID)),
    "part": Query(one_of(Part)),
    **{name: Query({"type": "string", "maxLength": 200}) for name in ("customer", "touchpoint")},
    "stage": Query(one_of(STAGES)),
    "step": Query(one_of(STEPS)),
    "days": Query({"type": "integer", "minimum": 1, "maximum": ops_paths.MOST_DAYS}),
}

PERIOD: dict[str, Schema] = {"from": TIME, "to": TIME, "window": {"enum": list(WINDOWS)}}
ABOUT: dict[str, Schema] = {**PERIOD, "filter": ref("Narrowing")}
READ = ref("Reading")
_SHARE = {"value": null_or(NUM), "low": null_or(NUM), "high": null_or(NUM)}
_SPAN = obj({"from": TIME, "to": TIME})

_METRIC = obj(
    {
        **READING,
        "version": INT,
        "name": ref("Words"),
        "formula": ref("Words"),
        "group": STR,
        "better": null_or(STR),
        "rows": STR,
        "before": null_or(READ),
    }
)
_OVERVIEW = obj(
    {
        **ABOUT,
        "metrics": many(_METRIC),
        "series": many(obj({"id": STR, "name": ref("Words"), "points": many(obj({**READING, "day": DAY}))})),
        "group": one_of(GROUPS),
        "by": many(obj({"key": STR, "metrics": by_name(READ)})),
        "unlinked": INT,
        "early": INT,
        "provisional": null_or(obj({**_SHARE, "n": INT, "resolved": null_or(NUM), "kept": null_or(NUM)})),
        "before": null_or(_SPAN),
        "options": by_name(many(STR)),
    }
)
_MESSAGE = obj(
    {"id": ID, "seq": INT, "sender": STR, "kind": STR, "created_at": TIME},
    **{name: null_or(STR) for name in ("code", "name", "text")},
    params=null_or({"type": "object"}),
)
_LIVE = obj(
    {
        "at": TIME,
        "waiting": INT,
        "oldest_s": null_or(NUM),
        "chats": INT,
        "queues": many(
            obj(
                {
                    "queue": QUEUE,
                    "open": BOOL,
                    "waiting": INT,
                    "oldest_s": null_or(NUM),
                    "chats": INT,
                    "breached": INT,
                    "agents": INT,
                }
            )
        ),
        "agents": obj({"online": INT, "busy": INT, "away": INT}),
        "breaches": many(
            obj(
                {
                    "ticket_id": ID,
                    "conversation_id": ID,
                    "number": INT,
                    "queue": QUEUE,
                    "priority": PRIORITY,
                    "clock": STR,
                    "due": TIME,
                    "agent": null_or(STR),
                }
            )
        ),
        "staffing": obj(
            {
                "arrivals_per_hour": null_or(NUM),
                "handle_s": null_or(NUM),
                "at_once": null_or(NUM),
                "target": obj({"share": NUM, "within_s": NUM}),
                "needed": null_or(INT),
                "there": INT,
                "expected": null_or(obj({"share": null_or(NUM), "wait_s": null_or(NUM)})),
            }
        ),
    }
)
_TOUCHPOINT = obj(
    {
        "touchpoint": STR,
        "events": INT,
        "customers": INT,
        "contacts": INT,
        "fcr": null_or(READ),
        "drop_off": null_or(READ),
        "emotion": null_or(obj({**_SHARE, "n": INT})),
        "effort": null_or(obj({"value": NUM, "n": INT})),
        "pain": null_or(obj({"topic": STR, "contacts": INT, "share": NUM})),
        "saved": null_or(
            obj({"contacts": NUM, "low": NUM, "high": NUM, "told": INT, "held_back": INT, "through": INT})
        ),
        "rows": STR,
    }
)
_STAGES = many(obj({"stage": STR, "events": INT, "customers": INT, "touchpoints": many(_TOUCHPOINT)}))
_STEP = obj(
    {
        "step": STR,
        "customers": INT,
        "share": null_or(NUM),
        "went_on": null_or(READ),
        "median_s": null_or(NUM),
        "asked_next": many(obj({"topic": STR, "customers": INT})),
        "rows": STR,
    }
)
_JOURNEY = obj(
    {
        "steps": many(STR),
        "customers": INT,
        "share": NUM,
        "example": many(STR),
        "outcome": obj({"resolved": null_or(NUM), "repeat": null_or(NUM), "ordered_again": NUM}),
    }
)
OPERATIONS: Operations = {
    ("GET", "/ops/api/overview"): Operation(
        "Every number of a filter, split by `by`.", _OVERVIEW, query={**FILTER, "by": Query(one_of(GROUPS))}
    ),
    ("GET", "/ops/api/rows"): Operation(
        "The contacts behind a number, a hundred a page.",
        obj({"rows": many(ref("Contact")), "total": INT}, next=STR),
        query={**FILTER, **_ROWS, "cursor": Query(STR, "The `next` of the page before.")},
    ),
    ("GET", "/ops/api/contacts/{contact_id}"): Operation(
        "One contact with its masked conversation and its events.",
        obj({"contact": {"type": "object"}, "messages": many(_MESSAGE), "events": many({"type": "object"})}),
    ),
    ("GET", "/ops/api/live"): Operation(
        "This moment in the queues, and whether those who are there are enough.", _LIVE
    ),
    ("GET", "/ops/api/map"): Operation(
        f"The journey by stage and touchpoint; `vs={BEFORE}` compares with the period before, any `{PREFIX}…` with "
        "another filter.",
        obj({**ABOUT, "stages": _STAGES, "vs": null_or(obj({**ABOUT, "stages": _STAGES}))}),
        query={**FILTER, "vs": Query(one_of([BEFORE])), **_BESIDE},
    ),
    ("GET", "/ops/api/funnel"): Operation(
        "Every step of onboarding in `days` from the one before, and what rescuing did.",
        obj(
            {
                **ABOUT,
                "days": INT,
                "steps": many(_STEP),
                "rescue": obj({"offered": INT, "shown": INT, "taken": INT, "went_on": READ, "held_back": READ}),
            }
        ),
        query={**FILTER, "days": _ROWS["days"]},
    ),
    ("GET", "/ops/api/paths"): Operation(
        "The few journeys that stand for most customers, and what follows what for at least `support` of them.",
        obj(
            {
                **ABOUT,
                "support": NUM,
                "customers": INT,
                "of": INT,
                "journeys": many(_JOURNEY),
                "nodes": many(obj({"id": STR, "stage": null_or(STR), "customers": INT, "share": NUM})),
                "edges": many(obj({"from": STR, "to": STR, "customers": INT, "share": NUM, "median_s": NUM})),
            }
        ),
        query={**FILTER, "support": Query({"type": "number", "minimum": 0, "maximum": 1})},
    ),
    ("GET", "/ops/api/export"): Operation(
        "The contacts behind a number as CSV, or the journey log for other programs.",
        Media("*/*"),
        query={**FILTER, **_ROWS, "format": Query(one_of(["csv", *FORMATS])), "case": Query(one_of(CASES))},
        refuses=("rate_limited",),
    ),
    ("GET", "/ops/api/report"): Operation(
        "The numbers of a period as PDF.",
        Media("application/pdf", {"type": "string", "format": "binary"}),
        query={**FILTER, "locale": Query(one_of(LOCALES))},
        refuses=("rate_limited",),
    ),
}
