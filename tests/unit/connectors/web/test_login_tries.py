"""How often somebody may try to log in: nobody guesses quickly, and nobody locks the owner out."""

import itertools
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from connectors.web.known_devices import LIFE_S, KnownDevices
from connectors.web.limits import (
    CODE_BY_ACCOUNT,
    LOGIN_BY_ACCOUNT,
    LOGIN_BY_ADDRESS,
    LOGIN_BY_DEVICE,
    LOGIN_BY_PAIR,
    Limits,
)
from connectors.web.login_tries import LoginTry
from connectors.web.signed import Signer
from escalation.store.refusals import Refused
from tests.unit.connectors.web.away import redis_away

OWNER = "owner@shop.example"


@pytest.fixture
def limits() -> Limits:
    return Limits(redis_away())


async def refused(tried: LoginTry) -> bool:
    try:
        await tried.count()
    except Refused as error:
        return error.code == "rate_limited"
    return False


async def test_one_place_guesses_five_times(limits: Limits) -> None:
    tried = LoginTry(limits, OWNER, "203.0.113.1", None)
    assert [await refused(tried) for _ in range(LOGIN_BY_PAIR.burst + 1)] == [False] * LOGIN_BY_PAIR.burst + [True]


async def test_many_places_together_guess_thirty_times_and_the_owner_gets_in(limits: Limits) -> None:
    crowd = (LoginTry(limits, OWNER, f"203.0.113.{number}", None) for number in itertools.count(1))
    tries = [await refused(next(crowd)) for _ in range(LOGIN_BY_ACCOUNT.burst + 20)]
    assert tries == [False] * LOGIN_BY_ACCOUNT.burst + [True] * 20
    assert await refused(LoginTry(limits, OWNER, "198.51.100.7", None))
    assert not await refused(LoginTry(limits, OWNER, "198.51.100.7", "the owner's browser"))


async def test_one_place_tries_thirty_accounts(limits: Limits) -> None:
    tries = [await refused(LoginTry(limits, f"{n}@shop.example", "203.0.113.1", None)) for n in range(40)]
    assert tries == [False] * LOGIN_BY_ADDRESS.burst + [True] * 10


async def test_a_known_browser_guesses_no_more_than_another(limits: Limits) -> None:
    tried = LoginTry(limits, OWNER, "203.0.113.1", "a laptop that was sold")
    assert [await refused(tried) for _ in range(9)] == [False] * LOGIN_BY_DEVICE.burst + [True] * 4


async def test_an_office_behind_one_address_logs_in_in_the_morning(limits: Limits) -> None:
    for number in range(3 * LOGIN_BY_ADDRESS.burst):
        tried = LoginTry(limits, f"{number}@shop.example", "203.0.113.1", None)
        assert not await refused(tried)
        await tried.succeeded()


async def test_an_office_that_is_asked_for_codes_logs_in_in_the_morning(limits: Limits) -> None:
    """They all send their password first; then each the password and a code."""
    tries = [LoginTry(limits, f"{n}@shop.example", "203.0.113.1", None) for n in range(2 * LOGIN_BY_ADDRESS.burst)]
    for tried in tries:
        assert not await refused(tried)
        await tried.halfway()
    for tried in tries:
        assert not await refused(tried)
        await tried.count_code()
        await tried.succeeded()


async def test_half_a_log_in_takes_back_no_guess_before_it(limits: Limits) -> None:
    tried = LoginTry(limits, OWNER, "203.0.113.1", None)
    for _ in range(LOGIN_BY_PAIR.burst - 1):
        assert not await refused(tried)
    assert not await refused(tried)
    await tried.halfway()
    assert [await refused(tried), await refused(tried)] == [False, True]


async def test_who_logs_in_to_one_account_goes_on_being_counted_at_the_others(limits: Limits) -> None:
    """An attacker with an account of their own clears nothing by using it between the guesses."""
    for number in range(LOGIN_BY_ADDRESS.burst):
        assert not await refused(LoginTry(limits, f"{number}@shop.example", "203.0.113.1", None))
        own = LoginTry(limits, "mine@shop.example", "203.0.113.1", None)
        if not await refused(own):
            await own.succeeded()
    assert await refused(LoginTry(limits, "next@shop.example", "203.0.113.1", None))


async def test_codes_are_counted_for_whoever_has_the_password(limits: Limits) -> None:
    for number in range(CODE_BY_ACCOUNT.burst):
        await LoginTry(limits, OWNER, f"203.0.113.{number}", None).count_code()
    with pytest.raises(Refused, match="rate_limited"):
        await LoginTry(limits, OWNER, "198.51.100.7", None).count_code()
    await LoginTry(limits, OWNER, "198.51.100.7", "the owner's browser").count_code()


class Clock:
    now = 1e9

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()
DEVICES = KnownDevices(Signer("a secret of the tests' own", CLOCK), secure=True)


def given(email: str = OWNER, devices: KnownDevices = DEVICES) -> Any:
    response = web.Response()
    devices.keep(response, email)
    return response.cookies["__Host-firsthand-device"]


def carrying(value: str) -> web.Request:
    return make_mocked_request("POST", "/desk/login", headers={"Cookie": f"__Host-firsthand-device={value}"})


def test_a_browser_is_known_to_the_account_it_was_used_with() -> None:
    cookie = given()
    assert DEVICES.of(carrying(cookie.value), OWNER.upper()) is not None
    assert DEVICES.of(carrying(cookie.value), "another@shop.example") is None
    assert DEVICES.of(carrying(cookie.value), OWNER) != DEVICES.of(carrying(given().value), OWNER)
    assert OWNER not in cookie.value
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Strict", "/")


def test_a_cookie_that_somebody_made_or_kept_too_long_is_none() -> None:
    forged = given(devices=KnownDevices(Signer("another secret"), secure=True))
    for value in (forged.value, "", "x", "a.b", Signer("a secret of the tests' own", CLOCK).sign("socket:desk", {}, 9)):
        assert DEVICES.of(carrying(value), OWNER) is None
    old = given().value
    CLOCK.now += LIFE_S + 1
    assert DEVICES.of(carrying(old), OWNER) is None
