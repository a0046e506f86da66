"""A doctor asks the engines, the front door and the assistant of a set-up, of good ones and bad ones."""

import dataclasses
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.doctor import engines, outside
from connectors.doctor.finding import Finding, State
from connectors.settings import Settings
from tests.integration.web.conftest import Gateway

NOBODY = "http://127.0.0.1:9"


async def asked(looks: AsyncIterator[Finding]) -> dict[str, Finding]:
    return {one.name: one async for one in looks}


def states(found: dict[str, Finding]) -> dict[str, str]:
    """Those that are not well. Whether the assistant can be tried from outside depends on the network of a machine."""
    untold = {name for name, one in found.items() if one.state is State.OK} | {"assistant from outside"}
    return {name: one.state.value for name, one in found.items() if name not in untold}


@asynccontextmanager
async def standing_in(status: int, secret: str = "") -> AsyncIterator[str]:
    """A server that answers everything like this, whoever asks without its secret with 401."""

    async def answer(request: web.Request) -> web.Response:
        known = not secret or request.headers.get("Authorization") == f"Bearer {secret}"
        return web.json_response({"ok": known}, status=status if known else 401)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_engines_that_are_as_they_should_be(settings: Settings) -> None:
    found = await asked(engines.look(settings))
    assert states(found) == {"database role": "warn"}, "the tests' own role may do everything"
    assert found["schema"].saw.startswith("up to date")
    assert (found["database"].saw[:11], found["redis"].saw[:6]) == ("PostgreSQL ", "Redis ")
    assert found["way to the database"].saw == "private: a socket"


async def test_engines_that_are_away(settings: Settings) -> None:
    database, redis = "postgresql+asyncpg://u:p@127.0.0.1:9/none", "redis://redis.shop.kr.invalid:9/0"
    found = await asked(engines.look(dataclasses.replace(settings, database_url=database, redis_url=redis)))
    assert {name: state for name, state in states(found).items() if name != "what is confirmed"} == {
        "database": "bad",
        "redis": "bad",
        "way to redis": "bad",
    }
    assert "p@" not in found["database"].saw


async def test_a_gateway_as_browsers_reach_it(gateway: Gateway) -> None:
    async with standing_in(200, gateway.settings.assistant_secret) as url:
        found = await asked(outside.look(dataclasses.replace(gateway.settings, rasa_url=url)))
    assert states(found) == {"TLS": "warn"}, {name: one.saw for name, one in found.items()}
    assert found["sockets"].saw == "pass"
    assert found["assistant"].saw == "answers us, and nobody without the secret"


async def test_a_front_door_that_nobody_opens(settings: Settings) -> None:
    closed = dataclasses.replace(settings, public_url=NOBODY, rasa_url=NOBODY)
    found = await asked(outside.look(closed))
    assert states(found) == {"front door": "bad", "assistant": "bad"}
    assert found["front door"].do == "Start the gateway, and let what ends TLS pass everything on to it."


async def test_a_proxy_that_passes_no_sockets_and_an_assistant_that_answers_anybody(settings: Settings) -> None:
    async with standing_in(200) as url:
        found = await asked(outside.look(dataclasses.replace(settings, public_url=url, rasa_url=url)))
    assert states(found) == {"TLS": "warn", "sockets": "bad", "assistant": "bad"}
    assert found["assistant"].saw == "answers without a secret (200)"


@pytest.mark.parametrize(
    ("status", "saw"), [(401, "refuses our secret (401)"), (503, "answers without a secret (503)")]
)
async def test_an_assistant_with_another_secret(settings: Settings, status: int, saw: str) -> None:
    async with standing_in(status) as url:
        found = await asked(outside.look(dataclasses.replace(settings, public_url=NOBODY, rasa_url=url)))
    assert found["assistant"].saw == saw


async def test_an_assistant_that_the_outside_reaches() -> None:
    async with standing_in(401) as url:
        closed = await outside.assistant_from_outside(url, ["127.0.0.2"])
        untried = await outside.assistant_from_outside(url, [])
        found = await outside.assistant_from_outside(url, ["127.0.0.1"])
    assert (found.state, found.do[:10]) == (State.BAD, "Close port")
    assert (closed.state, closed.saw[-19:]) == (State.OK, "closed at 127.0.0.2")
    assert (untried.state, untried.saw) == (State.WARN, "nothing could be tried from here")
    public = await outside.assistant_from_outside("http://rasa.shop.kr:5005", [])
    assert (public.state, public.saw) == (State.BAD, "rasa.shop.kr is an address of the public internet")


async def test_the_address_by_which_this_machine_goes_out_is_tried_too() -> None:
    assert outside.own_addresses({socket.AF_INET: "127.0.0.1"}) == ["127.0.0.1"]
    assert outside.own_addresses({socket.AF_INET: "255.255.255.255"}) == [], "there is no way to everybody"
    assert set(outside.own_addresses()) <= set(await outside.reached_at(NOBODY))


def test_the_command_says_what_to_do_and_ends_with_1(database_url: str, redis_url: str) -> None:
    told = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "RASA_URL": NOBODY, "FIRSTHAND_PUBLIC_URL": NOBODY}
    command = [sys.executable, "-m", "connectors.cli", "doctor"]
    run = {"env": {**os.environ, **told}, "capture_output": True, "text": True, "timeout": 60, "check": False}
    done = subprocess.run([*command, "--json"], **run)  # type: ignore[call-overload]
    assert (done.returncode, done.stderr) == (1, "")
    found = {one["name"]: one for one in json.loads(done.stdout)}
    assert {name for name, one in found.items() if one["state"] == "bad"} >= {"front door", "assistant"}
    assert found["settings"]["state"] == "ok"
    unset = subprocess.run(command, **{**run, "env": {**run["env"], "DATABASE_URL": "mysql://x"}})  # type: ignore
    assert unset.returncode == 1
    assert unset.stdout.splitlines()[0].startswith("bad   settings")
    assert "-> Set DATABASE_URL" in unset.stdout
