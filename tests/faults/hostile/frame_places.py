"""The places inside a JSON value, and what may be put there that does not belong there."""

import random
from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Every field inside a frame."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, part in inside:
        yield (*at, key)
        yield from places(part, (*at, key))


def found(value: Any, path: Place) -> object:
    for key in path:
        value = value[key]
    return value


def put(value: Any, path: Place, new: object) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def written(path: Place) -> str:
    """A place as the gateway names it: `labels[0]`, `values.contact`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}"
    return text.removeprefix(".")


def other_than(chance: random.Random, value: object) -> object:
    """A JSON value of another kind."""
    numbers: list[object] = [0, -1, 0.5, 2**31, 10**15, -(2**63), 1e308]
    kinds: dict[type, list[object]] = {
        str: ["", "x", "5", "𝟝", "null", "x" * 300],
        bool: [True, False],
        int: numbers,
        list: [[], [[]], [None], [1, "x", {}]],
        dict: [{}, {"$gt": ""}, {"__proto__": {"admin": True}}, {"": {"": None}}],
    }
    if type(value) is int:
        kinds[int] = [-1, 0.5, 2**31, 10**15, 1e308]
    else:
        del kinds[type(value)]
    return chance.choice(chance.choice(list(kinds.values())))
