"""The shop's values as JSON and back. Fields without a value are left out; what does not fit is named by its path."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from connectors.shapes import described
from connectors.shop.values import Locale, Text

T = TypeVar("T")


class WireError(ValueError):
    """A JSON value that is not what the contract says; the message never repeats it."""


def encode(value: object, locale: Locale | None = None) -> Any:
    """JSON of a value; with a locale, words are given in that language only."""
    if isinstance(value, Text) and locale is not None:
        return value.spoken(locale)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(part, locale) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: encode(part, locale) for name, part in pairs if part is not None}
    return value


def decode(kind: type[T], data: object, path: str) -> T:
    """The value of this dataclass that the JSON says; raises WireError. Unknown fields are ignored."""
    if not isinstance(data, Mapping):
        raise _wrong(path, "an object", data)
    hints = get_type_hints(kind)
    known = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]  # every kind given is a dataclass
        given = data.get(field.name)
        if given is None and field.default is not dataclasses.MISSING:
            continue
        known[field.name] = _value(hints[field.name], given, f"{path}.{field.name}")
    return kind(**known)


def decode_list(kind: type[T], data: object, path: str) -> tuple[T, ...]:
    if not isinstance(data, list):
        raise _wrong(path, "a list", data)
    return tuple(decode(kind, part, f"{path}[{place}]") for place, part in enumerate(data))


def _value(hint: Any, data: object, path: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        present = [part for part in get_args(hint) if part is not type(None)]
        return _value(present[0], data, path)
    if origin is Literal:
        return _one_of(get_args(hint), data, path)
    if origin is tuple:
        return decode_list(get_args(hint)[0], data, path)
    if dataclasses.is_dataclass(hint):
        return decode(typing.cast("type[Any]", hint), data, path)
    return _PLAIN[hint](data, path)


def _one_of(choices: tuple[Any, ...], data: object, path: str) -> Any:
    if data not in choices:
        raise _wrong(path, f"one of {', '.join(map(str, choices))}", data)
    return data


def _text(data: object, path: str) -> str:
    if not isinstance(data, str):
        raise _wrong(path, "text", data)
    return data


def _whole(data: object, path: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise _wrong(path, "a whole number", data)
    return data


def _time(data: object, path: str) -> datetime:
    try:
        at = datetime.fromisoformat(_text(data, path))
    except ValueError as error:
        raise _wrong(path, "an ISO 8601 time", data) from error
    if at.tzinfo is None:
        raise _wrong(path, "a time with an offset", data)
    return at


_PLAIN: dict[Any, Callable[[object, str], Any]] = {str: _text, int: _whole, datetime: _time}


def _wrong(path: str, expected: str, came: object) -> WireError:
    return WireError(f"{path}: expected {expected}, came {described(came)}")
