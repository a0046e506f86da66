"""A kept process: it comes back when it dies, stays away when it is told to stop, and never outlives its keeper."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil

from connectors.supervisor.child import Child, Spec

SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)"]


def child_of(folder: Path, command: list[str], said: list[str], **more: object) -> Child:
    spec = Spec("sleeper", command, folder, {"PATH": os.environ["PATH"]}, **more)  # type: ignore[arg-type]
    return Child(spec, folder, said.append)


async def until(condition: object, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


async def test_a_killed_child_comes_back_and_a_stopped_one_does_not(tmp_path: Path) -> None:
    said: list[str] = []
    child = child_of(tmp_path, SLEEPER, said)
    await child.start()
    await until(lambda: "here" in (tmp_path / "sleeper.log").read_text())
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await until(lambda: child.pid not in (None, first))
    assert child.restarts == 1
    assert said[0].startswith("sleeper ended with code -9; starting it again in 0.25 s")
    second = child.pid
    assert second is not None
    await child.stop()
    assert child.pid is None
    assert not psutil.pid_exists(second)


async def test_a_child_that_dies_at_once_is_started_ever_more_slowly(tmp_path: Path) -> None:
    said: list[str] = []
    child = child_of(tmp_path, [sys.executable, "-c", "raise SystemExit(3)"], said)
    await child.start()
    await until(lambda: len(said) >= 3)
    await child.stop()
    assert [line.split(" in ")[1].split(" s")[0] for line in said[:3]] == ["0.25", "0.5", "1"]


async def test_a_child_that_ignores_its_signal_is_killed(tmp_path: Path) -> None:
    said: list[str] = []
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(600)"
    )
    child = child_of(tmp_path, [sys.executable, "-c", stubborn], said, stop_seconds=0.3)
    await child.start()
    await until(lambda: "on" in (tmp_path / "sleeper.log").read_text())
    await child.stop()
    assert child.pid is None
    assert said == ["sleeper did not end within 0 s and is killed"]


def test_a_killed_keeper_leaves_nothing_behind(tmp_path: Path) -> None:
    keeper = textwrap.dedent(
        f"""
        import asyncio, pathlib
        from connectors.supervisor.child import Child, Spec

        async def main():
            folder = pathlib.Path({str(tmp_path)!r})
            child = Child(Spec("sleeper", {SLEEPER!r}, folder, {{}}), folder, print)
            await child.start()
            print(child.pid, flush=True)
            await asyncio.sleep(600)

        asyncio.run(main())
        """
    )
    process = subprocess.Popen([sys.executable, "-c", keeper], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as lines:
        pid = int(lines.readline())
        assert psutil.pid_exists(pid)
        process.kill()
        process.wait()
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "the child outlived its keeper"
        time.sleep(0.02)


CHATTY = [sys.executable, "-c", "import time\nwhile True: print('x' * 99, flush=True); time.sleep(0.001)"]


async def test_a_log_is_set_aside_while_its_process_goes_on_writing(tmp_path: Path) -> None:
    child, log = child_of(tmp_path, CHATTY, []), tmp_path / "sleeper.log"
    await child.start()
    await until(lambda: log.stat().st_size > 5000)
    child.trim_log(limit=5000)
    assert log.stat().st_size < 5000
    assert (tmp_path / "sleeper.log.1").stat().st_size > 5000
    await until(lambda: log.stat().st_size > 200)
    assert log.read_bytes()[:1] == b"x", "no hole where the old lines were"
    await child.stop()


async def test_a_log_that_cannot_be_copied_is_cut_all_the_same(tmp_path: Path) -> None:
    said: list[str] = []
    child, log = child_of(tmp_path, SLEEPER, said), tmp_path / "sleeper.log"
    log.write_bytes(b"x" * 100)
    (tmp_path / "sleeper.log.1").symlink_to("/dev/full")
    child.trim_log(limit=10)
    assert log.stat().st_size == 0
    assert said == [f"{log} is cut without a copy: No space left on device"]


async def test_a_process_that_cannot_start_leaves_its_code_and_its_last_words(tmp_path: Path) -> None:
    said: list[str] = []
    words = "import sys; print('gateway: the port is in use.', file=sys.stderr); sys.exit(2)"
    child = child_of(tmp_path, [sys.executable, "-c", words], said)
    await child.start()
    await until(lambda: said)
    assert (child.last_code, child.last_words()) == (2, "gateway: the port is in use.")
    await child.stop()
