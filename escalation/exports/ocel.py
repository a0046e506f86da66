"""The journey log as OCEL 2.0 JSON: events, each with all the objects it touched (customer, contact, order, agent).

https://www.ocel-standard.org/specification/formats/json/
"""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from escalation.exports.happenings import Happening

STRING, FLOAT = "string", "float"
EVENT_ATTRIBUTES = {"stage": STRING, "touchpoint": STRING, "channel": STRING, "topic": STRING, "negative": FLOAT}
OBJECT_TYPES: dict[str, dict[str, str]] = {
    "customer": {},
    "visitor": {},
    "contact": {"topic": STRING, "channel": STRING},
    "order": {},
    "agent": {},
}
QUALIFIERS = {"customer": "of", "visitor": "of", "contact": "in", "order": "about", "agent": "by"}

Objects = dict[str, str]
"""Each object as it will stand in the file, by its id: a text takes a fifth of what its parts take."""


async def pieces(happenings: AsyncIterator[Happening]) -> AsyncIterator[str]:
    """The log piece by piece: events first, since only they say which objects there are."""
    objects: Objects = {}
    activities: dict[str, None] = {}
    yield '{"events": ['
    separator = "\n"
    async for one in happenings:
        activities.setdefault(one.activity)
        yield separator + _json(_event(one, objects))
        separator = ",\n"
    yield '],\n"objects": ['
    for place, found in enumerate(objects.values()):
        yield (",\n" if place else "\n") + found
    types = [{"name": name, "attributes": _declared(EVENT_ATTRIBUTES)} for name in activities]
    kinds = [{"name": name, "attributes": _declared(attributes)} for name, attributes in OBJECT_TYPES.items()]
    yield f'],\n"eventTypes": {_json(types)},\n"objectTypes": {_json(kinds)}}}\n'


def _event(one: Happening, objects: Objects) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in EVENT_ATTRIBUTES}
    touched = dict.fromkeys(_touched(one))
    for kind, name in touched:
        if f"{kind}:{name}" not in objects:
            objects[f"{kind}:{name}"] = _json(_object(kind, name, one))
    return {
        "id": one.id,
        "type": one.activity,
        "time": one.at.isoformat(),
        "attributes": [{"name": name, "value": _plain(value)} for name, value in said.items() if value is not None],
        "relationships": [{"objectId": f"{kind}:{name}", "qualifier": QUALIFIERS[kind]} for kind, name in touched],
    }


def _touched(one: Happening) -> list[tuple[str, str]]:
    named = [("customer", one.customer_id), ("visitor", one.anonymous_id), ("contact", one.contact_id)]
    named += [("order", order) for order in one.orders]
    named.append(("agent", one.agent_id))
    return [(kind, name) for kind, name in named if name]


def _object(kind: str, name: str, first: Happening) -> dict[str, Any]:
    """An object with what its first event says of it; to whom a contact belongs stands with the contact."""
    said = {field: getattr(first, field) for field in OBJECT_TYPES[kind]}
    owner = first.customer_id if kind in ("contact", "order") else None
    return {
        "id": f"{kind}:{name}",
        "type": kind,
        "attributes": [
            {"name": field, "time": first.at.isoformat(), "value": value} for field, value in said.items() if value
        ],
        "relationships": [{"objectId": f"customer:{owner}", "qualifier": "belongs to"}] if owner else [],
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, int | float) else value


def _declared(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in attributes.items()]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
