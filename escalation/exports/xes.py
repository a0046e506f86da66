"""The journey log as XES, the event log standard IEEE 1849-2016: a trace a case, whole and in order of time.

The schema: https://xes-standard.org/_media/xes/xes-ieee-1849-2016-april-15-2020.xsd
"""

import re
from collections.abc import AsyncIterator
from xml.sax.saxutils import quoteattr

from escalation.exports.happenings import Happening

OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/>\
<string key="org:resource" value=""/><string key="lifecycle:transition" value="complete"/></global>
<classifier name="Activity" scope="event" keys="concept:name"/>
<classifier name="Resource" scope="event" keys="org:resource"/>
<string key="concept:name" value="Firsthand"/>
<string key="lifecycle:model" value="standard"/>
"""
CLOSING = "</log>\n"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def pieces(happenings: AsyncIterator[Happening]) -> AsyncIterator[str]:
    """The log piece by piece. `happenings` come case by case; one without a case has no place in a trace."""
    yield OPENING
    case = None
    async for one in happenings:
        if one.case is None:
            continue
        if one.case != case:
            closed = "" if case is None else "</trace>\n"
            yield f"{closed}<trace>{_string('concept:name', one.case)}\n"
            case = one.case
        yield _event(one)
    yield CLOSING if case is None else f"</trace>\n{CLOSING}"


def _event(one: Happening) -> str:
    """Each event is told once, when it was over: nothing in the log takes time."""
    parts = [
        _string("concept:name", one.activity),
        f'<date key="time:timestamp" value="{one.at.isoformat()}"/>',
        _string("org:resource", one.actor),
        _string("lifecycle:transition", "complete"),
        f'<id key="identity:id" value={_quoted(one.id)}/>',
        _string("stage", one.stage),
        _string("touchpoint", one.touchpoint),
        _string("channel", one.channel),
    ]
    if one.topic:
        parts.append(_string("topic", one.topic))
    if one.negative is not None:
        parts.append(f'<float key="negative" value="{float(one.negative)}"/>')
    return f"<event>{''.join(parts)}</event>\n"


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value={_quoted(value)}/>'


def _quoted(value: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
