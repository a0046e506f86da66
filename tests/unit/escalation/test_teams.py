"""A team from what is kept of it; what cannot be is named with its field."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.promises.hours import ALWAYS, SEOUL, WrongHours
from escalation.promises.sla import TARGETS, Targets
from escalation.promises.teams import DEFAULTS, Team, WrongTeam, read_team
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OFFICE_DAY = [["09:00", "12:00"], ["13:00", "18:00"]]
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY)


def made(**fields: Any) -> Team:
    return read_team("orders", {**DEFAULTS, **fields}, NOW)


def seoul(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=SEOUL)


def test_a_team_that_says_nothing_is_always_there() -> None:
    assert made() == Team(Queue.ORDERS)
    assert made(open_days=[]).hours == ALWAYS
    assert made().hours.is_open(seoul(1, 3))
    assert made().promise(Priority.URGENT).targets == TARGETS[Priority.URGENT]


def test_office_hours_with_public_holidays() -> None:
    hours = made(hours=OFFICE).hours
    assert hours.opens_at(seoul(1, 10)) == seoul(3, 9)  # Sunday; Monday stands in for 1 March
    assert made(hours=OFFICE, holidays="").hours.opens_at(seoul(1, 10)) == seoul(2, 9)
    assert hours.opens_at(seoul(3, 12)) == seoul(3, 13)


def test_days_of_the_teams_own() -> None:
    hours = made(hours=OFFICE, closed_days=["2026-03-03"], open_days={"2026-03-02": [["10:00", "11:00"]]}).hours
    assert hours.opens_at(seoul(1, 10)) == seoul(2, 10)
    assert hours.opens_at(seoul(2, 11)) == seoul(4, 9)


def test_a_promise_of_its_own() -> None:
    targets = made(sla={"high": {"first": 60}}).targets
    assert targets[Priority.HIGH] == Targets(60, TARGETS[Priority.HIGH].next, TARGETS[Priority.HIGH].full)
    assert targets[Priority.LOW] == TARGETS[Priority.LOW]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"timezone": "Asia/Atlantis"}, "timezone: expected a name such as Asia/Seoul, got 'Asia/Atlantis'"),
        ({"timezone": ""}, "timezone: expected a name"),
        ({"hours": {"monday": OFFICE_DAY}}, "hours: expected mon, .* got monday"),
        ({"hours": {"mon": []}}, "week: expected a span on at least one day"),
        ({"hours": {"mon": "09-18"}}, "hours.mon: expected a list of spans, got '09-18'"),
        ({"hours": {"mon": [["09:00"]]}}, r"hours.mon: expected a span such as \[\"09:00\", \"12:00\"\]"),
        ({"hours": {"mon": [["9", "18:00"]]}}, "hours.mon: expected a time such as 09:00, got '9'"),
        ({"hours": {"mon": [["09:00:30", "18:00"]]}}, "hours.mon: expected a local time in whole minutes"),
        ({"hours": {"mon": [["09:00", "13:00"], ["12:00", "18:00"]]}}, "mon: expected spans that do not overlap"),
        ({"hours": ["mon"]}, "hours: expected an object of weekdays"),
        ({"holidays": "ZZ"}, "holidays: expected a country such as KR, got 'ZZ'"),
        ({"holidays": None}, "holidays: expected a country or nothing, got None"),
        ({"closed_days": ["3 March"]}, "closed_days: expected a date such as 2026-03-02, got '3 March'"),
        ({"closed_days": "2026-03-02"}, "closed_days: expected a list of dates"),
        ({"open_days": ["2026-03-02"]}, "open_days: expected spans by date"),
        ({"open_days": {"2026-03-02": [["x", "y"]]}}, "open_days.2026-03-02: expected a time"),
        ({"assignment": "random"}, "assignment: expected offer, auto, pull, got 'random'"),
        ({"offer_s": 4}, "offer_s: expected 5 to 600 seconds, got 4"),
        ({"offer_s": True}, "offer_s: expected 5 to 600 seconds, got True"),
        ({"promise_s": -1}, "promise_s: expected 0 to 604800 seconds, got -1"),
        ({"sla": {"vip": {}}}, "sla: expected urgent, high, normal, low, got vip"),
        ({"sla": {"high": {"second": 1}}}, "sla.high: expected first, next, full in seconds"),
        ({"sla": {"high": {"full": "1 h"}}}, "sla.high.full: expected 1 to 10000000 seconds, got '1 h'"),
        ({"sla": []}, "sla: expected targets by priority"),
    ],
)
def test_what_cannot_be(fields: Mapping[str, Any], wrong: str) -> None:
    with pytest.raises((WrongTeam, WrongHours), match=wrong):
        made(**fields)
