"""Shapes: what a JSON value from outside must look like, and what is left of it.

A shape is a function of a value and the place it stands at. It answers the value with only the fields we know,
or raises `ShapeError` with the place, what was expected and what came. It never repeats the value itself:
it may hold personal data, and the error goes to logs and back over the wire.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from escalation.store.texts import whole_characters

Shape: TypeAlias = Callable[[Any, str], Any]

MOST_DIGITS = 15
"""JavaScript holds whole numbers of this many digits exactly."""
MOST_READ = 300

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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

    return check


def prose(most: int) -> Shape:
    """What a person typed: control characters that came along in a paste are left out, not refused."""

    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise ShapeError(at, f"a text of at most {most} characters", value)
        return whole_characters(CONTROLS.sub("", value))

    return check


def whole(least: int, most: int = 10**MOST_DIGITS - 1) -> Shape:
    def check(value: Any, at: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ShapeError(at, f"a whole number from {least} to {most}", value)
        return value

    return check


def number(least: float, most: float) -> Shape:
    def check(value: Any, at: str) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise ShapeError(at, f"a number from {least} to {most}", value)
        return value

    return check


def truth(value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise ShapeError(at, "true or false", value)
    return value


def scalar(value: Any, at: str) -> str | int | float | bool:
    """A short text, a number or a truth value: entities of buttons keep the type they had in JSON."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(number(-1e15, 1e15)(value, at)) if isinstance(value, float) else int(whole(-(10**15))(value, at))
    return str(text(300)(value, at))


def identifier(value: Any, at: str) -> UUID:
    """A UUID in its usual form of 36 characters."""
    if isinstance(value, str) and len(value) == 36:
        try:
            if str(found := UUID(value)) == value.lower():  # it would take other forms of that length, too
                return found
        except ValueError:
            pass  # the same refusal below names the place
    raise ShapeError(at, "a UUID", value)


def word(value: Any, at: str) -> str:
    """A name of ours: letters, digits, `_`, `-`, `.`, `/`, at most 120."""
    if not isinstance(value, str) or not re.fullmatch(r"[\w./-]{1,120}", value):
        raise ShapeError(at, "a name of letters, digits, '_', '-', '.' and '/'", value)
    return value


def one_of(*allowed: str) -> Shape:
    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ShapeError(at, "one of " + ", ".join(allowed), value)
        return value

    return check


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

    return check


def map_of(shape: Shape, most: int) -> Shape:
    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > most:
            raise ShapeError(at, f"an object of at most {most} fields", value)
        return {word(key, at): shape(item, _join(at, key)) for key, item in value.items()}

    return check


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

    return check


def changes(fields: Mapping[str, Shape]) -> Shape:
    """An object with at least one of these fields and no other; one that is null is given too, its shape decides."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict) or not value:
            raise ShapeError(at, f"an object with some of {', '.join(fields)}", value)
        if strangers := sorted(set(value) - set(fields)):
            raise ShapeError(_join(at, word(strangers[0], at)), f"some of {', '.join(fields)}", value)
        return {name: fields[name](found, _join(at, name)) for name, found in value.items()}

    return check


def nullable(shape: Shape) -> Shape:
    """Null, or what `shape` says."""

    def check(value: Any, at: str) -> Any:
        return None if value is None else shape(value, at)

    return check


def anything(value: Any, at: str) -> Any:
    """Whatever it is: who takes it checks it."""
    return value


def tagged(tag: str, kinds: Mapping[str, Shape]) -> Shape:
    """An object whose field `tag` names which of `kinds` the rest must be."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(at, "an object", value)
        kind = one_of(*kinds)(value.get(tag), _join(at, tag))
        return {tag: kind, **kinds[kind](value, at)}

    return check


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
