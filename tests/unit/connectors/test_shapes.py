"""Shapes: what passes is cut to what we know; what does not is named by its place, never by its content."""

from uuid import UUID

import pytest

from connectors.shapes import (
    Shape,
    ShapeError,
    changes,
    identifier,
    link,
    list_of,
    nullable,
    number,
    one_of,
    parsed,
    prose,
    record,
    tagged,
    text,
    truth,
    whole,
)

ID = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c001"


def test_a_record_keeps_only_what_we_know() -> None:
    shape = record({"a": whole(0, 9)}, {"b": text(5)})
    assert shape({"a": 1, "b": None, "owner": "me"}, "") == {"a": 1}


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (text(3), "four"),
        (text(3), {"$ne": None}),
        (text(9), "nul\x00"),
        (text(9, 1), ""),
        (whole(0, 9), True),
        (whole(0, 9), 1.0),
        (whole(0, 9), 10),
        (number(0, 1), float("nan")),
        (number(0, 1), "1"),
        (truth, 1),
        (truth, "true"),
        (identifier, 7),
        (identifier, "018f4c1e2a557c7e9a593a3ab5a3c001"),
        (identifier, "x" * 36),
        (identifier, "{{018f4c1e2a557c7e9a593a3ab5a3c001}}"),
        (identifier, "018f4c1e2a557c7e9a593a3ab5a3c001----"),
        (one_of("a", "b"), ["a"]),
        (list_of(truth, 1), [True, True]),
        (list_of(truth, 1), "t"),
        (record({}), []),
    ],
)
def test_a_value_of_another_shape_is_refused(shape: Shape, value: object) -> None:
    with pytest.raises(ShapeError):
        shape(value, "field")


def test_an_error_names_the_place_and_not_the_content() -> None:
    shape = record({"replies": list_of(record({"text": text(4)}), 9)})
    with pytest.raises(ShapeError) as refused:
        shape({"replies": [{"text": "ok"}, {"text": "900101-1234567"}]}, "")
    assert refused.value.field == "replies[1].text"
    assert "900101" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    ["https://shop.kr/a", "http://shop.kr", "mailto:help@shop.kr", "/orders/1042"],
)
def test_a_safe_link_passes(address: str) -> None:
    assert link(address, "url") == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "https://",
        "http:///x",
        "file:///etc/passwd",
        "blob:https://x",
        "",
        "orders",
    ],
)
def test_an_unsafe_link_is_refused(address: str) -> None:
    with pytest.raises(ShapeError):
        link(address, "url")


@pytest.mark.parametrize("source", ["[" * 100_000, "{", "NaN", '{"a": Infinity}', b"\xff\xfe"])
def test_what_is_not_json_is_one_kind_of_error(source: str | bytes) -> None:
    with pytest.raises(ShapeError, match=f"{len(source)} (characters|bytes)"):
        parsed(source)


@pytest.mark.parametrize("digits", ["9" * 16, "1" * 5000, "-" + "9" * 60_000, "1e999", "0." + "1" * 400])
def test_a_number_that_no_machine_holds_is_refused_by_its_field(digits: str) -> None:
    with pytest.raises(ShapeError) as refused:
        record({"seq": whole(0)})(parsed(f'{{"seq": {digits}}}'), "")
    assert refused.value.field == "seq"


def test_typed_text_loses_control_characters_and_lone_surrogates() -> None:
    assert prose(50)("a\x00b\tc\nd\ud800", "text") == "ab\tc\nd\ufffd"


def test_a_tag_names_the_rest() -> None:
    shape = tagged("type", {"send": record({"id": identifier}), "typing": record({"on": truth})})
    assert shape({"type": "send", "id": ID}, "") == {"type": "send", "id": UUID(ID)}
    with pytest.raises(ShapeError, match="type"):
        shape({"type": "drop"}, "")


def test_changes_hold_what_is_given_and_a_null_where_it_may_be() -> None:
    shape = changes({"name": text(9), "queue": nullable(text(9))})
    assert shape({"queue": None}, "") == {"queue": None}
    assert shape({"name": "a", "queue": "b"}, "") == {"name": "a", "queue": "b"}


@pytest.mark.parametrize(
    ("value", "field"),
    [({}, ""), (None, ""), ([], ""), ({"name": None}, "name"), ({"id": 1, "name": "a"}, "id"), ({"queue": 1}, "queue")],
)
def test_changes_of_nothing_or_of_strangers_are_refused(value: object, field: str) -> None:
    with pytest.raises(ShapeError) as refused:
        changes({"name": text(9), "queue": nullable(text(9))})(value, "")
    assert refused.value.field == field
