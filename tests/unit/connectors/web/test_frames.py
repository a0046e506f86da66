"""The golden frames: everything a client may say is read, everything else is refused by the field that is wrong."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from connectors.shapes import Shape, ShapeError
from connectors.web.frames import DESK, WIDGET, client_id_of, encoded, read

CONTRACTS = Path(__file__).parents[3] / "contracts"
SHAPES: dict[str, Shape] = {"widget_frames": WIDGET, "desk_frames": DESK}
GOLDEN: dict[str, Any] = {name: json.loads((CONTRACTS / f"{name}.json").read_text("utf-8")) for name in SHAPES}
SAID = [(name, example) for name, golden in GOLDEN.items() for example in golden["client"]]
BAD = [(name, example) for name, golden in GOLDEN.items() for example in golden["bad"]]


def plain(value: Any) -> Any:
    """As it was before it was read: ids as texts."""
    return json.loads(encoded(value))


@pytest.mark.parametrize(("name", "example"), SAID)
def test_what_a_client_may_say_is_read_whole(name: str, example: str) -> None:
    frame = GOLDEN[name]["client"][example]
    found = read(json.dumps(frame), SHAPES[name])
    cursors = {str(key): seq for key, seq in found.pop("cursors", {}).items()}
    assert plain(found) | ({"cursors": cursors} if "cursors" in frame else {}) == frame


@pytest.mark.parametrize(("name", "example"), BAD)
def test_what_it_may_not_say_is_refused_by_its_field(name: str, example: str) -> None:
    bad = GOLDEN[name]["bad"][example]
    with pytest.raises(ShapeError) as refused:
        read(json.dumps(bad["frame"]), SHAPES[name])
    assert refused.value.field == bad["field"]


def test_every_frame_a_client_may_say_has_an_example() -> None:
    for name, shape in SHAPES.items():
        kinds = {frame["type"] for frame in GOLDEN[name]["client"].values()}
        with pytest.raises(ShapeError) as refused:
            shape({"type": "?"}, "")
        allowed = str(refused.value).split("one of ")[1].split(", came")[0].split(", ")
        assert kinds == set(allowed)


def test_a_refusal_finds_the_frame_it_answers() -> None:
    client_id = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c021"
    assert client_id_of(json.dumps({"type": "send", "client_id": client_id})) == client_id
    for source in ("{", "[]", '{"client_id": 3}', '{"client_id": "<script>"}', "[" * 9000):
        assert client_id_of(source) is None


def test_a_frame_travels_as_utf8_with_ids_as_text() -> None:
    assert encoded({"id": UUID(int=1), "text": "안녕"}).decode() == (
        '{"id":"00000000-0000-0000-0000-000000000001","text":"안녕"}'
    )
    with pytest.raises(TypeError, match="a frame can hold"):
        encoded({"key": {1, 2}})


@pytest.mark.parametrize("frame", [{"type": "read", "seq": 2**31}, {"type": "fetch", "after_seq": 2**31}])
def test_a_seq_is_one_that_the_record_can_hold(frame: dict[str, Any]) -> None:
    with pytest.raises(ShapeError):
        read(json.dumps(frame), WIDGET)
