"""What a desk shows of a message: personal data in a customer's words and in their files' names is covered."""

import pytest

from escalation.desk.reveals import covered, covered_name


def test_a_customers_words_are_covered_and_say_so() -> None:
    said = {"sender": "customer", "kind": "text", "text": "010-4821-7730이에요"}
    assert covered(said) == {**said, "text": "[phone]이에요", "masked": True}


def test_what_has_nothing_to_cover_is_as_it_was() -> None:
    for said in ({"text": "언제 와요?"}, {"file": {"name": "파손 (1).jpg"}}, {}):
        whole = {"sender": "customer", **said}
        assert covered(whole) == whole


def test_a_customers_file_is_shown_under_a_covered_name_that_cannot_be_uncovered() -> None:
    file = {"id": "f", "name": "haneul@example.com.png", "size": 3}
    said = {"sender": "customer", "kind": "file", "file": file}
    assert covered(said) == {**said, "file": {**file, "name": "[email].png"}}
    assert file["name"] == "haneul@example.com.png"


def test_what_agents_say_is_theirs() -> None:
    for part in ({"text": "02-123-4567로 전화 주세요"}, {"file": {"name": "02-123-4567.pdf"}}):
        said = {"sender": "agent", **part}
        assert covered(said) == said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("010-4821-7730.jpg", "[phone].jpg"),
        ("신분증 900101-1234567 앞.png", "신분증 [resident-number] 앞.png"),
        ("haneul@example.com.log.txt", "[email].txt"),
        ("FH-100234.pdf", "FH-100234.pdf"),
    ],
)
def test_a_files_extension_stays(name: str, shown: str) -> None:
    assert covered_name(name) == shown
