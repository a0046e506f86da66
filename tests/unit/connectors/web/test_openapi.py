"""The OpenAPI document is valid, whole and true."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.schemas import Said, said, schema_of
from connectors.settings import Settings
from connectors.shapes import ShapeError
from connectors.web import app as application
from connectors.web import ops_filter, ops_map
from connectors.web.bodies import json_body
from connectors.web.internal_shop import PREFIX
from connectors.web.openapi.components import COMPONENTS
from connectors.web.openapi.document import OPERATIONS
from connectors.web.openapi.operation import Media
from connectors.web.openapi.refusal_words import MEANINGS
from connectors.web.refusals import STATUS
from connectors.web.routing import Route
from escalation.numbers.filter import NARROWS
from tests.contract import DOCUMENT, answer_faults, faults, operation

EXAMPLES = 8
"""Of each body; a run of `make faults` asks for many more through the gateway."""
CONTRACTS = Path(__file__).parents[3] / "contracts"
API = schemathesis.openapi.from_dict(DOCUMENT)
SETTINGS = Settings.read({"DATABASE_URL": "postgresql://localhost/x", "REDIS_URL": "redis://localhost"})
BODIES = {key: one.body for key, one in OPERATIONS.items() if one.body is not None and not isinstance(one.body, Media)}
CHECKED = {key: body for key, body in BODIES.items() if not key[1].startswith(PREFIX)}
"""Bodies that are checked by a shape; those of the internal part are read by hand."""


LOOSE = {("POST", "/journey/events"), ("POST", "/csp-report"), ("PATCH", "/desk/api/admin/teams/{queue}")}
"""Their shapes take any object, or any value, and leave it to who uses it: what is wrong there is refused by itself."""
OF_DAYS = {("POST", "/ops/api/goals"), ("POST", "/ops/api/improvements")}
"""A schema cannot say well which years are meant."""
OF_A_FILTER = {"from", "to", "segment", "returning", *NARROWS}
"""What the numbers' filter reads of an address, under a prefix too."""


def canonical(path: str) -> str:
    return re.sub(r"\{(\w+):[^}]*\}", r"{\1}", path)


def test_every_route_of_the_application_is_in_it_and_no_other() -> None:
    routes = application.create_app(SETTINGS).router.routes()
    served = {(route.method, canonical(route.resource.canonical)) for route in routes if route.resource is not None}
    told = {(method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert told == {(method, path) for method, path in served if method != "HEAD"}


def test_it_is_valid() -> None:
    API.validate()
    names = [one["operationId"] for methods in DOCUMENT["paths"].values() for one in methods.values()]
    assert len(names) == len(set(names))


def test_every_schema_it_names_is_there_and_every_one_there_is_named() -> None:
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DOCUMENT)))
    assert named == set(COMPONENTS)


def test_every_code_of_the_table_has_a_meaning() -> None:
    assert set(MEANINGS) == set(STATUS)


def asked_of(route: Route) -> Iterator[ast.Call]:
    """The calls of `json_body` in a handler and in what it calls in its own module."""
    module = inspect.getmodule(route.handler)
    assert module is not None
    functions = {
        node.name: node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    }
    seen, waiting = set[str](), [route.handler.__name__]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for call in (node for node in ast.walk(functions[name]) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == json_body.__name__:
                yield call
            elif isinstance(call.func, ast.Name) and call.func.id in functions and call.func.id not in seen:
                waiting.append(call.func.id)


@pytest.mark.parametrize("route", application.ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_the_body_it_tells_of_is_the_one_that_the_handler_checks(route: Route) -> None:
    module = inspect.getmodule(route.handler)
    shapes = [getattr(module, ast.unparse(call.args[1])) for call in asked_of(route)]
    told = OPERATIONS[route.method, route.path].body
    if isinstance(told, Media):
        assert shapes == []
    else:
        assert [id(shape) for shape in shapes] == ([] if told is None else [id(told)])


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_in(inner)


def reached_by(handler: Any) -> set[FunctionType]:
    """The handler and every function of the connectors that it comes to by name."""
    seen, waiting = set[FunctionType](), [handler]
    while waiting:
        function = waiting.pop()
        seen.add(function)
        names = {name for code in codes_in(function.__code__) for name in code.co_names}
        called = [one for one in map(function.__globals__.get, names) if isinstance(one, FunctionType)]
        waiting += [one for one in called if one.__module__.startswith("connectors.") and one not in seen]
    return seen


def names_read(handler: Any) -> set[str]:
    """What a handler reads of an address by name."""
    functions = reached_by(handler)
    sources = "".join(inspect.getsource(function) for function in functions)
    names = set(re.findall(r"""(?:query(?:\.get\(|\[)|_one_of\(request,)\s*"(\w+)["]""", sources))
    if ops_filter.asked in functions:
        names |= {"window", *OF_A_FILTER}
    if ops_map.compared in functions:
        names |= {f"{ops_map.PREFIX}{name}" for name in OF_A_FILTER}
    return names


@pytest.mark.parametrize("route", application.ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_name_that_a_handler_reads_of_an_address_is_told_and_no_other(route: Route) -> None:
    assert names_read(route.handler) == set(OPERATIONS[route.method, route.path].query)


def goldens() -> Iterator[tuple[str, str, str, int, Any, Any]]:
    """name, method, path, status, body asked with, answer."""
    for file in ("desk_api", "ops_api"):
        for name, one in json.loads((CONTRACTS / f"{file}.json").read_text("utf-8")).items():
            asked = one["request"]
            yield name, asked["method"], asked["path"], one.get("status"), asked.get("body"), one["response"]
    for one in json.loads((CONTRACTS / "shop_api.json").read_text("utf-8"))["cases"]:
        asked, told = one["request"], one["response"]
        yield one["name"], asked["method"], asked["path"], told["status"], asked.get("body"), told["body"]


def route_of(path: str) -> str:
    """The path of the document that a real one fits; one without a name to fill in goes before."""
    fitting: list[str] = [
        known for known in DOCUMENT["paths"] if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(known)), path)
    ]
    return min(fitting, key=lambda known: known.count("{"))


@pytest.mark.parametrize("golden", list(goldens()), ids=lambda golden: golden[0])
def test_the_golden_examples_are_as_it_says(golden: tuple[str, str, str, int | None, Any, Any]) -> None:
    _, method, asked, status, body, answer = golden
    path = route_of(asked)
    said = operation(method, path)
    good = status or min(int(code) for code in said["responses"] if code.startswith("2"))
    if isinstance(answer, dict):
        assert answer_faults(method, path, good, "application/json", answer) == []
    if body and "requestBody" in said and good < 400:
        assert faults(said["requestBody"]["content"]["application/json"]["schema"], body) == []


def bodies_of(key: tuple[str, str]) -> st.SearchStrategy[Any]:
    """Bodies that the document allows."""
    method, path = key
    return API[path][method].as_strategy().map(lambda case: case.body)


def shape_ids(key: tuple[str, str]) -> str:
    return " ".join(key)


def fits(shape: Any, value: Any) -> bool:
    try:
        shape(value, "")
    except ShapeError:
        return False
    return True


@pytest.mark.parametrize("key", sorted(CHECKED.keys() - OF_DAYS), ids=shape_ids)
def test_a_body_made_from_its_schema_passes_the_shape(key: tuple[str, str]) -> None:
    shape = CHECKED[key]

    @settings(max_examples=EXAMPLES)
    @given(bodies_of(key))
    def check(value: Any) -> None:
        assert fits(shape, value) or not exactly(value)

    check()


def exactly(value: Any) -> bool:
    """False for what JSON Schema takes for a whole number and we do not: 1.0."""
    if isinstance(value, float):
        return not value.is_integer()
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return all(map(exactly, inside))


@pytest.mark.parametrize("key", sorted(CHECKED.keys() - LOOSE), ids=shape_ids)
def test_what_the_schema_refuses_the_shape_refuses(key: tuple[str, str]) -> None:
    """Of bodies that were good before one place in them was spoilt."""
    shape, schema = CHECKED[key], schema_of(CHECKED[key])

    @settings(max_examples=EXAMPLES)
    @given(bodies_of(key), st.data())
    def check(value: Any, data: st.DataObject) -> None:
        spoilt = data.draw(spoilt_from(value))
        if fits(shape, spoilt):
            assert faults(schema, spoilt) == []

    check()


ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=50),
    st.sampled_from(["\0", "x" * 20_000, "2026-02-30", "2026-01-01", []]),
    st.lists(st.text(max_size=5), max_size=60),
    st.dictionaries(st.text(max_size=9), st.integers(), max_size=3),
)


@st.composite
def spoilt_from(draw: st.DrawFn, value: Any) -> Any:
    """The value, with something else at one place, or one field less."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        if draw(st.booleans()):
            return {key: part for key, part in value.items() if key != name}
        return {**value, name: draw(spoilt_from(value[name]))}
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(spoilt_from(value[place])), *value[place + 1 :]]
    return draw(ODD)


def test_a_shape_that_says_nothing_is_named() -> None:
    def mute(value: Any, at: str) -> Any:
        return value

    with pytest.raises(TypeError, match="mute"):
        schema_of(mute)
    assert schema_of(said(mute, type="string")) == {"type": "string"}
    assert isinstance(said(mute), Said)
