"""What the workshop is given to do in its tests."""

import os
import signal
import time


def total(*numbers: float) -> float:
    print("a library that prints spoils no answer")
    return sum(numbers)


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise ValueError("expected a number, came none")


class Odd(Exception):
    """Comes out of no pickle: it takes two arguments and keeps one."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def refuse_oddly() -> None:
    raise Odd("this", "that")
