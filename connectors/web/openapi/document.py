"""The OpenAPI document: every route with what its act, its body and its line in the tables say of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.schemas import Schema, schema_of
from connectors.web.authorization import OPEN_ACTS, OWN_PAGE_ACTS, Act
from connectors.web.internal_shop import PREFIX
from connectors.web.openapi import desk, insights, internal, numbers, saved, settings_pages, widget
from connectors.web.openapi.components import COMPONENTS
from connectors.web.openapi.kinds import obj, one_of, ref
from connectors.web.openapi.operation import Answer, Media, Operation, Operations, Query
from connectors.web.openapi.refusal_words import MEANINGS
from connectors.web.refusals import STATUS
from connectors.web.routing import Route

AREAS: Mapping[str, Operations] = {
    "widget": widget.OPERATIONS,
    "desk": desk.OPERATIONS,
    "settings": settings_pages.OPERATIONS,
    "numbers": numbers.OPERATIONS,
    "saved": saved.OPERATIONS,
    "insights": insights.OPERATIONS,
    "internal": internal.OPERATIONS,
}
OPERATIONS: Operations = {key: one for area in AREAS.values() for key, one in area.items()}
IN_PATHS: Mapping[str, Schema] = {
    "id": {"type": "string", "format": "uuid"},
    "contact_id": {"type": "string", "format": "uuid"},
    "queue": {"type": "string"},
    "name": {"type": "string"},
    "number": {"type": "string"},
    "rows": one_of(["payments", "refunds", "invoices"]),
}
REFUSED = obj({"error": ref("Refusal")})
SCHEMES: Mapping[str, Schema] = {
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-firsthand", "description": "Of a signed-in agent."},
    "page": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Firsthand",
        "description": "`1`, together with our own Origin: only our own pages may ask this.",
    },
    "key": {"type": "http", "scheme": "bearer", "description": "A key of this part's own."},
    "user": {"type": "http", "scheme": "basic", "description": "The same key as the user, without a password."},
}
ABOUT = """Everything the gateway answers over HTTP. The frames of its two WebSockets are in the README.

A refusal is `{"error": {"code", "message", "field"?, "retry_after"?}}`. The message says what was expected and what
came, never what somebody wrote. Every answer carries `X-Request-Id`, under which the log knows it.

"""


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """Of these routes, and of the internal ones. A route without a line in the tables is left out."""
    paths: dict[str, dict[str, Any]] = {}
    acts = {(route.method, route.path): route.act for route in routes}
    for area, operations in AREAS.items():
        for (method, path), operation in operations.items():
            act = acts.get((method, path), Act.MACHINE if operations is internal.OPERATIONS else None)
            if act is not None:
                paths.setdefault(path, {})[method.lower()] = _operation(area, method, path, operation, act)
    rows = "".join(f"| `{code}` | {STATUS[code]} | {meaning} |\n" for code, meaning in MEANINGS.items())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Firsthand",
            "version": "1.0.0",
            "description": f"{ABOUT}| code | status | what it means |\n|---|---|---|\n{rows}",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": area} for area in AREAS],
        "paths": paths,
        "components": {"schemas": COMPONENTS, "securitySchemes": SCHEMES},
    }


def _operation(area: str, method: str, path: str, operation: Operation, act: Act) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": f"{method.lower()}{path}".translate(str.maketrans("/{}-.", "_____")).rstrip("_"),
        "tags": [area],
        "summary": operation.summary,
        "responses": _responses(method, path, operation, act),
    }
    if parameters := _parameters(path, operation):
        said["parameters"] = parameters
    if operation.body is not None:
        said["requestBody"] = {"required": True, "content": _body(operation)}
    if security := _security(method, act):
        said["security"] = security
    return said


def _parameters(path: str, operation: Operation) -> list[dict[str, Any]]:
    named = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    found = [{"name": name, "in": "path", "required": True, "schema": IN_PATHS[name]} for name in named]
    for place, asked in (("query", operation.query), ("header", operation.heads)):
        found += [_parameter(name, place, one) for name, one in asked.items()]
    return found


def _parameter(name: str, place: str, asked: Query) -> dict[str, Any]:
    about = {"description": asked.about} if asked.about else {}
    return {"name": name, "in": place, "required": asked.needed, "schema": asked.schema, **about}


def _body(operation: Operation) -> dict[str, Any]:
    if isinstance(operation.body, Media):
        return _content(operation.body)
    assert operation.body is not None
    return {kind: {"schema": schema_of(operation.body)} for kind in operation.kinds}


def _content(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Media):
        return {answer.kind: {"schema": answer.schema}}
    return {"application/json": {"schema": answer}}


def _responses(method: str, path: str, operation: Operation, act: Act) -> dict[str, Any]:
    good = {operation.status: operation.answer, **operation.also}
    found = {
        str(status): {"description": "Done.", **({} if answer is None else {"content": _content(answer)})}
        for status, answer in good.items()
    }
    table = internal.STATUS | {"unavailable": 503} if path.startswith(PREFIX) else STATUS
    by_status: dict[str, list[str]] = {}
    for code in dict.fromkeys([*_common(method, path, operation, act), *operation.refuses]):
        by_status.setdefault(str(table[code]), []).append(code)
    if (operation.body is not None and act is not Act.MACHINE) or path.startswith("/journey"):
        by_status |= {"408": ["bad_frame"], "413": [*by_status.get("413", []), "bad_frame"]}
    return {**{status: _refused(codes) for status, codes in sorted(by_status.items())}, **found}


def _common(method: str, path: str, operation: Operation, act: Act) -> list[str]:
    """What follows from what everybody can see: who may, what comes in, what may be away."""
    if path.startswith(PREFIX):
        return ["not_found", "unavailable"]
    codes = []
    if operation.body is not None or operation.query:
        codes += ["bad_frame"]
    if act not in OPEN_ACTS:
        codes += ["unauthenticated", "forbidden", "second_factor_needed"]
    if method != "GET" and act in OWN_PAGE_ACTS:
        codes += ["forbidden"]
    if act is Act.MACHINE:
        codes += ["unauthenticated"]
    if "{" in path and act is not Act.PUBLIC:
        codes += ["not_found"]
    return [*codes, *([] if act is Act.PUBLIC else ["unavailable"])]


def _refused(codes: list[str]) -> dict[str, Any]:
    known = {"properties": {"error": {"properties": {"code": one_of(dict.fromkeys(codes))}}}}
    described = "; ".join(f"`{code}`" for code in dict.fromkeys(codes))
    return {
        "description": f"Refused: {described}.",
        "content": {"application/json": {"schema": {"allOf": [REFUSED, known]}}},
    }


def _security(method: str, act: Act) -> list[dict[str, list[str]]]:
    if act is Act.MACHINE:
        return [{"key": []}, {"user": []}]
    page: dict[str, list[str]] = {"page": []} if method != "GET" and act in OWN_PAGE_ACTS else {}
    session: dict[str, list[str]] = {} if act in OPEN_ACTS else {"session": []}
    return [{**session, **page}] if session or page else []
