"""The demo's desk: log-ins made once with random passwords, kept beside the data and printed at every start; and the
labels and prepared answers that it begins with."""

import json
import secrets
from pathlib import Path

import tomllib
from sqlalchemy.ext.asyncio import create_async_engine

from connectors.supervisor.vault import write_private
from escalation.staff.audit import SETUP
from escalation.staff.known_labels import KnownLabels
from escalation.staff.macros import Macros
from escalation.staff.staff import open_staff
from escalation.store.clock import utc_now
from escalation.store.push import Push
from escalation.store.record import Record
from escalation.store.refusals import Refused

PEOPLE = (
    ("agent@demo.shop", "민서", ("agent",)),
    ("agent2@demo.shop", "Alex", ("agent",)),
    ("ops@demo.shop", "하은", ("agent", "supervisor", "ops", "admin")),
)
FURNISHING = Path(__file__).with_name("demo_desk.toml")


async def seed_desk(data: Path, database_url: str) -> dict[str, str]:
    """The e-mail and password of each demo person. One whose account exists without a kept password is left out."""
    path = data / "demo-logins.json"
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    engine = create_async_engine(database_url)
    try:
        record = Record(engine, Push(None), utc_now)
        kept.update(await _hire(record))
        await furnish(record)
    finally:
        await engine.dispose()
    write_private(path, json.dumps(kept, indent=1))
    return kept


async def _hire(record: Record) -> dict[str, str]:
    """Those who had no account yet, with their passwords."""
    staff, hired = open_staff(record, None), {}
    for email, name, roles in PEOPLE:
        password = secrets.token_urlsafe(9)
        try:
            await staff.add_agent(name=name, email=email, password=password, roles=roles)
            hired[email] = password
        except Refused as refused:
            if refused.code != "conflict":  # made at an earlier start
                raise
    return hired


async def furnish(record: Record) -> None:
    """Labels and macros, where there has never been one."""
    found = tomllib.loads(FURNISHING.read_text(encoding="utf-8"))
    labels, macros = KnownLabels(record), Macros(record)
    if await labels.none_yet():
        for fields in found["labels"]:
            await labels.add(actor=SETUP, fields=fields)
    if await macros.none_yet():
        for fields in found["macros"]:
            await macros.add(actor=SETUP, fields=fields)
