"""What the pages call the numbers where the gateway does not say it."""

from typing import Literal

import pytest

from escalation.numbers.registry import METRICS
from tests.browser.catalogue import words


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_a_number_has_one_name(locale: Literal["ko", "en"]) -> None:
    said = words("ops", locale)
    assert {metric.id: said(f"metric.{metric.id}") for metric in METRICS} == {
        metric.id: metric.name[locale] for metric in METRICS
    }
