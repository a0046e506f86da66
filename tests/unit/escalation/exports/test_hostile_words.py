"""Hostile words in files that other programs read: a spreadsheet, a reader of XML or JSON, a reader of PDF."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from connectors.ui.build import FONTS
from escalation.exports import cloudevents, ocel, xes
from escalation.exports.happenings import Happening
from escalation.exports.table import BYTE_ORDER_MARK, FORMULA_STARTS, PASSED_OVER, as_csv
from escalation.report.paper import drawn
from tests.browser.hostile_corpus import WORDS, names
from tests.unit.escalation.exports.standards import wrong_cloud_events, wrong_xes
from tests.unit.escalation.report.test_report import page

STORABLE = [word.replace("\x00", "") for word in WORDS]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|URI|OpenAction|AA|EmbeddedFile|SubmitForm)\b")

STREAM = re.compile(rb"\bstream\b.*?\bendstream\b", re.DOTALL)
"""Packed pictures, letters and lines: none of them is a command."""


async def rows() -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    yield [{"reference": word, "reasons": [word, word]} for word in STORABLE]


async def happenings() -> AsyncIterator[Happening]:
    for number, word in enumerate(STORABLE):
        yield Happening(
            id=f"e{number}",
            at=AT,
            type="touchpoint_reached",
            stage="purchase",
            touchpoint=word,
            channel=word,
            topic=word,
            customer_id=word,
            anonymous_id=word,
            data={"event": word},
            case=f"{number} {word}",
        )


async def test_no_cell_of_a_spreadsheet_is_a_formula_and_every_word_stays_in_its_cell() -> None:
    written = "".join([piece async for piece in as_csv(("reference", "reasons"), rows())])
    head, *cells = csv.reader(io.StringIO(written.removeprefix(BYTE_ORDER_MARK), newline=""))
    assert head == ["reference", "reasons"]
    assert len(cells) == len(STORABLE)
    for word, (cell, both) in zip(STORABLE, cells, strict=True):
        assert cell in (word, f"'{word}")
        assert not any(one.lstrip(PASSED_OVER).startswith(FORMULA_STARTS) for one in (cell, both))


async def test_a_log_as_xml_has_no_element_that_we_did_not_write() -> None:
    written = "".join([piece async for piece in xes.pieces(happenings())])
    assert "<!" not in written
    assert wrong_xes(written) == []
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(written).iter()}
    assert tags <= {"log", "extension", "global", "classifier", "trace", "event", "string", "date", "id", "float"}


async def test_logs_as_json_are_json_whatever_stands_in_them() -> None:
    lines = "".join([piece async for piece in cloudevents.lines(happenings())])
    assert lines.count("\n") == len(STORABLE)
    assert wrong_cloud_events(lines) == []
    log = json.loads("".join([piece async for piece in ocel.pieces(happenings())]))
    assert len(log["events"]) == len(STORABLE)


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_a_report_holds_words_and_nothing_that_acts(locale: str) -> None:
    told = page()
    [point, *_], [stage, *_], [goal, *_] = told["pain"], told["stages"], told["goals"]
    told["pain"] = [{**point, "topic": name} for name in names(900)]
    stage["touchpoints"] = [{**stage["touchpoints"][0], "touchpoint": name} for name in names(900)[:5]]
    goal["filter"] = {"topic": names(900)}
    told["overview"]["filter"] = {"topic": names(900)}
    made = drawn(told, locale, str(FONTS))
    assert made.startswith(b"%PDF")
    assert ACTIVE.findall(STREAM.sub(b"", made)) == []
