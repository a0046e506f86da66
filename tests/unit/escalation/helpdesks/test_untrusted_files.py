"""A file of another helpdesk, whatever is in it: each record is taken, passed over or named; or the file is refused."""

import contextlib
import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from escalation.numbers.helpdesks.formats import FORMATS, taken
from escalation.numbers.helpdesks.mapping import Mapping

FILES = Path(__file__).parent / "files"
TABLE = (FILES / "table.csv").read_text("utf-8")
NAMES = {"zendesk": "zendesk.json", "intercom": "intercom.jsonl", "freshdesk": "freshdesk.json"} | {
    "channeltalk": "channeltalk.json"
}

wild = st.text(st.characters(exclude_categories=()), max_size=60)
odd: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | wild | st.sampled_from([10**400, -1, "9" * 400, 1e308]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(wild, inside, max_size=3),
    max_leaves=6,
)


def imported(text: str, format_: str) -> None:
    """A ValueError is said in one sentence by the command; nothing else may come out."""
    with contextlib.suppress(ValueError):
        found = taken(io.StringIO(text, newline=""), FORMATS[format_], Mapping.parse([], []))
        assert all(str(error) for _, error in found.wrong)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inside for place in [(*at, key), *places(part, (*at, key))]]


@pytest.mark.parametrize("format_", NAMES)
@given(data=st.data())
def test_a_document_with_anything_at_any_place(format_: str, data: st.DataObject) -> None:
    text = (FILES / NAMES[format_]).read_text("utf-8")
    one_a_line = NAMES[format_].endswith("jsonl")
    document = (
        [json.loads(line) for line in text.splitlines() if line.startswith("{")] if one_a_line else json.loads(text)
    )
    changed = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 4))):
        *way, last = data.draw(st.sampled_from(places(changed)))
        holder = changed
        for key in way:
            holder = holder[key]
        holder[last] = data.draw(odd)
    lines = [json.dumps(one) for one in changed] if one_a_line else [json.dumps(changed)]
    imported("\n".join(lines), format_)


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "csv"])
@given(text=wild)
@example(text="[" * 100_000)
@example(text='{"tickets":' * 20_000)
@example(text='[{"a": 1}')
@example(text="[1, null, []]")
@example(text="\ufeff{}")
@example(text='{"tickets": 5, "metric_sets": {}}')
def test_any_text_for_json(format_: str, text: str) -> None:
    imported(text, format_)


@given(wild | st.integers(0, len(TABLE)).flatmap(lambda at: wild.map(lambda new: TABLE[:at] + new + TABLE[at:])))
@example("")
@example("\n\n\n")
@example("a,b\n" + "x" * 200_000 + ",y")
@example('a,b\n"' + "x" * 200_000)
@example("contact_id,contact_id\n1,2\n")
@example("a\0b,c\n1,2")
@example("contact_id,csat,started_at\n1,inf,1e999\n2,nan,nan\n3,-0,9999999999999\n")
@example("contact_id\n1\n2,3,4\n")
def test_any_text_for_a_table(text: str) -> None:
    imported(text, "csv")
