"""What nobody sane sends on a socket: refused by its field or ended with the right code, harmless, and nothing that was
typed is lost."""

import asyncio
import json
import random
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import islice
from pathlib import Path

import aiohttp
import pytest

from tests.faults.cases import Case
from tests.faults.hostile.attempt import Frame
from tests.faults.hostile.hand import Hand, agent, visitor
from tests.faults.hostile.things import KINDS, Kind
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.verdict import Violation
from tests.integration.web.screens import CustomerScreen

CONTRACTS = Path(__file__).parents[1] / "contracts"
HANDS = 4
MOST_GROWTH_MIB = 100


def frames_of(party: str) -> list[Frame]:
    """What a client may say once it is in."""
    golden: dict[str, Frame] = json.loads((CONTRACTS / f"{party}_frames.json").read_text("utf-8"))["client"]
    return [frame for frame in golden.values() if frame["type"] != "hello"]


async def hands_of(rig: Rig, party: str, stack: AsyncExitStack) -> list[Hand]:
    """Several of them, each on a conversation of their own."""
    logins = await rig.hire(HANDS) if party == "desk" else []
    hands: list[Hand] = []
    for number in range(HANDS):
        jar = aiohttp.CookieJar(unsafe=True)
        http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
        gateway = rig.gateways[0]
        hands.append(await agent(gateway, logins[number], http) if logins else visitor(gateway, http))
        stack.push_async_callback(hands[-1].leave)
    return hands


class Bout:
    """One party's hands against one gateway."""

    def __init__(self, rig: Rig, case: Case, hands: Sequence[Hand], frames: list[Frame]) -> None:
        self.rig = rig
        self.hands = hands
        self.frames = frames
        self.each = case.size(12, 1000) // len(hands)
        self.chances = [random.Random(case.chance.random()) for _ in hands]
        self.kept: dict[str, str] = {}
        self.wrong: list[str] = []

    async def play(self, kind: Kind) -> None:
        """All hands at once, each with its share of a kind."""
        await asyncio.gather(*(self._share(kind, *one) for one in zip(self.hands, self.chances, strict=True)))

    async def _share(self, kind: Kind, hand: Hand, chance: random.Random) -> None:
        for attempt in islice(kind(chance, self.frames, hand.say), self.each):
            for fault in await hand.tries(attempt):
                self.wrong.append(f"{kind.__name__}: {fault}; sent {attempt.wire[:300]!r}")
            if attempt.kept is not None and attempt.client_id is not None:
                self.kept[attempt.client_id] = attempt.kept

    async def violations(self) -> list[Violation]:
        """What was answered wrongly, and what was typed and is not on record word for word."""
        rows = await self.rig.sql("SELECT client_id, text FROM message WHERE client_id IS NOT NULL")
        record = {str(row.client_id): row.text for row in rows}
        lost = [(text, record.get(id_)) for id_, text in self.kept.items() if record.get(id_) != text]
        found = [Violation(1, "gateway", f"said {text!r}, on record is {kept!r}") for text, kept in lost]
        return [Violation(7, "gateway", wrong) for wrong in self.wrong] + found


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("party", ["widget", "desk"])
async def test_hostile_frames(case: Case, party: str) -> None:
    async with open_rig() as rig, AsyncExitStack() as stack:
        [gateway] = rig.gateways
        case.keep(gateway.log)
        bout = Bout(rig, case, await hands_of(rig, party, stack), frames_of(party))
        before = gateway.rss_bytes()
        for kind in KINDS.values():
            await bout.play(kind)
        growth = (gateway.rss_bytes() - before) / 2**20
        violations = await bout.violations()
        if growth > MOST_GROWTH_MIB:
            violations.append(Violation(7, "gateway", f"its memory grew by {growth:.0f} MiB"))
        if "unforeseen error" in (log := gateway.log.read_text("utf-8")):
            violations.append(Violation(7, "gateway", log[log.index("unforeseen error") :][:2000]))
        async with CustomerScreen(gateway.url) as customer:
            await customer.open()
            assert (await customer.write("아직 있나요?"))["type"] == "ack"
        case.verdict(
            violations, kinds=len(KINDS), each=bout.each * len(bout.hands), kept=len(bout.kept), grew_mib=growth
        )
