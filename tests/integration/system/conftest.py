"""Faults of the whole product are cases as those of tests/faults are."""

from tests.faults.conftest import case, pytest_runtest_makereport

__all__ = ["case", "pytest_runtest_makereport"]
