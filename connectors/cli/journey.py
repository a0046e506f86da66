"""`firsthand journey`: bring contacts from elsewhere, write the log out, read the contacts anew out of it."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from connectors.cli.record import record
from escalation.numbers.contacts import BATCH, import_contacts, joined, rebuild
from escalation.numbers.history import LineError, PastContact, read
from escalation.tables import journey_event


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("journey", help="the journey log: import, export, rebuild")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    bring = actions.add_parser("import", help="contacts from a file, a JSON object a line")
    bring.add_argument("file", type=Path)
    bring.set_defaults(run=run_import)
    out = actions.add_parser("export", help="the log as CloudEvents 1.0, a JSON object a line")
    out.set_defaults(run=run_export)
    anew = actions.add_parser("rebuild", help="classify every closed contact anew from the log")
    anew.set_defaults(run=run_rebuild)


async def run_import(options: argparse.Namespace) -> int:
    """Import a file; bad lines are named and passed over, and make the exit code 1."""
    with options.file.open(encoding="utf-8") as lines:
        found = list(read(lines))
    bad = [(number, error) for number, error in found if isinstance(error, LineError)]
    contacts = joined(past for _, past in found if isinstance(past, PastContact))
    for number, error in bad:
        print(f"line {number}: {error}", file=sys.stderr)
    new = 0
    async with record() as engine:
        for batch in batches(contacts):
            async with engine.begin() as connection:
                new += await import_contacts(connection, batch)
    known = len(contacts) - new
    print(f"{new} contacts imported, {known} were here already, {len(bad)} lines passed over")
    return 1 if bad else 0


def batches(contacts: list[PastContact]) -> Iterator[list[PastContact]]:
    """Slices of a size that one transaction carries well."""
    for start in range(0, len(contacts), BATCH):
        yield contacts[start : start + BATCH]


async def run_export(options: argparse.Namespace) -> int:
    """Every event in the order of writing. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md"""
    async with record() as engine, engine.connect() as connection:
        rows = await connection.stream(select(journey_event).order_by(journey_event.c.position))
        async for row in rows:
            print(json.dumps(cloud_event(row), ensure_ascii=False))
    return 0


def cloud_event(row: Any) -> dict[str, Any]:
    """One event as CloudEvents 1.0; what the specification has no name for is in `data`."""
    subject = row.customer_id or row.anonymous_id
    data = {
        "contact_id": None if row.contact_id is None else str(row.contact_id),
        "customer_id": row.customer_id,
        "anonymous_id": row.anonymous_id,
        "stage": row.stage,
        "touchpoint": row.touchpoint,
        "topic": row.topic,
        "channel": row.channel,
        "emotion": row.emotion,
        **row.data,
    }
    return {
        "specversion": "1.0",
        "id": str(row.id),
        "source": "/firsthand/journey",
        "type": f"firsthand.{row.type}",
        "time": row.at.isoformat(),
        "datacontenttype": "application/json",
        **({"subject": subject} if subject else {}),
        "data": data,
    }


async def run_rebuild(options: argparse.Namespace) -> int:
    async with record() as engine:
        print(f"{await rebuild(engine)} contacts classified")
    return 0
