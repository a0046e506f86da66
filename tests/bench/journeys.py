"""A record with half a year of journeys in it: a million events, made inside PostgreSQL.

`python -m tests.bench.journeys DATABASE_URL [CONTACTS]` fills a migrated, empty database.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from escalation.queue.topics import SMALLTALK, TOPICS

STATEMENTS = Path(__file__).with_suffix(".sql")
CONTACTS = 150_000
CUSTOMERS_A_CONTACT = 0.3
TAGS_A_CONTACT = 8 / 3  # with four events of its own a contact: a million in all


async def fill(database_url: str, contacts: int = CONTACTS, now: datetime | None = None) -> int:
    """Write the journeys, and the statistics that the planner needs; returns how many events there are."""
    topics = [topic for topic in TOPICS if topic != SMALLTALK]
    said = {
        "contacts": contacts,
        "customers": round(contacts * CUSTOMERS_A_CONTACT),
        "tags": round(contacts * TAGS_A_CONTACT),
        "topics": "{" + ",".join(topics) + "}",
        "topic_count": len(topics),
        "now": (now or datetime.now(UTC)).isoformat(),
    }
    statements = STATEMENTS.read_text("utf-8")
    for name, value in said.items():
        statements = statements.replace(f"{{{name}}}", str(value))
    connection = await asyncpg.connect(database_url.replace("postgresql+asyncpg", "postgresql"))
    try:
        async with connection.transaction():
            await connection.execute(statements)
        await connection.execute("VACUUM ANALYZE")
        return int(await connection.fetchval("SELECT count(*) FROM journey_event"))
    finally:
        await connection.close()


if __name__ == "__main__":
    size = int(sys.argv[2]) if len(sys.argv) > 2 else CONTACTS
    print(f"{asyncio.run(fill(sys.argv[1], size)):,} events")
