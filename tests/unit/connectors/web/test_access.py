"""The line of a request: its path may hold anything, its id is never taken for somebody's number."""

import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from connectors.log import MaskedFormatter
from connectors.web.access import REQUEST_ID, AccessLogger

LOOKS_LIKE_A_CARD = "a0044111111111111111bb"
FORMAT = MaskedFormatter("%(message)s")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/widget/session", "/widget/session"),
        ("/desk/api/hong@example.com", "/desk/api/[email]"),
        ("/call/010-1234-5678", "/call/[phone]"),
    ],
)
def test_a_path_is_masked_and_an_id_is_not(path: str, shown: str, caplog: pytest.LogCaptureFixture) -> None:
    request = make_mocked_request("GET", path)
    request[REQUEST_ID] = LOOKS_LIKE_A_CARD
    with caplog.at_level(logging.INFO):
        AccessLogger(logging.getLogger("access"), "").log(request, web.Response(text="ok"), 0.0125)
    line = FORMAT.format(caplog.records[-1])
    assert line == f"GET {shown} 200 0 bytes 12.5 ms {LOOKS_LIKE_A_CARD}"
