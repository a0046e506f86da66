"""A mapping that a person writes: which field of ours is read from where in a record, and which value means what.

`field=path` reads (`one|other`: the first that says something), `field:=text` says the same of every record, and
`field.value=ours` translates, `*` any other value.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from escalation.numbers.helpdesks.record_fields import Line, Record, found, time_of
from escalation.numbers.history import DURATIONS, LineError

FIELDS = (
    *("contact_id", "customer_id", "topic", "reference", "channel", "started_at", "ended_at", "outcome", "handled_by"),
    *("csat", "escalation_reasons", "solved", "effort", "not_first", "negative", "language", "device", "tier"),
    *DURATIONS,
)
NUMBERS = frozenset({"csat", "effort", "negative", *DURATIONS})
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
TIMES = ("started_at", "ended_at")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Mapping:
    """`read`: field to path; `said`: field to text; `means`: field to its values in our words."""

    read: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    means: dict[str, dict[str, str]] = field(default_factory=dict)
    zone: tzinfo = UTC

    @classmethod
    def parse(cls, maps: Sequence[str], values: Sequence[str], zone: tzinfo = UTC) -> "Mapping":
        """From the command line. Raises ValueError naming what cannot be read."""
        found = cls(zone=zone)
        for text in maps:
            name, sign, rest = text.partition("=")
            target = found.said if name.endswith(":") else found.read
            target[_known(name.removesuffix(":"), text)] = rest if sign else _refuse(text, "field=path or field:=text")
        for text in values:
            where, sign, ours = text.partition("=")
            name, dot, theirs = where.partition(".")
            if not sign or not dot:
                _refuse(text, "field.value=ours")
            found.means.setdefault(_known(name, text), {})[theirs] = ours
        return found

    def fields(self, record: Record, line: Line | None = None) -> Line:
        """What the mapping reads of a record, over what is known of it in `line`; without that it is a table's row,
        whose columns of our own names are read too. Raises LineError."""
        own = {name: name for name in FIELDS if name in record} if line is None else {}
        read = dict(line or {})
        for name, path in (own | self.read).items():
            said = (found(record, one) for one in path.split("|"))
            first = next((value for value in said if value not in (None, "")), None)
            read[name] = self._typed(name, self._meant(name, first))
        for name, text in self.said.items():
            read[name] = self._typed(name, text)
        return read

    def _meant(self, name: str, value: Any) -> Any:
        known = self.means.get(name)
        if known is None:
            return value
        spoken = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
        return known.get(spoken.strip(), known.get(ANY, value))

    def _typed(self, name: str, value: Any) -> Any:
        """A cell is a text: what it says as the kind that the field has."""
        if value is None or value == "":
            return None
        if name in TIMES:
            return time_of(value, name, self.zone).isoformat()
        if name == "escalation_reasons" and isinstance(value, str):
            return [word.strip() for word in value.replace(";", ",").split(",") if word.strip()]
        if name == "solved" and isinstance(value, str):
            return TRUTHS.get(value.strip().casefold(), value)
        return _number(name, value) if name in NUMBERS and isinstance(value, str) else value


def _number(name: str, text: str) -> float | int:
    try:
        value = float(text.strip())
    except ValueError as error:
        raise LineError(f"{name}: expected a number, came {text!r}") from error
    return int(value) if value.is_integer() else value


def _known(name: str, text: str) -> str:
    return name if name in FIELDS else _refuse(text, f"a field of {', '.join(FIELDS)}")


def _refuse(text: str, expected: str) -> str:
    raise ValueError(f"{text!r}: expected {expected}")
