"""The demo shop's settings name the variable that is wrong, and never show a secret."""

import pytest

from connectors.demoshop.settings import Settings, SettingsError

GOOD = {
    "DATABASE_URL": "postgresql+asyncpg://u:hidden@/db",
    "SHOP_TOKEN": "t" * 40,
    "WIDGET_JWT_KEYS": f"new:{'n' * 32},old:{'o' * 32}",
}


def test_the_defaults() -> None:
    settings = Settings.read(GOOD)
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8081, "http://127.0.0.1:8081")
    assert (settings.jwt_kid, settings.jwt_key, settings.audience) == ("new", "n" * 32, "demo")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("SHOP_TOKEN", ""),
        ("WIDGET_JWT_KEYS", ""),
        ("WIDGET_JWT_KEYS", "short:key"),
        ("WIDGET_JWT_KEYS", "x" * 40),
        ("DEMO_SHOP_PORT", "http"),
        ("DEMO_SHOP_PORT", "70000"),
        ("GATEWAY_PUBLIC_URL", "127.0.0.1:8080"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.read({**GOOD, name: value})


def test_secrets_stay_out_of_the_printed_form() -> None:
    shown = repr(Settings.read(GOOD))
    assert "hidden" not in shown
    assert "t" * 40 not in shown
    assert "n" * 32 not in shown
