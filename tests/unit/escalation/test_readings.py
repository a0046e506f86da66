"""The page of numbers: tiles equal their rows, days are the shop's days, narrowing narrows everything alike."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from escalation.numbers.metrics import ContactRow, Part
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.readings import Numbers, Question, QuestionError
from escalation.numbers.registry import BY_ID, METRICS

SEOUL = ZoneInfo("Asia/Seoul")
SINCE = datetime(2026, 3, 1, tzinfo=SEOUL)
NOW = datetime(2026, 4, 20, tzinfo=UTC)


def contact(name: str, day: float, topics: tuple[str, ...], customer: str = "c", **more: object) -> ContactRow:
    start = SINCE + timedelta(days=day)
    fields: dict[str, object] = {"outcome": Outcome.ASSUMED, "handled_by": HandledBy.BOT, **more}
    issues = tuple(Issue(topic) for topic in topics)
    return ContactRow(name, name if customer else None, start, start + timedelta(minutes=5), issues=issues, **fields)  # type: ignore[arg-type]


CONTACTS = [
    contact("a", 0.01, ("billing",)),
    contact("b", 1, ("billing", "orders")),
    contact("c", 1.99, ("orders",), outcome=Outcome.UNRESOLVED, escalation_reasons=("anger",)),
    contact("d", 40, ("orders",)),
]
NUMBERS = Numbers(CONTACTS, NOW, SINCE - timedelta(days=30), SEOUL)


def question(**more: object) -> Question:
    return Question(SINCE, SINCE + timedelta(days=3), **more)  # type: ignore[arg-type]


def test_every_tile_counts_its_own_rows() -> None:
    page = NUMBERS.overview(question())
    for tile, metric in zip(page["metrics"], METRICS, strict=True):
        placed = NUMBERS.placed(metric, question())
        assert tile["numerator"] == sum(part is Part.NUMERATOR for _, part in placed)
        assert f"metric={metric.id}" in tile["rows"]


def test_the_breakdown_adds_up() -> None:
    page = NUMBERS.overview(question())
    by_topic = {group["key"]: group["metrics"] for group in page["by"]}
    assert {key: found["contacts"]["value"] for key, found in by_topic.items()} == {"billing": 2, "orders": 2}
    units = next(tile for tile in page["metrics"] if tile["id"] == "fcr")
    assert sum(found["fcr"]["denominator"] for found in by_topic.values()) == units["denominator"] == 4


def test_days_are_days_in_seoul() -> None:
    contacts = next(s for s in NUMBERS.overview(question())["series"] if s["id"] == "contacts")
    assert [(p["day"], p["value"]) for p in contacts["points"]] == [
        ("2026-03-01", 1), ("2026-03-02", 2), ("2026-03-03", 0),
    ]  # fmt: skip


def test_what_fcr_leaves_out_is_counted() -> None:
    young = Numbers([*CONTACTS, contact("x", 1.5, ("billing",), customer="")], NOW, SINCE - timedelta(days=6), SEOUL)
    page = young.overview(question())
    assert (page["early"], page["unlinked"]) == (1, 1)
    assert next(tile for tile in page["metrics"] if tile["id"] == "fcr")["n"] == 3
    assert NUMBERS.overview(question())["early"] == 0


def test_narrowing_by_topic_and_reason() -> None:
    def count(asked: Question) -> int:
        return len(NUMBERS.placed(BY_ID["contacts"], asked))

    assert count(question(topic="billing")) == 2
    assert count(question(reason="anger")) == 1
    assert count(question(topic="billing", reason="anger")) == 0
    assert [group["key"] for group in NUMBERS.overview(question(by="reason"))["by"]] == ["anger"]


@pytest.mark.parametrize(("field", "more"), [("window", {"window": 8}), ("by", {"by": "colour"})])
def test_a_bad_question_names_its_field(field: str, more: dict[str, object]) -> None:
    with pytest.raises(QuestionError) as caught:
        question(**more)
    assert caught.value.field == field


def test_a_period_must_have_length() -> None:
    with pytest.raises(QuestionError, match="from"):
        Question(SINCE, SINCE)


@pytest.mark.parametrize(("years", "back"), [(30, 0), (1, 2020)])
def test_a_period_that_no_page_can_show_is_refused(years: int, back: int) -> None:
    since = SINCE.replace(year=SINCE.year - back)
    with pytest.raises(QuestionError, match="from: must be"):
        Question(since, since.replace(year=since.year + years))
