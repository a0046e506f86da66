"""Placeholders of macros: the known ones pass, every other name in braces is found."""

import pytest

from escalation.staff.placeholders import PLACEHOLDERS, unknown_placeholders


def test_the_known_ones_pass() -> None:
    assert unknown_placeholders(" ".join(f"{{{name}}}" for name in PLACEHOLDERS)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{name}님", ["name"]),
        ("{ customer_name }", [" customer_name "]),
        ("{Customer_name} {x} {x} {agent_name}", ["Customer_name", "x"]),
        ("{}", [""]),
        ("{{order_number}}", []),
        ("중괄호 하나 { 는 글자다", []),
    ],
)
def test_others_are_found_in_their_order(text: str, found: list[str]) -> None:
    assert unknown_placeholders(text) == found
