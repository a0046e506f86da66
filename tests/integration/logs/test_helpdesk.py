"""1,357 cases of a software firm's help desk, an event a row: brought into a table of cases, imported, counted."""

import csv
import gzip
import io
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.integration.logs.conftest import LOGS, WINDOWS, Counting, Typed, by_topic, parts
from tests.integration.logs.plain import Case, Counted, fcr

FILE = LOGS / "helpdesk_event_log_dev.csv.gz"
ROME = ZoneInfo("Europe/Rome")
RESOLVE, TAKE = "Resolve ticket", "Take in charge ticket"
MAPPED = [
    *("--format", "csv", "--zone", "Europe/Rome", "--map", "contact_id=case", "customer_id=customer", "topic=product"),
    *("started_at=opened", "ended_at=over", "outcome=resolutions", "handled_by:=agent", "escalation_reasons=hands"),
    *("--value", "outcome.1=resolved_by_agent", "outcome.*=unresolved"),
    *("escalation_reasons.0=", "escalation_reasons.1=", "escalation_reasons.*=reassigned"),
]
Event = dict[str, str]


def events() -> list[Event]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(FILE.read_bytes()).decode())))


def table(log: list[Event], path: Path) -> None:
    """A row a case, as a helpdesk would export it; a ticket resolved twice was opened again."""
    cases: dict[str, dict[str, str | int | set[str]]] = {}
    for event in log:  # in order of time within a case
        mine = cases.setdefault(
            event["case_id"],
            {"case": event["case_id"], "customer": event["customer"], "product": event["product"],
             "opened": event["timestamp"], "over": event["timestamp"], "resolutions": 0, "hands": set()},
        )  # fmt: skip
        mine["over"] = max(str(mine["over"]), event["timestamp"])
        mine["opened"] = min(str(mine["opened"]), event["timestamp"])
        if event["activity"] == RESOLVE:
            mine["resolutions"] = int(str(mine["resolutions"])) + 1
        if event["activity"] == TAKE and isinstance(mine["hands"], set):
            mine["hands"].add(event["resource"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(cases.values())))
        writer.writeheader()
        for mine in cases.values():
            writer.writerow({**mine, "hands": len(mine["hands"]) if isinstance(mine["hands"], set) else 0})


def plain_cases(log: list[Event]) -> list[Case]:
    """The same cases, read out of the log by another way."""
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in log:
        grouped[event["case_id"]].append(event)
    found = []
    for group in grouped.values():
        times = sorted(
            datetime.fromisoformat(event["timestamp"]).replace(tzinfo=ROME).astimezone(UTC) for event in group
        )
        once = Counter(event["activity"] for event in group)[RESOLVE] == 1
        found.append(Case(group[0]["customer"], group[0]["product"], times[0], times[-1], once))
    return found


@pytest.mark.timeout(240)
def test_cases_are_counted_as_plain_python_counts_them(imported: Typed, counted: Counting, tmp_path: Path) -> None:
    if not FILE.exists():
        return
    log, path = events(), tmp_path / "cases.csv"
    table(log, path)
    cases = plain_cases(log)
    assert imported(str(path), *MAPPED).startswith(
        f"{len(cases)} contacts imported, 0 were here already, 0 passed over"
    )
    again = imported(str(path), *MAPPED)
    assert again.startswith(f"0 contacts imported, {len(cases)} were here already, 0 passed over")
    pages = counted("2009-01-01", "2015-12-31")
    for days in WINDOWS:
        wide, strict = fcr(cases, days), fcr(cases, days, any_issue=True)
        assert Counted(*parts(pages[days], "fcr")) == wide, days
        assert Counted(*parts(pages[days], "fcr_strict")) == strict, days
    hands: dict[str, set[str]] = defaultdict(set)
    for event in log:
        if event["activity"] == TAKE:
            hands[event["case_id"]].add(event["resource"])
    assert parts(pages[7], "escalation_rate") == (sum(len(mine) > 1 for mine in hands.values()), len(cases))
    assert parts(pages[7], "unresolved") == (sum(not case.resolved for case in cases), len(cases))
    assert by_topic(pages[7]) == Counter(case.issue for case in cases)
