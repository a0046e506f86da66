"""The small words that answers are described in."""

from collections.abc import Iterable, Mapping

from connectors.schemas import Schema, object_of

STR: Schema = {"type": "string"}
INT: Schema = {"type": "integer"}
NUM: Schema = {"type": "number"}
BOOL: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "format": "uuid"}
TIME: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
ANY: Schema = {}
OK: Schema = object_of({"ok": {"const": True}}, {})
EMPTY: Schema = object_of({}, {})
MADE: Schema = object_of({"id": ID}, {})
"""The id of what was made."""


def obj(required: Mapping[str, Schema], **optional: Schema) -> Schema:
    """An object; the keywords name what may be left out."""
    return object_of(dict(required), optional)


def many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def by_name(item: Schema) -> Schema:
    """An object whose fields have names of their own."""
    return {"type": "object", "additionalProperties": item}


def null_or(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "null"}]}


def one_of(words: Iterable[object]) -> Schema:
    return {"enum": [str(word) for word in words]}


def ref(name: str) -> Schema:
    """A schema of the table in `components`."""
    return {"$ref": f"#/components/schemas/{name}"}
