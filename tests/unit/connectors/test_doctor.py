"""What a doctor sees in settings and on a machine, of good ones and bad ones."""

from pathlib import Path

import pytest

from connectors.doctor import machine, told
from connectors.doctor.finding import Finding, State
from connectors.doctor.told import is_private
from connectors.settings import Settings
from tests.unit.connectors.test_settings import DEVELOPMENT, PRODUCTION

GOOD = {
    **PRODUCTION,
    "FIRSTHAND_TRUSTED_PROXIES": "10.0.0.4",
    "FIRSTHAND_SMTP_URL": "smtps://mail.shop.kr:465",
    "FIRSTHAND_MAIL_FROM": "help@shop.kr",
    "SHOP_URL": "https://api.shop.kr",
}


def seen(**variables: str) -> dict[str, Finding]:
    return {one.name: one for one in told.look(Settings.read({**GOOD, **variables}))}


def test_of_a_good_set_up_there_is_nothing_to_do() -> None:
    found = seen().values()
    assert [(one.name, one.saw) for one in found if one.state is not State.OK] == []
    assert [one.do for one in found if one.do] == []


@pytest.mark.parametrize(
    ("name", "state", "variables"),
    [
        ("proxies", "bad", {"FIRSTHAND_TRUSTED_PROXIES": ""}),
        ("proxies", "bad", {"FIRSTHAND_TRUSTED_PROXIES": "0.0.0.0/0"}),
        ("proxies", "bad", {"FIRSTHAND_TRUSTED_PROXIES": "10.0.0.4, ::/0"}),
        ("durability", "bad", {"FIRSTHAND_UNSAFE": "on"}),
        ("second factor", "warn", {"FIRSTHAND_TOTP": "off"}),
        ("letters", "warn", {"FIRSTHAND_SMTP_URL": "", "FIRSTHAND_MAIL_FROM": ""}),
        ("webhooks", "bad", {"FIRSTHAND_WEBHOOK_PRIVATE": "allow"}),
        ("retention", "warn", {"RETENTION_WORDS": "0"}),
        ("retention", "warn", {"RETENTION_ADDRESSES": "0"}),
        ("shop", "bad", {"SHOP_URL": "http://api.shop.kr"}),
    ],
)
def test_what_is_wrong_is_named_with_what_helps(name: str, state: str, variables: dict[str, str]) -> None:
    found = seen(**variables)
    assert found[name].state == state
    assert found[name].do.endswith(".")
    assert [one.name for one in found.values() if one.state is not State.OK] == [name]


def test_stand_in_secrets_are_told_while_trying_things_out() -> None:
    found = {one.name: one for one in told.look(Settings.read(DEVELOPMENT))}
    assert found["secrets"].state is State.WARN
    assert found["proxies"].state is State.OK


def test_a_setting_that_keeps_the_gateway_from_starting_is_all_that_is_said() -> None:
    settings, finding = told.read({**PRODUCTION, "SESSION_SECRET": "change-me"})
    assert (settings, finding.state) == (None, State.BAD)
    assert "SESSION_SECRET" in finding.saw
    assert "change-me" not in finding.saw


@pytest.mark.parametrize(
    ("host", "private"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("10.1.2.3", True), ("::1", True), ("redis", True)),
        *(("db.internal", True), ("8.8.8.8", False), ("db.shop.kr", False), ("2600::1", False), ("", False)),
    ],
)
def test_what_only_we_can_reach(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_this_machine(tmp_path: Path) -> None:
    settings = Settings.read({**GOOD, "FIRSTHAND_DATA": str(tmp_path / "not/yet/there")})
    found = {one.name: one for one in machine.look(settings)}
    assert found.keys() == {"disk", "open files", "versions", "pages"}
    assert str(tmp_path) in found["disk"].saw
    assert found["versions"].state is State.OK, found["versions"].saw
    for one in found.values():
        assert bool(one.do) == (one.state is not State.OK)


def test_other_versions_than_the_locked_ones_are_named(tmp_path: Path) -> None:
    lock = tmp_path / "locked.txt"
    lock.write_text("aiohttp==1.0.0 \\\n    --hash=sha256:00\nno-such-package==2.0.0 \\\n    --hash=sha256:11\n")
    found = machine.installed(lock)
    assert found.state is State.WARN
    assert "for 1.0.0" in found.saw
    assert "no-such-package missing for 2.0.0" in found.saw


@pytest.mark.parametrize(
    ("free", "state"), [(machine.TOO_LITTLE - 1, "bad"), (machine.LITTLE - 1, "warn"), (10**12, "ok")]
)
def test_room_on_the_disk(free: int, state: str) -> None:
    assert machine.room(free, Path("there")).state == state


def test_pages_that_nobody_built(tmp_path: Path) -> None:
    assert machine.pages(tmp_path).state is State.BAD
    (tmp_path / "widget.js").touch()
    assert machine.pages(tmp_path).state is State.OK
