"""Operations: what one route takes and answers, beside what its act and its body already tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from connectors.schemas import Check, Schema


@dataclass(frozen=True, slots=True)
class Media:
    """An answer or a body that is no JSON."""

    kind: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter in the address, or in the head."""

    schema: Schema
    about: str = ""
    needed: bool = False


Answer = Schema | Media | None
Body = Check | Media | None


@dataclass(frozen=True, slots=True)
class Operation:
    """`body` is the very shape that the handler checks with. `also` are other good answers, by status. `refuses` are
    codes of the table besides those that follow from the act, the body and the address."""

    summary: str
    answer: Answer = None
    status: int = 200
    body: Body = None
    query: Mapping[str, Query] = field(default_factory=dict)
    heads: Mapping[str, Query] = field(default_factory=dict)
    also: Mapping[int, Answer] = field(default_factory=dict)
    refuses: Sequence[str] = ()
    kinds: Sequence[str] = ("application/json",)


Operations = Mapping[tuple[str, str], Operation]
