"""What the published schemas demand of a log, written out of them: each function answers what is wrong with a file.

XES: IEEE 1849-2016 and its XSD. OCEL: the JSON schema of OCEL 2.0 and the specification's rules of reference.
CloudEvents: 1.0.2, section "Context Attributes" and its JSON format.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

XES = "{http://www.xes-standard.org/}"
_NAME = re.compile(r"[A-Za-z_:][\w:.-]*")
_NC_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_DATE_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_LONG = re.compile(r"[+-]?\d+")
_DOUBLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF|-INF|NaN")
_VALUES: dict[str, Callable[[str], object]] = {
    "string": lambda text: True,
    "id": lambda text: True,
    "date": _DATE_TIME.fullmatch,
    "int": _LONG.fullmatch,
    "float": _DOUBLE.fullmatch,
    "boolean": re.compile("true|false|0|1").fullmatch,
}
_LIFECYCLE = frozenset(
    {
        *("schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume", "pi_abort", "ate_abort"),
        *("complete", "autoskip", "manualskip", "unknown"),
    }
)
OCEL_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "time": str, "integer": int, "float": float, "boolean": bool,
}  # fmt: skip


def wrong_xes(text: str) -> list[str]:
    """What is wrong with an XES document."""
    log = ElementTree.fromstring(text)
    if log.tag != f"{XES}log":
        return [f"the root is {log.tag}"]
    wrong = [] if re.fullmatch(r"[+-]?\d+(\.\d+)?", log.get("xes.version", "")) else ["xes.version is no decimal"]
    order = [_place(child) for child in log]
    wrong += [] if order == sorted(order) else ["extension, global, classifier, attributes, trace: out of order"]
    prefixes = {child.get("prefix", "") for child in log.iterfind(f"{XES}extension")}
    for child in log.iterfind(f"{XES}extension"):
        fine = _NC_NAME.fullmatch(child.get("name", "")) and _NC_NAME.fullmatch(child.get("prefix", ""))
        wrong += [] if fine and child.get("uri") else ["an extension without name, prefix or uri"]
    for child in log.iterfind(f"{XES}classifier"):
        wrong += [] if _NC_NAME.fullmatch(child.get("name", "")) and child.get("keys") else ["a bad classifier"]
    globals_ = {child.get("scope"): {one.get("key") for one in child} for child in log.iterfind(f"{XES}global")}
    wrong += [one for child in log for one in _wrong_attributes(child, prefixes)]
    names = Counter(_attribute(trace, "concept:name") for trace in log.iterfind(f"{XES}trace"))
    wrong += [f"two traces {name!r}" for name, count in names.items() if count > 1]
    for trace in log.iterfind(f"{XES}trace"):
        wrong += _wrong_trace(trace, globals_, prefixes)
    return wrong


def _place(child: ElementTree.Element) -> int:
    kinds = ("extension", "global", "classifier")
    name = child.tag.removeprefix(XES)
    return kinds.index(name) if name in kinds else 5 if name == "event" else 4 if name == "trace" else 3


def _wrong_trace(
    trace: ElementTree.Element, globals_: dict[str | None, set[str | None]], prefixes: set[str]
) -> Iterator[str]:
    tags = [child.tag == f"{XES}event" for child in trace]
    if tags != sorted(tags):
        yield "an attribute after an event"
    if missing := (globals_.get("trace") or set()) - {child.get("key") for child in trace}:
        yield f"a trace lacks {missing}"
    times = []
    for event in trace.iterfind(f"{XES}event"):
        yield from _wrong_attributes(event, prefixes)
        keys = [child.get("key") for child in event]
        if len(set(keys)) != len(keys):
            yield "an event has a key twice"
        if missing := (globals_.get("event") or set()) - set(keys):
            yield f"an event lacks {missing}"
        if _attribute(event, "lifecycle:transition") not in _LIFECYCLE:
            yield "an unknown transition"
        times.append(datetime.fromisoformat(_attribute(event, "time:timestamp")))
    if times != sorted(times):
        yield "events out of order"


def _attribute(element: ElementTree.Element, key: str) -> str:
    return next((child.get("value", "") for child in element if child.get("key") == key), "")


def _wrong_attributes(element: ElementTree.Element, prefixes: set[str]) -> Iterator[str]:
    inside = [element] if element.get("key") is not None else list(element)
    for child in inside:
        name = child.tag.removeprefix(XES)
        if name not in _VALUES:
            continue
        key, value = child.get("key", ""), child.get("value")
        if not _NAME.fullmatch(key) or value is None or not _VALUES[name](value):
            yield f"{name} {key}={value}"
        if ":" in key and key.split(":")[0] not in prefixes:
            yield f"{key}: no extension declares the prefix"


def wrong_ocel(text: str) -> list[str]:
    """What is wrong with an OCEL 2.0 document in JSON."""
    log = json.loads(text)
    if set(log) != {"eventTypes", "objectTypes", "events", "objects"}:
        return [f"top level: {sorted(log)}"]
    declared = {part: {one["name"]: _declared(one) for one in log[part]} for part in ("eventTypes", "objectTypes")}
    wrong = [f"{part}: a name twice" for part in declared if len(declared[part]) != len(log[part])]
    for part, types in (("events", declared["eventTypes"]), ("objects", declared["objectTypes"])):
        ids = [one["id"] for one in log[part]]
        wrong += [] if len(set(ids)) == len(ids) else [f"{part}: an id twice"]
        wrong += [one for row in log[part] for one in _wrong_row(row, part, types)]
    known = {one["id"] for one in log["objects"]}
    for row in (*log["events"], *log["objects"]):
        for relation in row.get("relationships", []):
            if set(relation) != {"objectId", "qualifier"} or relation["objectId"] not in known:
                wrong.append(f"{row['id']}: refers to {relation}")
    return wrong


def _declared(kind: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["type"] for one in kind["attributes"]}


def _wrong_row(row: dict[str, Any], part: str, types: dict[str, dict[str, str]]) -> Iterator[str]:
    needed = {"id", "type", "time"} if part == "events" else {"id", "type"}
    if not needed <= set(row) <= {*needed, "attributes", "relationships"}:
        yield f"{part}: fields {sorted(row)}"
    if row["type"] not in types:
        yield f"{row['id']}: undeclared type {row['type']}"
        return
    times = [row["time"]] if part == "events" else [one["time"] for one in row.get("attributes", [])]
    for time in times:
        if not _DATE_TIME.fullmatch(time):
            yield f"{row['id']}: time {time}"
    for one in row.get("attributes", []):
        kind = types[row["type"]].get(one["name"], "none")
        if kind not in OCEL_TYPES or not isinstance(one["value"], OCEL_TYPES[kind]):
            yield f"{row['id']}: {one['name']} is declared {kind}, but is {one['value']!r}"


def wrong_cloud_events(text: str) -> list[str]:
    """What is wrong with CloudEvents 1.0, a JSON object a line."""
    events = [json.loads(line) for line in text.split("\n") if line]
    wrong = [one for event in events for one in _wrong_cloud_event(event)]
    twice = [key for key, count in Counter((e["source"], e["id"]) for e in events).items() if count > 1]
    return wrong + [f"twice: {key}" for key in twice]


def _wrong_cloud_event(event: dict[str, Any]) -> Iterator[str]:
    for name in ("id", "source", "type"):
        if not isinstance(event.get(name), str) or not event[name]:
            yield f"{name} is no text"
    if event.get("specversion") != "1.0":
        yield "specversion"
    for name in event:
        if not re.fullmatch("[a-z0-9]{1,20}", name):
            yield f"the attribute {name!r}"
    if "time" in event and not (_DATE_TIME.fullmatch(event["time"]) and datetime.fromisoformat(event["time"]).tzinfo):
        yield f"time {event['time']}"
    if "subject" in event and not event["subject"]:
        yield "an empty subject"
