"""What the page of numbers asks about what hurts: pain points, drivers, trends, clusters, and who may leave."""

from connectors.web.openapi.kinds import BOOL, DAY, ID, INT, NUM, STR, TIME, by_name, many, null_or, obj, one_of, ref
from connectors.web.openapi.numbers import ABOUT, FILTER
from connectors.web.openapi.operation import Operation, Operations, Query
from connectors.web.ops_insight import OUTCOMES
from escalation.insight.risk_view import ORDERS
from escalation.insight.texts import TEXTS

_ESTIMATE = obj({"value": null_or(NUM), "raw": null_or(NUM), "n": INT})
_POINT = obj(
    {
        "topic": STR,
        "parent": null_or(STR),
        "contacts": INT,
        "failed": _ESTIMATE,
        "negative": _ESTIMATE,
        "minutes": obj({"value": null_or(NUM), "n": INT}),
        "score": NUM,
        "low": NUM,
        "high": NUM,
        "share": NUM,
        "share_low": NUM,
        "share_high": NUM,
        "rank": many(INT),
        "rows": STR,
    }
)
_DRIVER = obj(
    {
        "id": STR,
        "name": ref("Words"),
        "share": NUM,
        "low": NUM,
        "high": NUM,
        "effect": NUM,
        "sure": BOOL,
        "meaning": ref("Words"),
    }
)
_TREND = obj(
    {
        "topic": STR,
        "dispersion": null_or(NUM),
        "days": many(
            obj({"day": DAY, "count": INT, "expected": null_or(NUM), "low": null_or(NUM), "high": null_or(NUM)})
        ),
        "rises": many(obj({"from": DAY, "flagged": DAY, "factor": null_or(NUM), "p": NUM, "q": NUM})),
    }
)
_CLUSTER = obj(
    {
        "name": STR,
        "size": INT,
        "share": NUM,
        "feeling": null_or(NUM),
        "language": by_name(INT),
        "examples": many(obj({"contact_id": null_or(ID), "text": STR})),
    }
)
_MODEL = null_or(
    obj(
        {
            "id": STR,
            "n": INT,
            "events": INT,
            "auc": null_or(NUM),
            "calibration_error": null_or(NUM),
            "brier": null_or(NUM),
            "too_few": BOOL,
            "usual": null_or(NUM),
        }
    )
)
_BANDS = null_or(
    many(obj({"from": NUM, "to": NUM, "customers": INT, "expected": null_or(NUM), "happened": null_or(NUM)}))
)
_AT_RISK = obj(
    {
        "customer": STR,
        "leave": null_or(NUM),
        "again": null_or(NUM),
        "about": STR,
        "next_step": null_or(STR),
        "reasons": many(obj({"code": STR, "effect": NUM})),
    }
)
_CHURN = obj(
    {
        "computed_at": null_or(TIME),
        "stale": BOOL,
        "model": _MODEL,
        "bands": _BANDS,
        "by": null_or(STR),
        "survival": null_or(many(obj({"day": NUM, "share": NUM, "low": null_or(NUM), "high": null_or(NUM)}))),
        "again": null_or(obj({"model": _MODEL, "bands": _BANDS})),
        "customers": many(_AT_RISK),
    }
)

OPERATIONS: Operations = {
    ("GET", "/ops/api/pain"): Operation(
        "Topics by contacts x failed first contacts x negative feeling x minutes, the worst first.",
        obj({**ABOUT, "points": many(_POINT)}),
        query=FILTER,
    ),
    ("GET", "/ops/api/drivers"): Operation(
        "What goes along with the rating, or with the customer's word that it was solved.",
        obj(
            {
                **ABOUT,
                "of": one_of(OUTCOMES),
                "n": INT,
                "r2": null_or(NUM),
                "too_few": BOOL,
                "drivers": many(_DRIVER),
                "note": ref("Words"),
            }
        ),
        query={**FILTER, "of": Query(one_of(OUTCOMES))},
    ),
    ("GET", "/ops/api/trends"): Operation(
        "Each topic by day beside its rhythm, with the rises that are more than chance.",
        obj({**ABOUT, "topics": many(_TREND)}),
        query=FILTER,
    ),
    ("GET", "/ops/api/clusters"): Operation(
        "Texts that mean the same.",
        obj({**ABOUT, "of": one_of(TEXTS), "n": INT, "computed_at": TIME, "clusters": many(_CLUSTER)}),
        query={**FILTER, "of": Query(one_of(TEXTS))},
    ),
    ("GET", "/ops/api/churn"): Operation(
        "Who may leave or ask again within 30 days, and how far that is to be believed. Nulls before it was first "
        "worked out.",
        _CHURN,
        query={"by": Query(one_of(ORDERS), "Whose risk of that is the highest comes first.")},
    ),
}
