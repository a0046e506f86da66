"""The formats in which history may come, each with how its records are found and read."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from escalation.numbers.helpdesks import channeltalk, freshdesk, intercom, records, zendesk
from escalation.numbers.helpdesks.mapping import Mapping
from escalation.numbers.helpdesks.record_fields import REOPENED, Line, PassedOver, Record
from escalation.numbers.history import LineError, PastContact, contact_of


@dataclass(frozen=True, slots=True)
class Format:
    """`line_of` reads a record; `key`, `beside` and `of` say where records stand in a document."""

    line_of: Callable[[Record], Line | None]
    key: str = "contacts"
    beside: records.Beside = field(default_factory=dict)
    of: str = "id"
    is_table: bool = False


@dataclass(slots=True)
class Taken:
    """What an import found: contacts, those passed over by reason, what was wrong by place, and how many of the
    contacts count as unresolved since they were opened again."""

    contacts: list[PastContact] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, LineError]] = field(default_factory=list)
    reopened: int = 0


def _own(record: Record) -> Line:
    return dict(record)


def _row(_: Record) -> None:
    """Nothing is known of a table's row but what the mapping reads."""


FORMATS = {
    "firsthand": Format(_own),
    "zendesk": Format(zendesk.line_of, zendesk.RECORDS, zendesk.BESIDE),
    "intercom": Format(intercom.line_of, intercom.RECORDS, intercom.BESIDE),
    "freshdesk": Format(freshdesk.line_of, freshdesk.RECORDS, freshdesk.BESIDE),
    "channeltalk": Format(channeltalk.line_of, channeltalk.RECORDS, channeltalk.BESIDE, channeltalk.OF),
    "csv": Format(_row, is_table=True),
}


def taken(file: TextIO, chosen: Format, mapping: Mapping) -> Taken:
    """Every record of a file, as a contact, as passed over, or as wrong: none is lost."""
    found = Taken()
    for place, record in _records(file, chosen):
        try:
            if isinstance(record, LineError):
                raise record
            contact = contact_of(mapping.fields(record, chosen.line_of(record)))
        except PassedOver as reason:
            found.passed_over[str(reason)] += 1
        except LineError as error:
            found.wrong.append((place, error))
        else:
            found.contacts.append(contact)
            found.reopened += REOPENED in contact.escalation_reasons and not contact.outcome.resolved
    return found


def _records(file: TextIO, chosen: Format) -> Iterator[tuple[str, dict[str, Any] | LineError]]:
    if chosen.is_table:
        return records.csv_records(file)
    return records.json_records(file, chosen.key, chosen.beside, chosen.of)
