"""The supervisor with everything under it: what listens where, what comes back, what is left behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest
import redis

from tests.integration.web.screens import CustomerScreen
from tests.system import SIGNS, System, environment, running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def status(url: str, method: str = "GET", **headers: str) -> int:
    try:
        with urlopen(Request(url, method=method, headers=headers, data=b"{}" if method == "POST" else None)) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def until(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def pids(system: System) -> dict[str, int]:
    return {name: child.pid for name, child in system.children().items()}


def is_complete(system: System) -> bool:
    """Whether the gateway says that every part answers."""
    try:
        with urlopen(f"{system.gateway}/readyz") as answer:
            return bool(json.load(answer)["complete"])
    except OSError:
        return False


def test_only_the_gateway_and_the_shop_listen_beyond_loopback(system: System) -> None:
    listening: dict[str, set[str]] = {}
    for name, child in system.children().items():
        for process in [child, *child.children(recursive=True)]:
            for socket in process.net_connections("inet"):
                if socket.status == psutil.CONN_LISTEN:
                    listening.setdefault(name, set()).add(f"{socket.laddr.ip}:{socket.laddr.port}")
    assert listening == {
        "gateway": {f"0.0.0.0:{system.ports['FIRSTHAND_PORT']}"},
        "shop": {f"0.0.0.0:{system.ports['DEMO_SHOP_PORT']}"},
        "rasa": {f"127.0.0.1:{system.ports['RASA_PORT']}"},
        "actions": {f"127.0.0.1:{system.ports['ACTIONS_PORT']}"},
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("port", "path"),
    [
        ("RASA_PORT", "/"), ("RASA_PORT", "/version"), ("RASA_PORT", "/status"), ("RASA_PORT", "/model/train"),
        ("RASA_PORT", "/webhooks/gateway/webhook"), ("RASA_PORT", "/webhooks/gateway/parse"),
        ("RASA_PORT", "/webhooks/rest/webhook"), ("RASA_PORT", "/conversations/x/messages"),
        ("ACTIONS_PORT", "/"), ("ACTIONS_PORT", "/webhook"), ("ACTIONS_PORT", "/health"), ("ACTIONS_PORT", "/actions"),
        ("FIRSTHAND_PORT", "/internal/shop/orders"),
    ],
)  # fmt: skip
def test_the_assistants_ports_refuse_a_call_without_the_secret(
    system: System, method: str, port: str, path: str
) -> None:
    base = f"http://127.0.0.1:{system.ports[port]}"
    assert status(base + path, method) in (401, 404, 405)
    assert status(base + path, method, Authorization="Bearer wrong") in (401, 404, 405)


def test_the_internal_pages_of_the_assistant_are_not_merely_missing(system: System) -> None:
    """The three that exist answer 401, so the test above is not passed by wrong paths alone."""
    rasa, actions = (f"http://127.0.0.1:{system.ports[name]}" for name in ("RASA_PORT", "ACTIONS_PORT"))
    assert status(f"{rasa}/webhooks/gateway/webhook", "POST") == 401
    assert status(f"{rasa}/webhooks/gateway/parse", "POST") == 401
    assert status(f"{actions}/webhook", "POST") == 401
    secret = {"Authorization": f"Bearer {system.secrets['ASSISTANT_SECRET']}"}
    assert status(f"{rasa}/webhooks/gateway/health", **secret) == 200


def test_a_second_start_on_the_same_folder_prints_the_first_ones_addresses(system: System) -> None:
    command = [sys.executable, "-m", "connectors.cli", "up"]
    env = environment(system.data, system.ports)
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0
    assert f"already running (process {system.process.pid})" in done.stdout
    assert f"{system.gateway}/desk" in done.stdout


def test_a_taken_port_is_one_sentence(system: System, tmp_path: os.PathLike[str]) -> None:
    command = [sys.executable, "-m", "connectors.cli", "up"]
    env = environment(tmp_path, system.ports)  # type: ignore[arg-type]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "Set FIRSTHAND_PORT to another port." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_redis_that_forgets_ends_the_start_with_a_sentence(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.config_set("appendonly", "no")
        try:
            with pytest.raises(AssertionError, match="it ended with code 2") as told, running(REDIS_URL=redis_url):
                pass
        finally:
            client.config_set("appendonly", "yes")
    assert "REDIS_URL: expected a Redis with appendonly yes, came no; --unsafe starts all the same\n" in str(told.value)


@pytest.mark.parametrize("name", sorted(SIGNS))
def test_a_killed_child_comes_back(system: System, name: str) -> None:
    before = pids(system)
    os.kill(before[name], signal.SIGKILL)
    until(lambda: pids(system).get(name, before[name]) != before[name])
    until(lambda: is_complete(system))
    assert {**pids(system), name: 0} == {**before, name: 0}, "another process was restarted too"


async def test_a_message_that_meets_a_dead_assistant_is_told_so_at_once_and_answered_later(system: System) -> None:
    async with CustomerScreen(system.gateway) as screen:
        await screen.open(locale="ko")
        system.children()["rasa"].send_signal(signal.SIGKILL)
        assert (await screen.write("환불 규정이 어떻게 되나요?"))["type"] == "ack"
        notice = await screen.notice("bot_unavailable")
        assert [button["code"] for button in notice["buttons"]] == ["talk_to_person"]
        await asyncio.to_thread(until, lambda: is_complete(system))
        answer = await screen.message(lambda message: message["sender"] == "bot")
        assert "7일" in answer["text"]
        assert [m["seq"] for m in screen.messages if m["sender"] == "customer"] == [1]


def test_kill_9_of_the_supervisor_leaves_nothing_behind() -> None:
    """What Ctrl-C does is checked wherever a test ends its Firsthand: see tests/system.py."""
    with running() as own:
        family = psutil.Process(own.process.pid).children(recursive=True)
        assert len(own.children()) == len(SIGNS)
        own.process.kill()
        own.process.wait()
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == []


def test_given_engines_replace_the_embedded_ones(database_url: str, redis_url: str) -> None:
    with running(DATABASE_URL=database_url, REDIS_URL=redis_url) as own:
        assert set(own.children()) == set(SIGNS) - {"postgres", "redis"}
        assert is_complete(own)
        assert own.facts["database"] == database_url
