"""The records of a file: JSON Lines, an array, or a document with a list of them, those beside it joined in; CSV."""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from escalation.numbers.helpdesks.record_fields import plain
from escalation.numbers.history import LineError

Placed = tuple[str, "dict[str, Any] | LineError"]
"""Where a record stands, as a person finds it, and the record or what is wrong with it."""
Beside = Mapping[str, tuple[str, str]]
"""A list beside the records: the key in it that names the record, and under which name its rows are joined in."""


def json_records(file: TextIO, key: str, beside: Beside, of: str = "id") -> Iterator[Placed]:
    """The records under `key`. `of` is the field of a record that the lists beside it name.

    Each line may be a record, or a page of them as an API gives it; a file that is one document is read whole.
    """
    start = file.read(1)
    file.seek(0)
    if start == "[":
        yield from _numbered("record", _whole(file))
        return
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == 1:  # a document over several lines
                file.seek(0)
                yield from _of_document(_whole(file), key, beside, of, "")
                return
            yield f"line {number}", LineError(f"expected a JSON object, came something else ({error})")
            continue
        yield from _of_document(document, key, beside, of, f"line {number}")


def csv_records(file: TextIO) -> Iterator[Placed]:
    """The rows of a table with a head; the first row below it is in line 2."""
    table = csv.DictReader(file, restkey="")
    for row in _rows(table):
        if "" in row:
            yield f"line {table.line_num}", LineError(f"expected {len(row) - 1} cells, came more")
        else:
            yield f"line {table.line_num}", {name.removeprefix("\ufeff"): cell for name, cell in row.items()}


def _rows(table: csv.DictReader[str]) -> Iterator[dict[str, Any]]:
    try:
        yield from table
    except csv.Error as error:
        raise ValueError(f"line {table.line_num + 1}: expected a table ({error})") from error


def _whole(file: TextIO) -> Any:
    try:
        return json.load(file)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected JSON, or a JSON object a line ({error})") from error


def _of_document(document: Any, key: str, beside: Beside, of: str, place: str) -> Iterator[Placed]:
    if not isinstance(document, dict) or not isinstance(document.get(key), list):
        yield _placed(place or "record 1", document)
        return
    joined = {name: _by_id(document.get(rows), field) for rows, (field, name) in beside.items()}
    where = f"{place}, {key}" if place else key
    for number, record in enumerate(document[key], 1):
        if isinstance(record, dict):
            said = plain(record, of)
            record = {**{name: rows[said] for name, rows in joined.items() if said in rows}, **record}
        yield _placed(f"{where} {number}", record)


def _by_id(rows: Any, field: str) -> dict[Any, Any]:
    """The last row of each id: of several ratings the newest stands last."""
    listed = rows if isinstance(rows, list) else []
    return {plain(row, field): row for row in listed if plain(row, field) is not None}


def _numbered(name: str, records: list[Any]) -> Iterator[Placed]:
    for number, record in enumerate(records, 1):
        yield _placed(f"{name} {number}", record)


def _placed(place: str, record: Any) -> Placed:
    if isinstance(record, dict):
        return place, record
    return place, LineError(f"expected a JSON object, came {type(record).__name__}")
