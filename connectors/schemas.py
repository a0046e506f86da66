"""What a shape takes, said as JSON Schema: for readers, and for whoever wants to check a value without our code.

A shape checks; one that is `said` can also say what it checks. Which of the two is right is no question: a test holds
every described body to both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A check that can say what it takes."""

    check: Check
    schema: Callable[[], Schema]

    def __call__(self, value: Any, at: str) -> Any:
        return self.check(value, at)


def said(check: Check, **schema: Any) -> Check:
    """`check`, described by these keywords of JSON Schema."""
    return Said(check, lambda: dict(schema))


def schema_of(check: Check) -> Schema:
    """Raises TypeError for a check that says nothing of itself."""
    if not isinstance(check, Said):
        raise TypeError(f"expected a shape that is `said`, came {getattr(check, '__qualname__', check)}")
    return check.schema()


def object_of(required: Mapping[str, Schema], optional: Mapping[str, Schema]) -> Schema:
    """An object with these fields, and others that nobody reads."""
    named = {"required": list(required)} if required else {}
    return {"type": "object", "properties": {**required, **optional}, **named}


def or_null(schema: Schema) -> Schema:
    """Also null."""
    if isinstance(schema.get("type"), str) and not {"enum", "const"} & schema.keys():
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}
