"""The workshop's child process: it answers, it may crash, and it never outlives whom it works for."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from escalation.insight.workshop import Workshop, WorkshopError

HERE = "tests.integration.escalation.workpieces"
ROOT = Path(__file__).parents[3]
HEAVY = ("numpy", "scipy", "sklearn", "pandas", "lifelines", "reportlab")


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    opened = Workshop()
    yield opened
    await opened.close()


async def gone(pid: int) -> bool:
    """Neither running nor a zombie, soon."""
    for _ in range(100):
        if not psutil.pid_exists(pid):
            return True
        await asyncio.sleep(0.05)
    return False


async def test_functions_are_computed_in_one_child(workshop: Workshop) -> None:
    assert workshop.pid() is None
    assert await asyncio.gather(*(workshop.run(f"{HERE}:total", n, 1) for n in range(3))) == [1, 2, 3]
    pid = workshop.pid()
    assert pid not in (None, os.getpid())
    assert await workshop.run(f"{HERE}:total", *range(200_000)) == sum(range(200_000))
    assert workshop.pid() == pid


async def test_what_a_function_raises_is_raised_and_the_child_stays(workshop: Workshop) -> None:
    with pytest.raises(ValueError, match="expected a number") as raised:
        await workshop.run(f"{HERE}:refuse")
    assert "in refuse" in "".join(raised.value.__notes__)
    pid = workshop.pid()
    with pytest.raises(RuntimeError, match="Odd: this"):
        await workshop.run(f"{HERE}:refuse_oddly")
    with pytest.raises(ModuleNotFoundError):
        await workshop.run("escalation.insight.nowhere:nothing")
    assert workshop.pid() == pid


async def test_a_crash_is_an_error_to_who_asked_and_a_new_child_next_time(workshop: Workshop) -> None:
    await workshop.run(f"{HERE}:total", 1)
    first = workshop.pid()
    other = asyncio.create_task(workshop.run(f"{HERE}:total", 1, 2))
    with pytest.raises(WorkshopError, match="crash: the process that computed it ended with -9"):
        await workshop.run(f"{HERE}:crash")
    assert await other == 3
    assert workshop.pid() != first


async def test_a_child_that_died_idle_is_replaced(workshop: Workshop) -> None:
    await workshop.run(f"{HERE}:total", 1)
    pid = workshop.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert await gone(pid)
    assert await workshop.run(f"{HERE}:total", 2) == 2


async def test_ctrl_c_is_the_gateways_own(workshop: Workshop) -> None:
    await workshop.run(f"{HERE}:total", 1)
    pid = workshop.pid()
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    assert await workshop.run(f"{HERE}:total", 2) == 2
    assert workshop.pid() == pid


async def test_a_cancelled_caller_holds_up_nobody(workshop: Workshop) -> None:
    await workshop.run(f"{HERE}:total", 1)
    first = workshop.pid()
    assert first is not None
    asked = asyncio.create_task(workshop.run(f"{HERE}:nap", 60))
    waits = asyncio.create_task(workshop.run(f"{HERE}:total", 5))
    await asyncio.sleep(0.1)
    asked.cancel()
    assert await asyncio.wait_for(waits, 20) == 5
    assert asked.cancelled()
    assert await gone(first)


async def test_who_takes_too_long_is_ended(workshop: Workshop) -> None:
    with pytest.raises(WorkshopError, match=r"nap: no result within 0\.2 s"):
        await workshop.run(f"{HERE}:nap", 60, limit_s=0.2)
    assert workshop.pid() is None


async def test_closing_ends_the_child_in_the_middle_of_its_work() -> None:
    workshop = Workshop()
    await workshop.run(f"{HERE}:total", 1)
    pid = workshop.pid()
    assert pid is not None
    asked = asyncio.create_task(workshop.run(f"{HERE}:nap", 60))
    await asyncio.sleep(0.1)
    await workshop.close()
    with pytest.raises(WorkshopError):
        await asked
    assert not psutil.pid_exists(pid)
    with pytest.raises(WorkshopError, match="stops"):
        await workshop.run(f"{HERE}:total", 1)


async def test_an_idle_child_ends() -> None:
    workshop = Workshop(idle_s=0.05)
    await workshop.run(f"{HERE}:total", 1)
    pid = workshop.pid()
    assert pid is not None
    assert await gone(pid)
    assert workshop.pid() is None
    assert await workshop.run(f"{HERE}:total", 2) == 2
    await workshop.close()


async def test_the_child_ends_with_a_gateway_that_was_killed_in_the_middle_of_its_work() -> None:
    program = f"""
import asyncio
from escalation.insight.workshop import Workshop
async def main():
    workshop = Workshop()
    await workshop.run("{HERE}:total", 1)
    print(workshop.pid(), flush=True)
    await workshop.run("{HERE}:nap", 60)
asyncio.run(main())
"""
    gateway = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert gateway.stdout is not None
    pid = int(await gateway.stdout.readline())
    gateway.kill()
    await gateway.communicate()
    assert await gone(pid)


def test_the_gateway_never_imports_what_is_heavy() -> None:
    asked = f"import sys, connectors.web.app; print([m for m in {HEAVY} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
