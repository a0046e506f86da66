"""Questions to the numbers, as a query string asks them: a number is one that a page can have."""

from datetime import UTC, datetime

import pytest

from connectors.web.ops import question
from escalation.numbers.readings import QuestionError

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("window", ["²", "seven", "9" * 5000, "-7"])
def test_a_window_that_is_no_number_is_named(window: str) -> None:
    with pytest.raises(QuestionError, match="window: must be"):
        question({"window": window}, NOW)
