"""Lines of the log: whatever an error quotes, personal data does not get into them."""

import logging
import sys

import pytest

from connectors.log import MaskedFormatter
from tests.browser.hostile_corpus import corpus


def line(message: str, *, error: Exception | None = None) -> str:
    caught = None
    if error is not None:
        try:
            raise error
        except type(error):
            caught = sys.exc_info()
    record = logging.LogRecord("gateway", logging.ERROR, __file__, 1, message, (), caught)
    return MaskedFormatter("%(asctime)s %(message)s").format(record)


def test_messages_and_traces_are_masked() -> None:
    found = line("said by hong@example.com", error=ValueError("call 010-1234-5678"))
    assert "said by [email]" in found
    assert "ValueError: call [phone]" in found
    assert "hong@" not in found
    assert "1234" not in found


def test_a_row_that_the_database_quotes_is_left_out() -> None:
    refused = "new row violates a check\nDETAIL: Failing row contains (1, 홍길동, 세종대로 1)."
    found = line("unforeseen error", error=ValueError(refused))
    assert "violates a check" in found
    assert "홍길동" not in found


def test_times_and_ids_stay_readable() -> None:
    told = "GET /widget/frame 200 5120 bytes 12.5 ms 0f3c9a7be1d24c55b0a1d7f2c3e4a5b6"
    assert line(told).endswith(told)


@pytest.mark.parametrize("word", corpus()["terminals"] + corpus()["headers"] + corpus()["unicode"])
def test_what_is_quoted_is_neither_a_line_of_its_own_nor_speaks_to_a_terminal(word: str) -> None:
    told, *trace = line(f"said: {word}", error=ValueError(f"about {word}")).split("\n")
    assert "said: " in told
    assert all(one.startswith("  ") for one in trace)
    shown = "".join([told, *trace])
    assert not any(sign in shown for sign in "\x00\x07\x08\r\x0e\x1b\x7f\x85\x9b\u2028\u202e\u2066")


def test_what_cannot_be_seen_is_named() -> None:
    assert line("x\ny\x1b[2J").endswith("x\\x0ay\\x1b[2J")
