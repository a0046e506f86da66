"""What browsers tell of refusals on our pages; and what others send in their place."""

import pytest

from connectors.shapes import ShapeError
from connectors.web.csp_reports import Violation, place, reports, violation, word

REPORT = {
    "document-uri": "https://help.shop.kr/desk?x=hong@example.com#/chat/1",
    "referrer": "",
    "violated-directive": "script-src-elem",
    "effective-directive": "script-src-elem",
    "original-policy": "default-src 'none'",
    "blocked-uri": "https://evil.example/x.js?cookie=abc",
    "source-file": "https://help.shop.kr/assets/desk-1a2b.js",
    "disposition": "enforce",
}
READ = Violation(
    "script-src-elem",
    "https://evil.example/x.js",
    "https://help.shop.kr/desk",
    "https://help.shop.kr/assets/desk-1a2b.js",
)


def test_a_report_is_read_without_what_a_person_may_have_in_an_address() -> None:
    assert violation(reports({"csp-report": REPORT}, "")) == READ


@pytest.mark.parametrize("scheme", ["chrome-extension://abcdef/a.js", "moz-extension", "safari-web-extension"])
@pytest.mark.parametrize("field", ["source-file", "blocked-uri"])
def test_what_a_visitors_own_browser_adds_is_not_ours(scheme: str, field: str) -> None:
    assert violation({"csp-report": {**REPORT, field: scheme}}) is None


@pytest.mark.parametrize("body", [None, 3, "x", [], {}, {"csp-report": None}, {"csp-report": []}, [{"body": REPORT}]])
def test_what_is_no_report_is_refused(body: object) -> None:
    with pytest.raises(ShapeError):
        reports(body, "")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("data:text/html;base64,PHNjcmlwdD4=", "data"),
        ("blob:https://help.shop.kr/1-2-3", "blob"),
        ("https://user:secret@evil.example/p?q#f", "https://evil.example/p"),
        ("https://evil.example/" + "x" * 500, "https://evil.example/" + "x" * 139),
        ("https://[", "-"),
        ("x\n2026-01-01 INFO all is well", "-"),
        ("\x1b[2J", "-"),
        ("\u202egnp.exe", "-"),
        ("", "-"),
        (None, "-"),
        ({"a": 1}, "-"),
    ],
)
def test_a_place_is_one_short_line_whatever_was_sent(told: object, shown: str) -> None:
    assert place(told) == shown


@pytest.mark.parametrize("told", ["script-src 'self'", "x\n", "", 3, None, "a" * 41, "SCRIPT"])
def test_a_directive_that_is_none_has_no_name(told: object) -> None:
    assert word(told) == "-"
