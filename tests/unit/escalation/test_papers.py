"""Names are overstruck in files, in place and whole; everything else stays as it was, to the byte."""

import json
import uuid
from pathlib import Path

import pytest

from escalation.privacy.papers import Called, remove_letters, strike_out

MARKS = frozenset({"kanaria-1042", "k@birds.example"})
NAMES = frozenset({"카나리아새", "이수", "Kim"})


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("customer kanaria-1042 wrote", 1),
        ("카나리아새님이 k@birds.example에서", 2),
        (json.dumps({"name": "카나리아새", "id": "kanaria-1042"}), 2),
        ("kanaria-10421 and xkanaria-1042", 0),
        ("카나리아", 0),
        ("이수님, 이수가 (이수) Kim's", 4),
        (json.dumps("이수 이수씨"), 2),
        ("이수역 제이수 Kimchi KimA", 0),
        (json.dumps("이수역 제이수"), 0),
        ("", 0),
    ],
)
def test_a_name_is_struck_out_wherever_it_stands(tmp_path: Path, written: str, times: int) -> None:
    paper = tmp_path / "deep" / "gateway.log"
    paper.parent.mkdir()
    paper.write_text(written, encoding="utf-8")
    with paper.open("a", encoding="utf-8") as writer:
        struck = strike_out([tmp_path], Called(MARKS, NAMES))
        writer.write("|the writer goes on")
    assert [(one.path, one.times) for one in struck] == ([(paper, times)] if times else [])
    left = paper.read_bytes()
    assert len(left) == len(f"{written}|the writer goes on".encode())
    assert left.endswith(b"|the writer goes on")
    assert bool(times) == (b"*" * 3 in left)
    assert not (times and any(name.encode() in left for name in MARKS))


def test_short_names_links_and_engines_are_let_be(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside.txt", tmp_path / "folder"
    outside.write_text("kanaria-1042")
    (inside / "pgdata").mkdir(parents=True)
    (inside / "pgdata" / "1").write_text("kanaria-1042")
    (inside / "link.txt").symlink_to(outside)
    (inside / "c1.txt").write_text("c1 wrote")
    assert strike_out([inside, tmp_path / "nowhere"], Called(frozenset({"c1", "kanaria-1042"}))) == []
    assert strike_out([inside], Called(frozenset({"c1", "서울", "12345"}))) == []


@pytest.mark.parametrize("name", ["secrets.json", "secrets.json.part", "redis.secret", "run.json", "demo-logins.json"])
def test_what_nothing_starts_without_is_let_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"key": "kanaria-1042"}')
    assert strike_out([tmp_path], Called(MARKS)) == []
    assert (tmp_path / name).read_text() == '{"key": "kanaria-1042"}'


def test_a_letter_goes_whole(tmp_path: Path) -> None:
    theirs, other = uuid.uuid4(), uuid.uuid4()
    for letter in (theirs, other):
        (tmp_path / f"{letter}.eml").write_text("To: somebody")
    assert remove_letters([tmp_path, tmp_path / "nowhere"], [theirs, uuid.uuid4()]) == 1
    assert [path.stem for path in tmp_path.iterdir()] == [str(other)]
