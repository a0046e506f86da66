"""Workbench: the child process of the workshop. Requests come in on stdin, answers go out on stdout, one at a time.

It ends when stdin does: with the gateway that started it, however that went, and in the middle of a computation too.
"""

import importlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")
"""Before each pickled request and answer: how many bytes follow."""
BEHIND_OTHERS = 10
"""Niceness: customers wait for the gateway, nobody waits for this as urgently."""

Request = tuple[str, tuple[Any, ...]]
Answer = tuple[Any, BaseException | None]


def main() -> None:
    """Answer until stdin ends. What a library prints goes to stderr, so that answers stay whole."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.nice(BEHIND_OTHERS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the gateway's: it ends this one when it has ended itself
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        _send(answers, answer_to(requests.get()))


def _receive(stream: BinaryIO, requests: "queue.SimpleQueue[bytes]") -> None:
    while True:
        head = stream.read(LENGTH.size)
        if len(head) < LENGTH.size:
            os._exit(0)  # nobody waits for an answer any more
        requests.put(stream.read(LENGTH.unpack(head)[0]))


def answer_to(request: bytes) -> bytes:
    """The pickled result, or the error that the function raised, with its traceback as a note."""
    try:
        name, arguments = pickle.loads(request)
        return pickle.dumps((named(name)(*arguments), None))
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return _error(error)


def named(name: str) -> Callable[..., Any]:
    """The function of a name like `escalation.insight.pain:points`."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _error(error: Exception) -> bytes:
    """An exception that does not come out of its pickle again travels as its words."""
    try:
        pickled = pickle.dumps((None, error))
        pickle.loads(pickled)
    except Exception:
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return pickled


def _send(stream: BinaryIO, answer: bytes) -> None:
    stream.write(LENGTH.pack(len(answer)) + answer)
    stream.flush()


if __name__ == "__main__":
    main()
