"""The `case` of each test, and histories of those that fail."""

from collections.abc import Iterator

import pytest

from tests.faults.cases import Case, new_case
from tests.faults.table import FAULT, LEFT_OUT

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> "Iterator[None]":
    """Remember a failure until the fixtures are taken down."""
    report = yield
    if report.failed:  # type: ignore[attr-defined]
        item.stash[FAILED] = True
    return report


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """This test by its name."""
    made = new_case(request.node.name.removeprefix("test_"))
    yield made
    properties = request.node.user_properties
    properties.append((FAULT, made.line()))
    properties += [(LEFT_OUT, f"{made.name}: {what}") for what in made.missing]
    if request.node.stash.get(FAILED, False) or made.violations is None:
        print(f"\nhistories in {made.save()}", flush=True)
