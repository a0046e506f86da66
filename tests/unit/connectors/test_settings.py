"""The settings: a good environment is read whole, a bad value is named with its variable."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from connectors.setting_values import SettingsError, origin_of
from connectors.settings import Settings
from escalation.privacy.periods import Periods
from escalation.routing.policy_file import SHIPPED

DEVELOPMENT = {"DATABASE_URL": "postgresql://user@/firsthand?host=/run/pg", "REDIS_URL": "unix:///run/redis.sock"}
SECRETS = {
    "ASSISTANT_SECRET": "a7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
    "ACTIONS_SECRET": "b7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
    "INTERNAL_SECRET": "c7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
    "SESSION_SECRET": "d7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
    "SHOP_TOKEN": "e7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
}
PRODUCTION = {
    **DEVELOPMENT,
    **SECRETS,
    "FIRSTHAND_ENV": "production",
    "FIRSTHAND_PUBLIC_URL": "https://help.shop.kr",
    "WIDGET_ORIGINS": "https://shop.kr, https://www.shop.kr",
    "WIDGET_JWT_KEYS": "old:f7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u,new:g7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u",
}


def test_development_needs_only_the_two_engines() -> None:
    settings = Settings.read(DEVELOPMENT)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.database_url == "postgresql+asyncpg://user@/firsthand?host=/run/pg"
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert not settings.secure


def test_another_policy_file_can_be_named() -> None:
    assert Settings.read(DEVELOPMENT).policy == SHIPPED
    assert Settings.read({**DEVELOPMENT, "FIRSTHAND_POLICY": "ours.toml"}).policy == Path("ours.toml")


def test_production_reads_all_it_is_told() -> None:
    settings = Settings.read({**PRODUCTION, "FIRSTHAND_TRUSTED_PROXIES": "10.0.0.0/8"})
    assert settings.secure
    assert settings.widget_origins == ("https://shop.kr", "https://www.shop.kr")
    assert list(settings.widget_jwt_keys) == ["old", "new"]
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"),)


def test_admins_need_a_second_factor_in_production_and_who_tries_things_out_none() -> None:
    assert (Settings.read(PRODUCTION).totp, Settings.read(DEVELOPMENT).totp) == ("admins", "off")
    for rule in ("admins", "everybody", "off"):
        assert Settings.read({**PRODUCTION, "FIRSTHAND_TOTP": rule}).totp == rule
    with pytest.raises(SettingsError, match="FIRSTHAND_TOTP: expected admins or everybody or off, came 'yes'"):
        Settings.read({**PRODUCTION, "FIRSTHAND_TOTP": "yes"})


def test_mail_needs_a_server_and_a_sender() -> None:
    mail = {"FIRSTHAND_SMTP_URL": "smtps://us%40er:pw@mail.shop.kr:465", "FIRSTHAND_MAIL_FROM": "help@shop.kr"}
    settings = Settings.read({**DEVELOPMENT, **mail})
    assert (settings.smtp_url, settings.mail_from) == tuple(mail.values())
    assert "us%40er" not in repr(settings)
    with pytest.raises(SettingsError, match="FIRSTHAND_MAIL_FROM"):
        Settings.read({**DEVELOPMENT, "FIRSTHAND_SMTP_URL": mail["FIRSTHAND_SMTP_URL"]})
    assert Settings.read(DEVELOPMENT).smtp_url == ""


def test_letters_are_kept_in_a_folder_only_while_trying_things_out() -> None:
    folder = {"FIRSTHAND_SMTP_URL": "file:///data/mail", "FIRSTHAND_MAIL_FROM": "help@shop.kr"}
    assert Settings.read({**DEVELOPMENT, **folder}).smtp_url == "file:///data/mail"
    with pytest.raises(SettingsError, match="FIRSTHAND_SMTP_URL"):
        Settings.read({**PRODUCTION, **folder})


def test_webhooks_stay_on_the_public_internet_unless_told() -> None:
    assert not Settings.read(PRODUCTION).webhook_private
    assert Settings.read({**DEVELOPMENT, "FIRSTHAND_WEBHOOK_PRIVATE": "allow"}).webhook_private


@pytest.mark.parametrize(("given", "share"), [("", 0.1), ("0", 0.0), (".25", 0.25), ("0.05", 0.05), ("1", 1.0)])
def test_a_share_of_what_is_told_is_held_back(given: str, share: float) -> None:
    assert Settings.read({**DEVELOPMENT, "OUTREACH_HELD_BACK": given}).outreach_held_back == share


def test_how_often_a_customer_is_looked_after() -> None:
    assert Settings.read(DEVELOPMENT).outreach_every_s == 600
    assert Settings.read({**DEVELOPMENT, "OUTREACH_EVERY": "30"}).outreach_every_s == 30


def test_how_long_each_class_is_kept() -> None:
    assert Settings.read(DEVELOPMENT).retention == Periods()
    given = {"RETENTION_WORDS": "30", "RETENTION_CUSTOMERS": "730", "RETENTION_FILES": "0"}
    assert Settings.read({**DEVELOPMENT, **given}).retention == Periods(words=30, customers=730, files=0)


def test_secrets_stay_out_of_the_printed_form() -> None:
    printed = repr(Settings.read(PRODUCTION))
    assert not any(secret in printed for secret in SECRETS.values())
    assert "7Qk2vXw9" not in printed


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("FIRSTHAND_ENV", "staging", "development or production"),
        ("FIRSTHAND_PORT", "http", "a port number"),
        ("FIRSTHAND_PORT", "65536", "a port number"),
        ("FIRSTHAND_PUBLIC_URL", "http://127.0.0.1:8080/chat", "without a path"),
        ("DATABASE_URL", "mysql://x", "a postgresql:// address"),
        ("DATABASE_URL", "", "came nothing"),
        ("REDIS_URL", "memcached://x", "a redis://"),
        ("RASA_URL", "127.0.0.1:5005", "an http or https address"),
        ("WIDGET_ORIGINS", "https://shop.kr/path", "origins such as"),
        ("WIDGET_ORIGINS", "*", "origins such as"),
        ("WIDGET_JWT_KEYS", "no-colon", "kid:secret"),
        ("WIDGET_JWT_KEYS", "kid:short", "32 characters"),
        ("SHOP_ADAPTER", "soap", "http or sql"),
        ("FIRSTHAND_TRUSTED_PROXIES", "10.0.0.300", "addresses or networks"),
        ("FIRSTHAND_LIMITS", "maybe", "on or off"),
        ("FIRSTHAND_FAILPOINT", "nowhere:exit@1", "before_commit|after_commit|"),
        ("FIRSTHAND_UNSAFE", "yes", "on or off"),
        ("FIRSTHAND_SMTP_URL", "mail.shop.kr:25", "an address such as smtp://"),
        ("FIRSTHAND_SMTP_URL", "smtp://user:hunter2@mail.shop.kr:port", "a text of 37 characters"),
        ("FIRSTHAND_SMTP_URL", "https://mail.shop.kr", "an address such as smtp://"),
        ("FIRSTHAND_MAIL_FROM", "help", "an e-mail address"),
        ("FIRSTHAND_MAIL_FROM", "a@b.kr\nBcc: c@d.kr", "an e-mail address"),
        ("FIRSTHAND_WEBHOOK_PRIVATE", "yes", "refuse or allow"),
        ("OUTREACH_HELD_BACK", "10 %", "a share from 0 to 1"),
        ("OUTREACH_HELD_BACK", "1.5", "a share from 0 to 1"),
        ("OUTREACH_HELD_BACK", "nan", "a share from 0 to 1"),
        ("OUTREACH_EVERY", "0", "a whole number of seconds"),
        ("OUTREACH_EVERY", "10 min", "a whole number of seconds"),
        ("RETENTION_WORDS", "1 year", "a whole number of days"),
        ("RETENTION_CUSTOMERS", "-1", "a whole number of days"),
    ],
)
def test_a_bad_value_is_named(variable: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read({**DEVELOPMENT, variable: value})
    assert refused.value.variable == variable
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("FIRSTHAND_PUBLIC_URL", "http://help.shop.kr", "https"),
        ("WIDGET_ORIGINS", "http://shop.kr", "https"),
        ("SESSION_SECRET", "", "came nothing"),
        ("SESSION_SECRET", "d7Qk2vXw9LmZt4Rb", "a text of 16 characters"),
        ("SESSION_SECRET", "change-me-change-me-change-me-change-me", "a placeholder"),
        ("SESSION_SECRET", "ab" * 20, "a placeholder"),
        ("SESSION_SECRET", SECRETS["INTERNAL_SECRET"], "the one of INTERNAL_SECRET"),
        ("WIDGET_JWT_KEYS", "k:development-only-widget-jwt-key-000", "a placeholder"),
        ("FIRSTHAND_LIMITS", "off", "on in production"),
        ("FIRSTHAND_FAILPOINT", "after_commit:exit@1", "nothing in production"),
    ],
)
def test_production_refuses_what_is_only_good_enough_at_home(variable: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read({**PRODUCTION, variable: value})
    assert refused.value.variable == variable
    assert said in str(refused.value)
    assert "SECRET" not in variable or not value or value not in str(refused.value)


def test_the_sql_adapter_needs_its_own_database_and_no_token() -> None:
    settings = Settings.read({**DEVELOPMENT, "SHOP_ADAPTER": "sql", "SHOP_DATABASE_URL": "postgres://shop@db/shop"})
    assert settings.shop_database_url == "postgresql+asyncpg://shop@db/shop"
    assert settings.shop_token == ""
    with pytest.raises(SettingsError, match="SHOP_DATABASE_URL"):
        Settings.read({**DEVELOPMENT, "SHOP_ADAPTER": "sql"})


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Shop.kr:443/a?b", "https://shop.kr"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("javascript:alert(1)", None),
        ("http://shop.kr:99999999", None),
        ("null", None),
    ],
)
def test_an_origin_is_scheme_host_and_unusual_port(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin
