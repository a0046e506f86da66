"""The list of what is kept is whole: a new table or column has to say whose it is."""

import importlib
import json
from pathlib import Path
from uuid import UUID

from escalation.numbers.durations import Times
from escalation.numbers.history import OPTIONAL
from escalation.privacy.remembered import KEYS, dialogue_keys
from escalation.privacy.stores import LISTED, Fate
from escalation.tables import metadata

CONTRACT = Path(__file__).resolve().parents[2] / "contracts/dialogue_keys.json"
COUNTED = importlib.import_module("escalation.migrations.versions.0025_erasable").COUNTED


def test_every_table_and_column_is_listed_once() -> None:
    listed = {store.table.name: sorted(store.columns) for store in LISTED}
    assert listed == {table.name: sorted(column.name for column in table.columns) for table in metadata.sorted_tables}
    assert len(LISTED) == len(listed)


def test_what_leads_to_somebody_is_somebody_s() -> None:
    """A column that is called like a person's, or holds whatever somebody wrote, is in no table of nobody's."""
    personal = {"customer_id", "anonymous_id", "visitor_id", "conversation_id", "text", "facts", "body", "params"}
    for store in LISTED:
        if store.fate is Fate.NOBODYS:
            assert not personal & {*store.columns}, store.table.name
        else:
            assert store.whose is not None, store.table.name
        assert {*store.emptied} <= {*store.columns}, store.table.name


def test_rows_go_before_what_they_hang_on() -> None:
    places = {store.table.name: place for place, store in enumerate(LISTED) if store.fate is Fate.GONE}
    for store in LISTED:
        for key in store.table.foreign_keys:
            if store.table.name in places and key.column.table.name in places:
                assert places[store.table.name] < places[key.column.table.name], store.table.name


def test_the_log_keeps_every_number_of_a_contact() -> None:
    assert {*Times.__slots__, *OPTIONAL} <= {*COUNTED}


def test_a_dialogue_s_keys_are_those_of_the_assistant() -> None:
    told = json.loads(CONTRACT.read_text(encoding="utf-8"))
    assert list(dialogue_keys(UUID(told["dialogue_id"]))) == told["keys"]
    assert all(key.startswith(tuple(KEYS)) for key in told["keys"])
