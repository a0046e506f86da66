"""Workshop: one child process for arithmetic that would hold up the gateway's loop or fill its memory.

A function is named (`escalation.insight.pain:points`), never imported here: numpy and scikit-learn stay in the child.
It is pure, of a module, and its arguments and result can be pickled.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from typing import Any

from escalation.insight.workbench import LENGTH

IDLE_S = 300.0
"""A child that had nothing to do for so long ends, and its memory with it."""
LIMIT_S = 120.0
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class WorkshopError(Exception):
    """No result: the child crashed, took longer than it may, or the gateway stops. What the function itself raises is
    raised as it is."""


class Workshop:
    """One computation at a time, in the order in which they were asked for. The child begins with the first one."""

    def __init__(self, *, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._turn = asyncio.Lock()
        self._child: Process | None = None
        self._resting: asyncio.Task[None] | None = None
        self._closed = False

    def pid(self) -> int | None:
        """Of the child, where there is one."""
        return None if self._child is None else self._child.pid

    async def run(self, function: str, *arguments: Any, limit_s: float = LIMIT_S) -> Any:
        """What the named function returns. A caller that is cancelled takes the child along: its result would be
        nobody's, and others wait. Raises WorkshopError, and what the function raises."""
        request = pickle.dumps((function, arguments))
        async with self._turn:
            self._stay()
            try:
                answer = await self._answered(function, request, limit_s)
            except BaseException:
                await self._end()
                raise
            self._rest()
        result, error = pickle.loads(answer)
        if error is not None:
            raise error
        return result

    async def close(self) -> None:
        """End the child, whatever it is at; nothing is computed afterwards."""
        self._closed = True
        self._kill()
        async with self._turn:
            self._stay()
            await self._end()

    async def _answered(self, function: str, request: bytes, limit_s: float) -> bytes:
        child = await self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            async with asyncio.timeout(limit_s):
                child.stdin.write(LENGTH.pack(len(request)) + request)
                await child.stdin.drain()
                (length,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
                return await child.stdout.readexactly(length)
        except TimeoutError as error:
            raise WorkshopError(f"{function}: no result within {limit_s:g} s") from error
        except (asyncio.IncompleteReadError, OSError) as error:
            code = await child.wait()
            raise WorkshopError(f"{function}: the process that computed it ended with {code}") from error

    async def _started(self) -> Process:
        """The child that is there, or a new one."""
        if self._closed:
            raise WorkshopError("the gateway stops")
        if self._child is not None and self._child.returncode is not None:
            await self._end()
        if self._child is None:
            command = (sys.executable, "-m", "escalation.insight.workbench")
            self._child = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, env={**os.environ, **ONE_CORE}
            )
        return self._child

    async def _end(self) -> None:
        """Kill the child and wait until it is gone, so that none stays behind as a zombie."""
        self._kill()
        child, self._child = self._child, None
        if child is not None:
            await asyncio.shield(asyncio.ensure_future(child.wait()))

    def _kill(self) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                self._child.kill()

    def _rest(self) -> None:
        self._resting = asyncio.create_task(self._end_when_idle())

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None

    async def _end_when_idle(self) -> None:
        await asyncio.sleep(self._idle_s)
        async with self._turn:
            self._resting = None
            await self._end()
