"""The kind of a device from what browsers of our time send."""

import pytest

from connectors.web.devices import device_of

LIKE = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 {}Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "mobile", "device"),
    [
        (LIKE.format("Windows NT 10.0; Win64; x64", ""), "?0", "desktop"),
        (LIKE.format("X11; Linux x86_64", ""), None, "desktop"),
        (LIKE.format("Linux; Android 10; K", "Mobile "), "?1", "phone"),
        (LIKE.format("Linux; Android 10; K", ""), "?0", "tablet"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1",
            None,
            "phone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1", None, "tablet"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", None, "phone"),
        ("Mozilla/5.0 (Android 15; Tablet; rv:143.0) Gecko/143.0 Firefox/143.0", None, "tablet"),
        (LIKE.format("Linux; Android 14; SM-S921N", "KAKAOTALK/2508 Mobile "), None, "phone"),
        ("curl/8.5.0", None, None),
        ("", None, None),
    ],
)
def test_the_kind_of_a_device(agent: str, mobile: str | None, device: str | None) -> None:
    hint = {} if mobile is None else {"Sec-CH-UA-Mobile": mobile}
    assert device_of({"User-Agent": agent, **hint}) == device


def test_a_page_that_says_nothing_is_of_no_kind() -> None:
    assert device_of({}) is None
