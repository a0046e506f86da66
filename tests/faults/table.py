"""The table at the end of a run: one line a case, and loudly what was left out. It is made of the tests' reports, so
it is whole where several processes ran them."""

from collections.abc import Iterable
from typing import Any

FAULT = "fault"
LEFT_OUT = "fault left out"


def told(reports: Iterable[Any], name: str) -> list[str]:
    """What the reports say under `name`, once each."""
    properties = (one for report in reports for one in getattr(report, "user_properties", ()))
    return sorted({str(value) for key, value in properties if key == name})


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print it."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    lines, left_out = told(reports, FAULT), told(reports, LEFT_OUT)
    if lines:
        terminalreporter.section("faults")
        for line in lines:
            terminalreporter.write_line(line)
    for what in left_out:
        terminalreporter.write_line(f"!!! LEFT OUT: {what}", red=True, bold=True)
