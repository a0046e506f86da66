"""What is planted is found again: FCR, the drivers of satisfaction, the week in which a topic doubles.

Of 100 seeds (`make truth`), each of 24,000 contacts: see escalation/README.md, "Planted truth".
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from escalation.insight.drivers import drivers
from escalation.insight.trends import trends
from escalation.numbers.contact_rows import History, Row, Unit, Window
from escalation.numbers.metrics import Part, parts_of, read
from escalation.numbers.registry import BY_ID
from tests.truth.history import CIRCUMSTANCES, FIRST_DAY, PLANTED, TOPICS, PlantedHistory, Size, planted_fcr
from tests.truth.seeds import WHOLE, most_of, seeds

FCR = BY_ID["fcr"]
SETTLED = 35
"""Days before the incident comes, on a day of the week that the seed says, and before alarms are counted."""
QUARTER = 91


def fcr_parts(history: PlantedHistory) -> list[tuple[Row, Part]]:
    return parts_of(FCR, history.rows, History(history.rows), Window(7, history.ends))


def planted(parts: Sequence[tuple[Row, Part]]) -> float:
    """The planted FCR of these units' mix of topics."""
    counted = [
        planted_fcr(row.issue.topic) for row, part in parts if part is not Part.PENDING and isinstance(row, Unit)
    ]
    return sum(counted) / len(counted)


def topic_of(part: tuple[Row, Part]) -> str:
    row, _ = part
    assert isinstance(row, Unit)
    return row.issue.topic


def test_fcr_is_within_a_point_and_its_interval_covers_the_truth() -> None:
    tried = seeds(2)
    near = covered = by_topic = 0
    for seed in tried:
        parts = fcr_parts(PlantedHistory(seed))
        found, truth = read(FCR, parts), planted(parts)
        assert found.value is not None
        assert found.interval is not None
        near += abs(found.value - truth) <= 0.01
        covered += found.interval[0] <= truth <= found.interval[1]
        for topic, mine in groupby(sorted(parts, key=topic_of), key=topic_of):
            interval = read(FCR, list(mine)).interval
            assert interval is not None
            by_topic += interval[0] <= planted_fcr(topic) <= interval[1]
    print(f"FCR of {len(tried)} seeds: within a point {near}, covered {covered}, of topics {by_topic}")
    assert near >= most_of(0.98, tried)
    assert covered >= most_of(0.93, tried)
    assert by_topic >= 0.9 * len(tried) * len(TOPICS)


def test_the_planted_drivers_stand_before_all_others() -> None:
    tried = seeds(3)
    first = signed = 0
    for seed in tried:
        found = drivers(CIRCUMSTANCES, *PlantedHistory(seed, Size(days=70)).rated(), seed)["drivers"]
        first += {driver["id"] for driver in found[:3]} == set(PLANTED)
        signed += all(driver["effect"] < 0 and driver["sure"] for driver in found if driver["id"] in PLANTED)
    print(f"drivers of {len(tried)} seeds: the first three {first}, all three surely negative {signed}")
    assert first >= most_of(0.9, tried)
    assert signed >= most_of(0.9, tried)


def test_a_doubled_topic_is_flagged_within_two_days_and_others_are_not() -> None:
    tried = seeds(6)
    in_time = at_once = false = crowded = 0
    for seed in tried:
        begins = SETTLED + 63 + seed % 7
        history = PlantedHistory(seed, Size(incident=(begins, begins + 6)))
        told = trends(FIRST_DAY.isoformat(), history.by_day(), FIRST_DAY.isoformat())
        flagged = {each["topic"]: [_day(rise["flagged"]) for rise in each["rises"]] for each in told}
        doubled = next(iter(TOPICS))
        in_time += any(begins <= day <= begins + 2 for day in flagged[doubled])
        at_once += any(begins <= day <= begins + 1 for day in flagged[doubled])
        flagged[doubled] = [day for day in flagged[doubled] if not begins <= day <= begins + 13]
        for days in flagged.values():
            false += len(days)
            crowded += any(abs(one - other) < QUARTER for one in days for other in days if one < other)
    quarters = (Size().days - 28) / QUARTER
    rate = false / (len(tried) * len(TOPICS) * quarters)
    print(
        f"incident in {len(tried)} seeds: within two days {in_time}, by the second day {at_once}; "
        f"false alarms a topic and quarter {rate:.3f}, twice within a quarter {crowded}"
    )
    assert in_time >= most_of(0.9, tried)
    assert rate <= 0.2
    assert crowded <= (6 if WHOLE else 1)


def _day(text: str) -> int:
    return (date.fromisoformat(text) - FIRST_DAY) // timedelta(days=1)
