"""6,300 incidents of a service desk, imported as a table, and counted as plain Python counts the file."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tests.integration.logs.conftest import LOGS, WINDOWS, Counting, Typed, by_topic, parts
from tests.integration.logs.plain import Case, Counted, fcr

FILE = LOGS / "incident_cases_dev.csv.gz"
MAPPED = [
    *("--map", "contact_id=number", "customer_id=caller_id", "topic=category", "channel=contact_type"),
    *("started_at=opened_at", "ended_at=resolved_at|closed_at", "outcome=reopen_count", "handled_by:=agent"),
    *("escalation_reasons=reassignment_count", "--value", "topic.=uncategorised", "channel.Phone=phone"),
    *("channel.Email=email", "outcome.0=resolved_by_agent", "outcome.*=unresolved"),
    *("escalation_reasons.0=", "escalation_reasons.*=reassigned"),
]


def case(row: Mapping[str, str]) -> Case:
    ended = row["resolved_at"] or row["closed_at"]
    start, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (row["opened_at"], ended))
    return Case(row["caller_id"], row["category"] or "uncategorised", start, end, row["reopen_count"] == "0")


@pytest.mark.timeout(240)
def test_incidents_are_counted_as_plain_python_counts_them(imported: Typed, counted: Counting) -> None:
    if not FILE.exists():
        return
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(FILE.read_bytes()).decode())))
    cases = [case(row) for row in rows]
    told = imported(str(FILE), "--format", "csv", *MAPPED)
    assert told == f"{len(rows)} contacts imported, 0 were here already, 0 passed over\n"
    pages = counted("2016-01-01", "2017-12-31")
    for days in WINDOWS:
        wide, strict = fcr(cases, days), fcr(cases, days, any_issue=True)
        assert Counted(*parts(pages[days], "fcr")) == wide, days
        assert Counted(*parts(pages[days], "fcr_strict")) == strict, days
    moved, reopened = (sum(row[f"{name}_count"] != "0" for row in rows) for name in ("reassignment", "reopen"))
    assert parts(pages[7], "escalation_rate") == (moved, len(rows))
    assert parts(pages[7], "unresolved") == (reopened, len(rows))
    assert parts(pages[7], "human_share") == (len(rows), len(rows))
    assert by_topic(pages[7]) == Counter(one.issue for one in cases)
