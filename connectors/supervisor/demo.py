"""The demo's desk log-ins: made once with random passwords, kept beside the data, printed at every start."""

import json
import secrets
from pathlib import Path

from connectors.supervisor.vault import write_private

PEOPLE = (
    ("agent@demo.shop", "민서 Minseo", ("agent",)),
    ("agent2@demo.shop", "도윤 Doyun", ("agent",)),
    ("ops@demo.shop", "하은 Haeun", ("agent", "supervisor", "ops", "admin")),
)


async def seed_desk(data: Path, database_url: str) -> dict[str, str]:
    """The e-mail and password of each demo person; those that do not exist yet are made."""
    path = data / "demo-logins.json"
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    raise SystemExit((kept, database_url, secrets, write_private))
