"""Shapes: what a JSON value from outside must look like, and what is left of it.

A shape is a function of a value and the place it stands at. It answers the value with only the fields we know,
or raises `ShapeError` with the place, what was expected and what came. It never repeats the value itself:
it may hold personal data, and the error goes to logs and back over the wire. What bodies are made of says of itself,
as JSON Schema, what it takes (`schema_of`); so does a record of such.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from connectors.schemas import Said, Schema, object_of, or_null, said, schema_of
from escalation.store.texts import whole_characters

Shape: TypeAlias = Callable[[Any, str], Any]

MOST_DIGITS = 15
"""JavaScript holds whole numbers of this many digits exactly."""
MOST_READ = 300

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
NAME = r"^[\w./-]{1,120}$"


class ShapeError(ValueError):
    """`field` is the place (`replies[0].text`), the message says what was expected there and what came."""

    def __init__(self, field: str, expected: str, came: object) -> None:
        super().__init__(f"{field or 'value'}: expected {expected}, came {described(came)}")
        self.field = field
        self.expected = expected
        self.came = described(came)


def described(value: object) -> str:
    """The kind and size of a value, never its content."""
    match value:
        case None:
            return "nothing"
        case str():
            return f"a text of {len(value)} characters"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case bytes():
            return f"{len(value)} bytes"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "an object"
        case _:
            return type(value).__name__


def parsed(source: str | bytes, *, unique: bool = False) -> Any:
    """The JSON value in `source`; `ShapeError` for anything else, too deep nesting and NaN included. `unique` refuses
    an object that names a field twice, of which every reader believes another one."""
    pairs = _refuse_twice if unique else None
    try:
        return json.loads(source, parse_constant=_refuse_constant, parse_int=_whole_number, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise ShapeError("", "JSON", source) from error


def _whole_number(digits: str) -> int | float:
    """One too long to be reckoned with becomes a float, which the shape of its field refuses by name."""
    return int(digits) if len(digits) <= MOST_READ else float(digits)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field stands there twice")
    return found


def text(most: int, least: int = 0) -> Shape:
    """A text of `least` to `most` characters, without control characters (PostgreSQL refuses NUL)."""

    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or not least <= len(value) <= most or CONTROLS.search(value):
            raise ShapeError(at, f"a text of {least} to {most} plain characters", value)
        return whole_characters(value)

    return said(check, type="string", minLength=least, maxLength=most, pattern=PLAIN)


def prose(most: int) -> Shape:
    """What a person typed: control characters that came along in a paste are left out, not refused."""

    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise ShapeError(at, f"a text of at most {most} characters", value)
        return whole_characters(CONTROLS.sub("", value))

    return said(check, type="string", maxLength=most)


def whole(least: int, most: int = 10**MOST_DIGITS - 1) -> Shape:
    def check(value: Any, at: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ShapeError(at, f"a whole number from {least} to {most}", value)
        return value

    return said(check, type="integer", minimum=least, maximum=most)


def number(least: float, most: float) -> Shape:
    def check(value: Any, at: str) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise ShapeError(at, f"a number from {least} to {most}", value)
        return value

    return said(check, type="number", minimum=least, maximum=most)


def _truth(value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise ShapeError(at, "true or false", value)
    return value


truth = said(_truth, type="boolean")


def scalar(value: Any, at: str) -> str | int | float | bool:
    """A short text, a number or a truth value: entities of buttons keep the type they had in JSON."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(number(-1e15, 1e15)(value, at)) if isinstance(value, float) else int(whole(-(10**15))(value, at))
    return str(text(300)(value, at))


def _identifier(value: Any, at: str) -> UUID:
    if isinstance(value, str) and len(value) == 36:
        try:
            if str(found := UUID(value)) == value.lower():  # it would take other forms of that length, too
                return found
        except ValueError:
            pass  # the same refusal below names the place
    raise ShapeError(at, "a UUID", value)


identifier = said(_identifier, type="string", format="uuid")
"""A UUID in its usual form of 36 characters."""


def word(value: Any, at: str) -> str:
    """A name of ours: letters, digits, `_`, `-`, `.`, `/`, at most 120."""
    if not isinstance(value, str) or not re.fullmatch(NAME, value):
        raise ShapeError(at, "a name of letters, digits, '_', '-', '.' and '/'", value)
    return value


def one_of(*allowed: str) -> Shape:
    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ShapeError(at, "one of " + ", ".join(allowed), value)
        return value

    return said(check, enum=[str(word) for word in allowed])


def link(value: Any, at: str) -> str:
    """An http, https or mailto address, or a path on our own site; never `javascript:` and its kin."""
    if isinstance(value, str) and 0 < len(value) <= 2000 and _is_safe_link(value):
        return value
    raise ShapeError(at, "a link with http, https or mailto, or a path", value)


def _is_safe_link(value: str) -> bool:
    if re.search(r"[\x00-\x20\x7f\\]", value):
        return False  # browsers drop these before they read the scheme
    if value.startswith("/"):
        return not value.startswith("//")
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.hostname))


def list_of(shape: Shape, most: int) -> Shape:
    def check(value: Any, at: str) -> list[Any]:
        if not isinstance(value, list) or len(value) > most:
            raise ShapeError(at, f"a list of at most {most}", value)
        return [shape(item, f"{at}[{index}]") for index, item in enumerate(value)]

    return Said(check, lambda: {"type": "array", "maxItems": most, "items": schema_of(shape)})


def map_of(shape: Shape, most: int) -> Shape:
    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > most:
            raise ShapeError(at, f"an object of at most {most} fields", value)
        return {word(key, at): shape(item, _join(at, key)) for key, item in value.items()}

    def schema() -> Schema:
        names = {"maxProperties": most, "propertyNames": {"pattern": NAME}}
        return {"type": "object", **names, "additionalProperties": schema_of(shape)}

    return Said(check, schema)


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """An object with these fields; a field we do not know is left out, a null optional one too."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(at, "an object", value)
        kept = {name: shape(value.get(name), _join(at, name)) for name, shape in required.items()}
        for name, shape in (optional or {}).items():
            if value.get(name) is not None:
                kept[name] = shape(value[name], _join(at, name))
        return kept

    def schema() -> Schema:
        given = {name: schema_of(shape) for name, shape in required.items()}
        return object_of(given, {name: or_null(schema_of(shape)) for name, shape in (optional or {}).items()})

    return Said(check, schema)


def changes(fields: Mapping[str, Shape]) -> Shape:
    """An object with at least one of these fields and no other; one that is null is given too, its shape decides."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict) or not value:
            raise ShapeError(at, f"an object with some of {', '.join(fields)}", value)
        if strangers := sorted(set(value) - set(fields)):
            raise ShapeError(_join(at, word(strangers[0], at)), f"some of {', '.join(fields)}", value)
        return {name: fields[name](found, _join(at, name)) for name, found in value.items()}

    def schema() -> Schema:
        known = object_of({}, {name: schema_of(shape) for name, shape in fields.items()})
        return {**known, "minProperties": 1, "additionalProperties": False}

    return Said(check, schema)


def nullable(shape: Shape) -> Shape:
    """Null, or what `shape` says."""

    def check(value: Any, at: str) -> Any:
        return None if value is None else shape(value, at)

    return Said(check, lambda: or_null(schema_of(shape)))


def _anything(value: Any, at: str) -> Any:
    return value


anything = said(_anything)
"""Whatever it is: who takes it checks it."""


def tagged(tag: str, kinds: Mapping[str, Shape]) -> Shape:
    """An object whose field `tag` names which of `kinds` the rest must be."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(at, "an object", value)
        kind = one_of(*kinds)(value.get(tag), _join(at, tag))
        return {tag: kind, **kinds[kind](value, at)}

    def schema() -> Schema:
        named = {kind: object_of({tag: {"const": kind}}, {}) for kind in kinds}
        return {"oneOf": [{"allOf": [named[kind], schema_of(shape)]} for kind, shape in kinds.items()]}

    return Said(check, schema)


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
