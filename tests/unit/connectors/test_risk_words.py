"""Every reason, step and rule that an agent may be shown has its words, in both languages."""

import re
from pathlib import Path

import pytest

from escalation.numbers.next_step import RULES, Step
from escalation.numbers.risks import Reason

CATALOGUE = Path(__file__).parents[3] / "connectors" / "ui" / "src" / "shared" / "catalogue" / "risk"
CODES = {
    *(f"risk.reason_{reason}" for reason in Reason),
    *(f"risk.step_{step}" for step in Step),
    *(f"risk.why_{rule.id}" for rule in RULES),
}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_code_has_its_words_and_no_words_are_left_over(language: str) -> None:
    source = (CATALOGUE / f"{language}.ts").read_text("utf-8")
    assert set(re.findall(r'^  "([\w.]+)":', source, re.MULTILINE)) == CODES
