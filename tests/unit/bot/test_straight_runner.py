"""The graph runs node after node: each once, after what it needs, and only what the targets need."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphComponent, GraphSchema, SchemaNode

from bot.straight_runner import StraightRunner


class Log:
    """Nodes that write down when they run; each gives its name and what it was given."""

    def __init__(self, needs: dict[str, list[str]]) -> None:
        self.ran: list[str] = []
        nodes = {
            name: SchemaNode({f"p{i}": need for i, need in enumerate(wanted)}, GraphComponent, "create", "run", {})
            for name, wanted in needs.items()
        }
        self.runner = StraightRunner({name: self._node(name) for name in needs}, GraphSchema(nodes))

    def _node(self, name: str) -> Callable[..., tuple[str, Any]]:
        def run(*given: tuple[str, Any]) -> tuple[str, Any]:
            self.ran.append(name)
            return name, f"{name}({', '.join(str(value) for _, value in given)})"

        return run


def test_a_diamond_runs_each_node_once() -> None:
    log = Log({"end": ["left", "right"], "left": ["start"], "right": ["start"], "start": ["message"], "other": []})
    assert log.runner.run({"message": "hi"}, ["end"]) == {"end": "end(left(start(hi)), right(start(hi)))"}
    assert log.ran == ["start", "left", "right", "end"]


def test_a_run_knows_nothing_of_the_one_before() -> None:
    log = Log({"a": ["message"], "b": ["message"]})
    assert log.runner.run({"message": "1"}, ["a"]) == {"a": "a(1)"}
    assert log.runner.run({"message": "2"}, ["a", "b"]) == {"a": "a(2)", "b": "b(2)"}


def test_a_missing_input_is_named() -> None:
    with pytest.raises(GraphRunError, match="message"):
        Log({"a": ["message"]}).runner.run({}, ["a"])
