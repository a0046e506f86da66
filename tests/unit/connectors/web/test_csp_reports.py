"""What browsers tell of refusals on our pages, in both of their forms; and what others send in their place."""

from typing import Any

import pytest

from connectors.shapes import ShapeError
from connectors.web.csp_reports import MOST_AT_ONCE, Violation, place, reports, word

OLD = {
    "document-uri": "https://help.shop.kr/desk?x=hong@example.com#/chat/1",
    "referrer": "",
    "violated-directive": "script-src-elem",
    "effective-directive": "script-src-elem",
    "original-policy": "default-src 'none'",
    "blocked-uri": "https://evil.example/x.js?cookie=abc",
    "source-file": "https://help.shop.kr/assets/desk-1a2b.js",
    "disposition": "enforce",
}
TODAY = {
    "documentURL": OLD["document-uri"],
    "effectiveDirective": "script-src-elem",
    "blockedURL": OLD["blocked-uri"],
    "sourceFile": OLD["source-file"],
    "sample": "fetch('//evil.example')",
}
READ = Violation(
    "script-src-elem",
    "https://evil.example/x.js",
    "https://help.shop.kr/desk",
    "https://help.shop.kr/assets/desk-1a2b.js",
)


def today(**body: Any) -> dict[str, Any]:
    return {"type": "csp-violation", "age": 1, "url": "https://help.shop.kr/desk", "body": {**TODAY, **body}}


def test_both_forms_say_the_same_without_what_a_person_may_have_in_an_address() -> None:
    assert reports({"csp-report": OLD}, "") == reports([today()], "") == {"violations": [READ]}


def test_reports_of_other_kinds_stand_beside_and_are_left_out() -> None:
    others = [{"type": "deprecation", "body": {"id": "x"}}, {"type": "csp-violation"}, today(effectiveDirective="x y")]
    assert [one.directive for one in reports(others, "")["violations"]] == ["-"]


@pytest.mark.parametrize("scheme", ["chrome-extension://abcdef/a.js", "moz-extension", "safari-web-extension"])
def test_what_a_visitors_own_browser_adds_is_not_ours(scheme: str) -> None:
    assert reports([today(sourceFile=scheme), today(blockedURL=scheme)], "") == {"violations": []}


@pytest.mark.parametrize(
    "body",
    [None, 3, "x", {}, {"csp-report": None}, {"csp-report": []}, [3], [{"type": "csp-violation", "body": 3}],
     [today()] * (MOST_AT_ONCE + 1)],
)  # fmt: skip
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
