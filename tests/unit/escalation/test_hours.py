"""Open time: the week, days off, lunch, midnight, and the days on which clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.promises.hours import ALL_DAY, ALWAYS, SEOUL, Day, Hours, Span, WrongHours

NEW_YORK = ZoneInfo("America/New_York")
OFFICE: Day = (Span(time(9), time(12)), Span(time(13), time(18)))
OFFICE_WEEK = (OFFICE,) * 5 + ((), ())
HOLIDAY = date(2026, 3, 2)  # a Monday: the substitute day of 1 March
SEOUL_OFFICE = Hours(OFFICE_WEEK, closed_days=frozenset({HOLIDAY}), open_days={date(2026, 3, 7): ALL_DAY})
NIGHTS = Hours(((Span(time(22), time(6)),),) * 7)
HOUR = 3600


def seoul(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SEOUL)


def new_york(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("hours", "at", "opens"),
    [
        (SEOUL_OFFICE, seoul(3, 9), seoul(3, 9)),
        (SEOUL_OFFICE, seoul(3, 8, 59), seoul(3, 9)),
        (SEOUL_OFFICE, seoul(3, 12), seoul(3, 13)),
        (SEOUL_OFFICE, seoul(3, 12, 59), seoul(3, 13)),
        (SEOUL_OFFICE, seoul(3, 18), seoul(4, 9)),
        (SEOUL_OFFICE, seoul(2, 10), seoul(3, 9)),
        (SEOUL_OFFICE, seoul(1, 10), seoul(3, 9)),
        (SEOUL_OFFICE, seoul(6, 18), seoul(7, 0)),
        (SEOUL_OFFICE, seoul(7, 23, 59), seoul(7, 23, 59)),
        (SEOUL_OFFICE, seoul(8, 0), seoul(9, 9)),
        (NIGHTS, seoul(3, 3), seoul(3, 3)),
        (NIGHTS, seoul(3, 6), seoul(3, 22)),
        (NIGHTS, seoul(3, 23), seoul(3, 23)),
        (ALWAYS, seoul(2, 3), seoul(2, 3)),
    ],
)
def test_when_somebody_is_there(hours: Hours, at: datetime, opens: datetime) -> None:
    assert hours.opens_at(at) == opens
    assert hours.is_open(at) is (at == opens)


@pytest.mark.parametrize(
    ("hours", "at", "seconds", "latest"),
    [
        (ALWAYS, seoul(3, 9), 180, seoul(3, 8, 57)),
        (SEOUL_OFFICE, seoul(3, 9, 3), 180, seoul(3, 9)),
        (SEOUL_OFFICE, seoul(3, 9, 2), 180, datetime(2026, 2, 27, 17, 59, tzinfo=SEOUL)),
        (SEOUL_OFFICE, seoul(3, 13, 1), 180, seoul(3, 11, 58)),
        (SEOUL_OFFICE, seoul(3, 20), 180, seoul(3, 17, 57)),
        (NIGHTS, seoul(3, 22, 1), 120, seoul(3, 5, 59)),
        (ALWAYS, seoul(3, 9), 0, seoul(3, 9)),
    ],
)
def test_whoever_waits_since_before_then_has_waited_so_long(
    hours: Hours, at: datetime, seconds: float, latest: datetime
) -> None:
    assert hours.before(at, seconds) == latest
    assert hours.after(latest, seconds) <= at < hours.after(latest + timedelta(seconds=1), seconds or 1)


@pytest.mark.parametrize(
    ("hours", "start", "end", "seconds"),
    [
        (SEOUL_OFFICE, seoul(3, 9), seoul(3, 18), 8 * HOUR),
        (SEOUL_OFFICE, seoul(3, 11, 30), seoul(3, 13, 30), HOUR),
        (SEOUL_OFFICE, seoul(3, 17), seoul(4, 10), 2 * HOUR),
        (SEOUL_OFFICE, datetime(2026, 2, 27, 17, tzinfo=SEOUL), seoul(3, 10), 2 * HOUR),
        (SEOUL_OFFICE, seoul(6, 17), seoul(9, 10), (1 + 24 + 1) * HOUR),
        (SEOUL_OFFICE, seoul(3, 10), seoul(3, 10), 0),
        (SEOUL_OFFICE, seoul(3, 11), seoul(3, 10), 0),
        (NIGHTS, seoul(3, 21), seoul(4, 7), 8 * HOUR),
        (NIGHTS, seoul(3, 2), seoul(3, 23), 5 * HOUR),
        (ALWAYS, seoul(1, 5), seoul(4, 6), 73 * HOUR),
    ],
)
def test_open_seconds(hours: Hours, start: datetime, end: datetime, seconds: float) -> None:
    assert hours.open_seconds(start, end) == seconds


@pytest.mark.parametrize(
    ("start", "seconds", "end"),
    [
        (seoul(3, 11, 55), 15 * 60, seoul(3, 13, 10)),
        (seoul(3, 11), HOUR, seoul(3, 12)),
        (seoul(2, 10), 60, seoul(3, 9, 1)),
        (seoul(3, 20), 0, seoul(3, 20)),
        (seoul(6, 17), 2 * HOUR, seoul(7, 1)),
    ],
)
def test_after(start: datetime, seconds: float, end: datetime) -> None:
    assert SEOUL_OFFICE.after(start, seconds) == end


def test_the_day_on_which_clocks_go_forward_is_an_hour_shorter() -> None:
    around_the_clock = Hours((ALL_DAY,) * 7, NEW_YORK)
    nights = Hours(((Span(time(22), time(6)),),) * 7, NEW_YORK)
    early = Hours(((Span(time(1), time(2, 30)), Span(time(3), time(4))),) * 7, NEW_YORK)
    assert around_the_clock.open_seconds(new_york(3, 8, 0), new_york(3, 9, 0)) == 23 * HOUR
    assert nights.open_seconds(new_york(3, 7, 12), new_york(3, 8, 12)) == 7 * HOUR
    assert early.open_seconds(new_york(3, 8, 0), new_york(3, 8, 12)) == 2 * HOUR


def test_the_day_on_which_clocks_go_back_is_an_hour_longer() -> None:
    around_the_clock = Hours((ALL_DAY,) * 7, NEW_YORK)
    assert around_the_clock.open_seconds(new_york(11, 1, 0), new_york(11, 2, 0)) == 25 * HOUR
    office = Hours(OFFICE_WEEK, NEW_YORK)
    assert office.after(new_york(10, 30, 17), 2 * HOUR) == new_york(11, 2, 10)


@pytest.mark.parametrize(
    ("week", "wrong"),
    [
        (((),) * 7, "closed"),
        (OFFICE_WEEK[:6], "seven days, got 6"),
        (((Span(time(9), time(13)), Span(time(12), time(18))),) * 7, "mon: expected spans that do not overlap"),
        (((Span(time(22), time(6)), Span(time(23), time(0))),) * 7, "mon: expected spans that do not overlap"),
    ],
)
def test_hours_that_nobody_can_keep(week: tuple[Day, ...], wrong: str) -> None:
    with pytest.raises(WrongHours, match=wrong):
        Hours(week)


def test_no_time_is_counted_backwards() -> None:
    with pytest.raises(ValueError, match="0 seconds or more, got -1"):
        ALWAYS.after(seoul(3, 9), -1)


def test_nights_that_run_into_the_next_days_span_count_once() -> None:
    hours = Hours(((Span(time(5), time(7)), Span(time(22), time(6))),) * 7)
    assert hours.open_seconds(seoul(3, 20), seoul(4, 12)) == 9 * HOUR


minutes = st.integers(0, 24 * 60 - 1)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """Spans that do not overlap; the last may cross midnight."""
    cuts = sorted(draw(st.sets(minutes, max_size=6)))
    at = [time(cut // 60, cut % 60) for cut in cuts]
    spans = [Span(begin, end) for begin, end in zip(at[::2], at[1::2], strict=False)]
    return (*spans, Span(at[-1], time(0, 30))) if len(at) % 2 else tuple(spans)


@st.composite
def all_hours(draw: st.DrawFn) -> Hours:
    week = draw(st.tuples(*(days() for _ in range(7))).filter(any))
    zone = draw(st.sampled_from([SEOUL, NEW_YORK, ZoneInfo("UTC")]))
    near = st.dates(date(2026, 2, 20), date(2026, 3, 20))
    return Hours(week, zone, draw(st.frozensets(near, max_size=4)), draw(st.dictionaries(near, days(), max_size=2)))


# Around the day on which the clocks of New York go forward.
instants = st.integers(0, 30 * 24 * HOUR).map(lambda s: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(seconds=s))
durations = st.integers(0, 50 * HOUR)


@given(all_hours(), instants, durations)
def test_after_and_open_seconds_are_each_others_inverse(hours: Hours, at: datetime, seconds: int) -> None:
    end = hours.after(at, seconds)
    assert hours.open_seconds(at, end) == seconds
    assert hours.after(at, hours.open_seconds(at, end)) == end


@given(all_hours(), instants, instants, instants)
def test_open_time_adds_up(hours: Hours, one: datetime, two: datetime, three: datetime) -> None:
    start, middle, end = sorted((one, two, three))
    whole = hours.open_seconds(start, end)
    assert hours.open_seconds(start, middle) + hours.open_seconds(middle, end) == whole
    assert 0 <= whole <= (end - start).total_seconds()


@given(all_hours(), instants, durations, durations)
def test_more_open_time_ends_later(hours: Hours, at: datetime, some: int, more: int) -> None:
    assert hours.after(hours.after(at, some), more) == hours.after(at, some + more) >= hours.after(at, some)


@given(all_hours(), instants)
def test_nothing_is_open_before_it_opens(hours: Hours, at: datetime) -> None:
    opens = hours.opens_at(at)
    assert hours.is_open(opens)
    assert hours.open_seconds(at, opens) == 0
    assert hours.open_seconds(opens, opens + timedelta(seconds=1)) > 0
