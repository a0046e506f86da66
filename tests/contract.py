"""The OpenAPI document as a judge: whether a request's body, and an answer, are what it says."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from connectors.web import app as application
from connectors.web.openapi.document import document

DOCUMENT: dict[str, Any] = document(application.ROUTES)
JSON = "application/json"
AS_IT_COMES = "*/*"


def closed(schema: Any) -> Any:
    """The schema, with no field that it does not name: what is published lets answers grow, a test does not."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: part if name in ("allOf", "enum", "const") else closed(part) for name, part in schema.items()}
    return {"additionalProperties": False, **inside} if "properties" in schema else inside


@cache
def _judge(schema: str, strictly: bool) -> Draft202012Validator:
    read, components = json.loads(schema), DOCUMENT["components"]
    whole = {"components": closed(components) if strictly else components, **(closed(read) if strictly else read)}
    return Draft202012Validator(whole, validate_formats=True)


def faults(schema: Mapping[str, Any], value: Any, *, strictly: bool = False) -> list[str]:
    """What is wrong with a value."""
    judge = _judge(json.dumps(schema), strictly)
    return [f"{'.'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in judge.iter_errors(value)]


def operation(method: str, path: str) -> dict[str, Any]:
    """What the document says of a route, by its path as the application has it."""
    found: dict[str, Any] = DOCUMENT["paths"].get(path, {}).get(method.lower(), {})
    return found


def answer_faults(method: str, path: str, status: int, kind: str, body: Any) -> list[str]:
    """What is wrong with an answer; `body` is the JSON value, or None where it is none."""
    said = operation("GET" if method == "HEAD" else method, path)
    if not said:
        return ["not in the document"]
    response = said["responses"].get(str(status))
    if response is None:
        return [f"status {status} is not in the document"]
    contents = response.get("content", {})
    if AS_IT_COMES in contents or not contents:
        return []
    if kind not in contents:
        return [f"{kind} is not in the document"]
    return faults(contents[kind]["schema"], body, strictly=True) if kind == JSON and method != "HEAD" else []
