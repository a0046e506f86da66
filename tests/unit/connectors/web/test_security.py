"""Pages and their policy, origins, addresses, cookies: what each browser is told and asked."""

import dataclasses
import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from connectors.settings import Settings
from connectors.web.address import address_of
from connectors.web.pages import Pages
from connectors.web.security import ALWAYS, HSTS, headers_for, page_policy, refuse_foreign_origin, refuse_foreign_page
from connectors.web.sessions import cookie_name, keep
from escalation.store.refusals import Refused

SETTINGS = Settings.read({"DATABASE_URL": "postgresql:///x", "REDIS_URL": "unix:///x"})
HTTPS = dataclasses.replace(SETTINGS, environment="production", public_url="https://help.shop.kr")


def policy_of(response: web.Response) -> dict[str, str]:
    directives = [part.partition(" ") for part in response.headers["Content-Security-Policy"].split("; ")]
    return {name: value for name, _, value in directives}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "desk-1a2b.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("not for the web")
    for name in ("widget", "desk", "ops"):
        (tmp_path / f"{name}.html").write_text(
            '<script type="module" src="/assets/a.js"></script><link rel="stylesheet" href="/assets/a.css">'
            '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">1</script>'
        )
    (tmp_path / "widget.js").write_text("1")
    (tmp_path / "firsthand.d.ts").write_text("export {}")
    return Pages(tmp_path, SETTINGS)


def test_every_script_and_style_carries_the_nonce_of_this_very_response(pages: Pages) -> None:
    first, second = pages.page("desk"), pages.page("desk")
    assert first.text is not None
    assert second.text is not None
    nonces = set(re.findall(r'nonce="([^"]+)"', first.text))
    assert len(nonces) == 1
    assert not re.search(r"<(script|link|style)\b(?![^>]*nonce=)", first.text)
    assert f"'nonce-{nonces.pop()}'" in policy_of(first)["script-src"]
    assert first.text != second.text


def test_a_page_may_run_nothing_inline_and_feed_no_html_sink(pages: Pages) -> None:
    policy = policy_of(pages.page("ops"))
    assert policy["default-src"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == policy["object-src"] == "'none'"
    assert "unsafe" not in " ".join(policy.values())
    assert policy["connect-src"] == "'self' ws://127.0.0.1:8080"


def test_only_the_widget_can_be_embedded_and_only_by_the_shop(pages: Pages) -> None:
    embedders = policy_of(pages.widget_frame())["frame-ancestors"]
    assert embedders == "http://127.0.0.1:8081 http://localhost:8081"
    assert policy_of(pages.page("desk"))["frame-ancestors"] == "'none'"
    assert "frame-ancestors 'none'" in page_policy("n", "https://a", ())
    assert "frame-ancestors 'none'" in ALWAYS["Content-Security-Policy"]


def test_an_unbuilt_page_says_what_to_do(tmp_path: Path) -> None:
    response = Pages(tmp_path, SETTINGS).page("desk")
    assert response.status == 503
    assert "make" in (response.text or "")
    assert not Pages(tmp_path, SETTINGS).built


@pytest.mark.parametrize("name", ["../secret.txt", "..%2fsecret.txt", "/etc/passwd", "", "none.js", ".."])
def test_assets_come_from_their_folder_only(pages: Pages, name: str) -> None:
    with pytest.raises(web.HTTPNotFound):
        pages.asset(name)


def test_an_asset_is_kept_for_ever_and_the_loader_for_minutes(pages: Pages) -> None:
    assert "immutable" in pages.asset("desk-1a2b.js").headers["Cache-Control"]
    loader = pages.for_shops("widget.js")
    assert loader.headers["Cache-Control"] == "public, max-age=300"
    assert loader.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert pages.for_shops("firsthand.d.ts").headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_page_that_isolates_itself_may_embed_the_chat_and_no_other_page(pages: Pages) -> None:
    isolation = ("Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy")
    assert [pages.widget_frame().headers.get(name) for name in isolation] == ["cross-origin", "require-corp"]
    assert [pages.page("desk").headers.get(name) for name in isolation] == [None, None]


def test_strict_transport_is_for_https_only() -> None:
    assert headers_for(HTTPS)["Strict-Transport-Security"] == HSTS
    assert "Strict-Transport-Security" not in headers_for(SETTINGS)


def asked(headers: dict[str, str] | CIMultiDict[str]) -> web.Request:
    return make_mocked_request("POST", "/widget/session", headers=headers)


OURS = {"Origin": "https://help.shop.kr", "X-Firsthand": "1"}


@pytest.mark.parametrize("site", [{}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_page_passes(site: dict[str, str]) -> None:
    refuse_foreign_page(asked({**OURS, **site}), HTTPS)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Firsthand": "1"},
        {**OURS, "Origin": "null"},
        {**OURS, "Origin": "https://help.shop.kr.evil.example"},
        {**OURS, "Origin": "http://help.shop.kr"},
        {**OURS, "Origin": "https://help.shop.kr:8443"},
        {**OURS, "Origin": "https://shop.kr"},
        {"Origin": OURS["Origin"]},
        {**OURS, "X-Firsthand": "0"},
        {**OURS, "Sec-Fetch-Site": "same-site"},
        {**OURS, "Sec-Fetch-Site": "cross-site"},
        {**OURS, "Sec-Fetch-Site": "none"},
    ],
)
def test_every_other_page_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Refused, match="forbidden"):
        refuse_foreign_page(asked(headers), HTTPS)


def test_two_origins_are_none() -> None:
    twice = CIMultiDict([("Origin", "https://evil.example"), ("Origin", "https://help.shop.kr")])
    with pytest.raises(Refused):
        refuse_foreign_origin(asked(twice), HTTPS)


def test_the_loopback_has_two_names_at_home_and_none_in_production() -> None:
    assert SETTINGS.own_origins == {"http://127.0.0.1:8080", "http://localhost:8080"}
    assert HTTPS.own_origins == {"https://help.shop.kr"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 10.0.0.9", "203.0.113.7"),
        ("198.51.100.2", "203.0.113.7", "198.51.100.2"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:198.51.100.2", None, "198.51.100.2"),
        ("10.0.0.1", "<script>", "unknown"),
    ],
)
def test_an_address_is_believed_as_far_as_our_proxies_reach(peer: str, forwarded: str | None, found: str) -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert address_of(request.clone(remote=peer), [ip_network("10.0.0.0/8")]) == found


@pytest.mark.parametrize(
    ("settings", "name", "secure"), [(SETTINGS, "firsthand", False), (HTTPS, "__Host-firsthand", True)]
)
def test_the_session_cookie_is_hidden_from_scripts_and_other_sites(settings: Settings, name: str, secure: bool) -> None:
    response = web.Response()
    keep(response, settings, "token")
    cookie = response.cookies[cookie_name(settings)]
    assert cookie.key == name
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert bool(cookie["secure"]) is secure
