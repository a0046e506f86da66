"""The demo's desk log-ins: made once with random passwords, kept beside the data, printed at every start."""

import json
import secrets
from pathlib import Path

from sqlalchemy.ext.asyncio import create_async_engine

from connectors.supervisor.vault import write_private
from escalation.clock import utc_now
from escalation.push import Push
from escalation.record import Record
from escalation.refusals import Refused
from escalation.staff import open_staff

PEOPLE = (
    ("agent@demo.shop", "민서", ("agent",)),
    ("agent2@demo.shop", "Alex", ("agent",)),
    ("ops@demo.shop", "하은", ("agent", "supervisor", "ops", "admin")),
)


async def seed_desk(data: Path, database_url: str) -> dict[str, str]:
    """The e-mail and password of each demo person. One whose account exists without a kept password is left out."""
    path = data / "demo-logins.json"
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    engine = create_async_engine(database_url)
    try:
        staff = open_staff(Record(engine, Push(None), utc_now), None)
        for email, name, roles in PEOPLE:
            password = secrets.token_urlsafe(9)
            try:
                await staff.add_agent(name=name, email=email, password=password, roles=roles)
                kept[email] = password
            except Refused as refused:
                if refused.code != "conflict":  # made at an earlier start
                    raise
    finally:
        await engine.dispose()
    write_private(path, json.dumps(kept, indent=1))
    return kept
