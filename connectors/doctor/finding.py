"""Finding: what one look found, and what to do about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """`warn`: it runs, and something may be lost, seen or missed. `bad`: do not let customers in like this."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`saw` says what is, `do` what helps; there is nothing to do where all is well."""

    name: str
    state: State
    saw: str
    do: str = ""

    def wire(self) -> Mapping[str, str]:
        return asdict(self)


def ok(name: str, saw: str) -> Finding:
    return Finding(name, State.OK, saw)


def warn(name: str, saw: str, do: str) -> Finding:
    return Finding(name, State.WARN, saw, do)


def bad(name: str, saw: str, do: str) -> Finding:
    return Finding(name, State.BAD, saw, do)
