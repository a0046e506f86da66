"""`firsthand stats` refuses a question before it opens the record, and names the field."""

import argparse

import pytest

from connectors.cli import stats


def asked(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    stats.add_to(parser.add_subparsers())
    return parser.parse_args(["stats", *words])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--from", "yesterday"], "from"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "from"),
        (["--from", "1972-01-01", "--to", "1980-01-01"], "from"),  # the period before would begin too early
    ],
)
async def test_a_bad_period_is_refused(words: list[str], field: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await stats.run(asked(*words)) == 2
    assert capsys.readouterr().err.startswith(f"{field}: ")
