"""The time jumps by an hour, forth and back, while everybody talks: nothing is lost, doubled or out of order."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from escalation.store.clock import utc_now
from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.crowd import open_crowd
from tests.faults.rig.inside import open_inside

HOUR = timedelta(hours=1)


class Jumping:
    """A clock whose hands somebody turns."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@pytest.mark.timeout(900)
async def test_clock_jumps_by_an_hour(case: Case, tmp_path: Path) -> None:
    """Leases and tickets end, or last an hour longer: chats may change hands, and none of it breaks a promise."""
    clock = Jumping()
    async with (
        open_inside(tmp_path, clock) as inside,
        open_crowd(case, inside.rig, 10, 4, 2, urls=[inside.url]) as crowd,
    ):
        jumps = [HOUR, -HOUR, -HOUR, HOUR] * case.size(1, 5)
        signing_in = asyncio.create_task(_sign_in_again(crowd.agents))
        async with crowd.talking():
            for jump in jumps:
                await asyncio.sleep(case.chance.uniform(0.5, 2.0))
                clock.ahead += jump
            await asyncio.sleep(2)
        await crowd.settle()
        signing_in.cancel()
        await asyncio.gather(signing_in, return_exceptions=True)
        await crowd.judged(crowd.customers[:4], jumps=len(jumps))


async def _sign_in_again(agents: Sequence[AgentAtDesk]) -> None:
    """An hour without a sign of life ends a session at the desk: its page asks for the password."""
    while True:
        for agent in agents:
            if agent.denied is not None:
                await agent.away()
                agent.cookies, agent.denied = None, None
                agent.back()
        await asyncio.sleep(0.1)
