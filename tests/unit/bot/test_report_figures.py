"""Each set's figures, of sentences whose understanding is made up by hand."""

from collections.abc import Mapping, Sequence

import pytest

from bot.gate import NEARLY, NOT_SURE
from bot.report import sets
from bot.report.figures import FIGURES, figures
from bot.report.judged import Judged
from bot.report.sets import SETS, Place, Row
from bot.report.summary import astray
from bot.understanding import Reading, Utterance
from tests.unit.bot.reading import read

GIFTS = {"gift_wrapping": None}
CANCELLING = {"order_cancel": "order_cancel"}
UNSURE = read({"out_of_scope": 0.3}, verdict=NOT_SURE)


def judged(row: Row, *parts: Reading) -> Judged:
    return Judged(row, Utterance(parts[0], parts))


def asked(articles: Mapping[str, str | None], *parts: Reading) -> Judged:
    return judged(Row("말", articles=articles), *parts)


def places(wanted: Sequence[Place], found: Sequence[Place]) -> Judged:
    entities = [{"entity": kind, "start": start, "end": end} for kind, start, end in found]
    return judged(Row("", entities=frozenset(wanted)), read({"order_track": 0.9}, entities=entities))


def test_every_set_has_figures() -> None:
    assert FIGURES.keys() == SETS.keys()


def test_wrong_is_only_what_is_answered() -> None:
    row = Row("", intent="order_cancel")
    rows = [
        judged(row, read({"order_cancel": 0.9})),
        judged(row, read({"order_track": 0.9})),
        judged(row, read({"order_track": 0.4}, verdict=NEARLY)),
        judged(row, read({"out_of_scope": 0.9})),
    ]
    assert figures("korean_customers", rows) == {
        "korean_customers.accuracy": 0.25,
        "korean_customers.wrong": 0.25,
    }


def test_a_question_is_answered_by_its_article_or_the_intent_whose_own_it_is() -> None:
    rows = [
        asked(GIFTS, read({"out_of_scope": 0.3}, verdict=NOT_SURE, article="gift_wrapping")),
        asked(CANCELLING, read({"order_cancel": 0.9})),
        asked(CANCELLING, read({"greeting": 0.9}), read({"order_cancel": 0.9})),
        asked(CANCELLING, read({"order_cancel": 0.4}, verdict=NEARLY)),
        asked(CANCELLING, read({"order_cancel": 0.9}, article="order_return_exchange")),
        asked(GIFTS, UNSURE),
        asked(GIFTS, read({"order_place": 0.9})),
        asked(GIFTS, read({"order_place": 0.4}, verdict=NEARLY, article="bulk_orders")),
    ]
    assert figures("help", rows)["help.right"] == 0.375
    assert figures("help", rows)["help.wrong"] == pytest.approx(2 / 3, abs=1e-4)
    assert [given for _, _, given in astray(rows)] == ["order_return_exchange", "bulk_orders"]


def test_a_question_without_an_answer_ought_to_get_no_article() -> None:
    rows = [
        asked({}, UNSURE),
        asked({}, read({"out_of_scope": 0.9}, article="gift_wrapping")),
        asked({}, read({"order_place": 0.9})),
        asked({}, UNSURE),
    ]
    assert figures("help", rows) == {"help.right": 0.0, "help.wrong": 0.0, "help.null": 0.25}
    assert astray(rows) == [("말", "", "gift_wrapping")]


def test_of_customers_entities_only_the_whole_is_a_figure() -> None:
    rows = [places([("date", 0, 2), ("amount", 3, 6)], [("date", 0, 2)])]
    assert figures("entities_customers", rows) == {"entities_customers.all": 0.6667}
    assert figures("entities", rows).keys() == {"entities.all", "entities.date", "entities.amount"}


def test_feelings_are_weighed_as_if_half_of_them_were_negative() -> None:
    truth = [True, True, True, False]
    rows = [judged(Row("", negative=up), read({"feedback": 0.9}, emotion={"negative": 0.5})) for up in truth]
    assert figures("airline", rows) == {"airline.negative": 0.5, "airline.calibration": 0.0}


@pytest.mark.parametrize(("name", "count", "unanswerable"), [("help", 200, 60), ("help_customers", 80, 20)])
def test_every_question_is_read(name: str, count: int, unanswerable: int) -> None:
    articles = [row.articles for row in sets.rows(name)]
    assert (len(articles), articles.count({})) == (count, unanswerable)


def test_questions_are_read_with_the_articles_that_answer_them() -> None:
    rows = [row.articles for row in sets.rows("help")]
    assert {"shipping_options": "shipping_options", "shipping_period": "shipping_period"} in rows
    assert GIFTS in rows
