"""The written interface, the values that travel and the demo shop's routes say the same."""

import dataclasses
import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
import yaml

from connectors import shop
from connectors.demoshop import api
from connectors.shop import orders, values

API: dict[str, Any] = yaml.safe_load((Path(shop.__file__).with_name("openapi.yaml")).read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = API["components"]["schemas"]
KINDS = {
    **{kind.__name__: kind for kind in (orders.Order, orders.Item, values.Customer, values.Address, values.Text)},
    **{kind.__name__: kind for kind in (values.Payment, values.Refund, values.Invoice, values.Subscription)},
    **{kind.__name__: kind for kind in (values.Guide, values.GuideStep)},
}


def test_the_demo_shop_serves_exactly_what_is_written() -> None:
    served = {(route.method.lower(), re.sub(r":[^}]*", "", route.path)) for route in api.routes()}
    written = {
        (method, f"/api/v1{path}")
        for path, item in API["paths"].items()
        for method in item
        if method in ("get", "post")
    }
    assert served == written


def test_every_value_is_written_down() -> None:
    assert SCHEMAS.keys() == KINDS.keys() | {"Error"}


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_has_the_fields_of_its_value(name: str) -> None:
    schema, fields = SCHEMAS[name], dataclasses.fields(KINDS[name])
    assert set(schema["properties"]) == {field.name for field in fields}
    required = [field.name for field in fields if field.default is dataclasses.MISSING]
    assert sorted(schema["required"]) == sorted(required)


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_has_the_words_of_its_value(name: str) -> None:
    for field, hint in get_type_hints(KINDS[name]).items():
        plain = next((part for part in get_args(hint) if get_origin(part) is Literal), hint)
        if get_origin(plain) is Literal:
            assert SCHEMAS[name]["properties"][field]["enum"] == list(get_args(plain))


def test_every_reference_leads_somewhere() -> None:
    text = str(API)
    for section, name in re.findall(r"#/components/(\w+)/(\w+)", text):
        assert name in API["components"][section], name
    assert text.count("$ref") > 30
