"""Where the time of a turn goes: medians of each component of the graph, and of the turn around it."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from rasa.core.agent import Agent
from rasa.engine.graph import GraphSchema

from bot.dialogue import Dialogue
from bot.straight_runner import Node, StraightRunner
from bot.turn_request import TurnRequest

MESSAGES = ("안녕하세요", "hello", "고객센터 몇 시까지 해요?", "which payment methods can I use?")
"""Simple messages, each the first of its dialogue."""
WHOLE, REST = "whole turn", "tracker, actions, channel"
_WARMING = 5


@dataclass(frozen=True)
class Share:
    """A part of the turns: its median (milliseconds) and its share of the median turn."""

    part: str
    median: float
    share: float


class Stopwatch:
    """Seconds a part took in the turn that runs now, part by part."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = defaultdict(float)

    @contextmanager
    def measure(self, part: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.parts[part] += time.perf_counter() - started


class TimedRunner(StraightRunner):
    """The graph as the channel runs it, each node on the stopwatch."""

    def __init__(self, nodes: Mapping[str, Node], schema: GraphSchema) -> None:
        super().__init__(nodes, schema)
        self.watch = Stopwatch()

    def _call(self, name: str, given: list[tuple[str, Any]]) -> Any:
        with self.watch.measure(name.removeprefix("run_")):
            return super()._call(name, given)


def profile(model: Path, turns: int) -> list[Share]:
    """Loads the model and answers `turns` messages, with trackers in memory and without an action server."""
    agent = Agent.load(str(model))
    runner = TimedRunner.of(agent.processor.graph_runner)
    agent.processor.graph_runner = runner
    return shares(asyncio.run(_answer(agent, runner, turns)))


def shares(turns: Sequence[dict[str, float]]) -> list[Share]:
    """The parts, dearest first, below the whole; REST is what of a turn is in none of them."""
    told = [turn | {REST: 2 * turn[WHOLE] - sum(turn.values())} for turn in turns]
    parts = sorted({part for turn in told for part in turn})
    medians = {part: 1_000 * median(turn.get(part, 0.0) for turn in told) for part in parts}
    whole = medians[WHOLE]
    found = [Share(part, value, value / whole) for part, value in medians.items()]
    return sorted(found, key=lambda share: (share.part != WHOLE, -share.median))


def table(found: Sequence[Share]) -> str:
    """One line a part."""
    return "\n".join(f"{share.part:<48}{share.median:8.2f} ms{share.share:8.0%}" for share in found)


async def _answer(agent: Agent, runner: TimedRunner, turns: int) -> list[dict[str, float]]:
    dialogue, told = Dialogue(agent.processor, agent.nlg), []
    for n in range(turns + _WARMING):
        request = _request(MESSAGES[n % len(MESSAGES)], agent.domain.intents)
        runner.watch = Stopwatch()
        with runner.watch.measure(WHOLE):
            await dialogue.answer(request)
        told.append(dict(runner.watch.parts))
    return told[_WARMING:]


def _request(text: str, intents: Sequence[str]) -> TurnRequest:
    message = {"message_id": str(uuid4()), "text": text}
    told = {"turn_id": str(uuid4()), "dialogue_id": str(uuid4()), "messages": [message], "locale": "ko"}
    return TurnRequest.read(told | {"customer": {"verified": False}}, intents)
