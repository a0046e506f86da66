"""Fail points: nothing unless armed, then once, at the right time."""

import subprocess
import sys
import textwrap

import pytest

from escalation.store import failpoints


def run(script: str) -> "subprocess.CompletedProcess[str]":
    """In a process of its own: this one is needed."""
    head = "from escalation.store.failpoints import arm, reach\n"
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(script)], capture_output=True, text=True, check=False
    )


def test_unarmed_nothing_happens() -> None:
    for name in failpoints.FAILPOINTS:
        failpoints.reach(name)


def test_the_process_dies_the_third_time_and_only_there() -> None:
    done = run(
        """
        arm("after_commit:exit@3")
        for number in range(9):
            reach("before_commit")
            reach("after_commit")
            print(number, flush=True)
        """
    )
    assert (done.returncode, done.stdout.split()) == (failpoints.DIED, ["0", "1"])


def test_it_stops_and_goes_on_when_told_to() -> None:
    done = run(
        """
        import os, signal, subprocess
        subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -CONT {os.getpid()}"])
        arm("before_ack:pause@1")
        reach("before_ack")
        reach("before_ack")
        """
    )
    assert done.returncode == 0


@pytest.mark.parametrize("spec", ["", "nowhere:exit@1", "after_commit", "after_commit:exit@0", "after_commit:sing@1"])
def test_what_is_no_spec_is_refused(spec: str) -> None:
    assert not failpoints.is_spec(spec)
    with pytest.raises(ValueError, match="expected NAME:exit@N"):
        failpoints.arm(spec)
