"""Fail points: named places where a gateway can be told to die or to stop, to see what is left behind there.

None is armed unless the one who starts the process says so; production refuses to start with it.
"""

import os
import re
import signal
from dataclasses import dataclass
from typing import Literal, get_args

FailPoint = Literal[
    "before_commit",  # everything is written, nothing counts yet
    "after_commit",  # on record; neither Redis nor a screen knows
    "after_redis",  # the live queue knows, no screen does
    "after_publish",  # the screens know
    "before_ack",  # on record, and whoever asked for it was not told
    "after_pop",  # out of the live queue, and nobody's yet
    "before_settle",  # the assistant has answered, the answer is not on record
]
FAILPOINTS: tuple[FailPoint, ...] = get_args(FailPoint)
DIED = 86
"""Exit code of a gateway that died at its fail point."""
_SPEC = re.compile(rf"({'|'.join(FAILPOINTS)}):(exit|pause)@([1-9][0-9]{{0,5}})")


@dataclass(slots=True)
class _Armed:
    name: str
    does: str
    left: int

    def reached(self, name: str) -> None:
        if name != self.name:
            return
        self.left -= 1
        if self.left != 0:
            return
        if self.does == "exit":
            os._exit(DIED)  # as a crash: nothing is flushed, closed or said
        os.kill(os.getpid(), signal.SIGSTOP)


_armed: _Armed | None = None


def is_spec(spec: str) -> bool:
    """`NAME:exit@N` (die the N-th time the place is reached) or `NAME:pause@N` (stop there until SIGCONT)."""
    return _SPEC.fullmatch(spec) is not None


def arm(spec: str) -> None:
    """Arm one for the life of this process. Raises ValueError for what is no spec."""
    global _armed
    found = _SPEC.fullmatch(spec)
    if found is None:
        raise ValueError(f"expected NAME:exit@N or NAME:pause@N with one of {', '.join(FAILPOINTS)}, got {spec!r}")
    _armed = _Armed(found[1], found[2], int(found[3]))


def reach(name: FailPoint) -> None:
    """This place is reached. Nothing happens unless it is armed."""
    if _armed is not None:
        _armed.reached(name)
