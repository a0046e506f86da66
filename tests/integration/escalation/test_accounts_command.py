"""`firsthand agents` and `firsthand audit`, as a person types them."""

import os
import subprocess
import sys

from tests.integration.escalation.world import World

PASSWORD = "long enough"


def typed(world_url: str, *words: str, said: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": world_url, **variables}
    command = [sys.executable, "-m", "connectors.cli", *words]
    return subprocess.run(command, env=environment, input=said, capture_output=True, text=True, timeout=60, check=False)


def hired(database_url: str, email: str = "a@shop.example", *more: str) -> subprocess.CompletedProcess[str]:
    return typed(database_url, "agents", "add", email, "--name", "민지", *more, said=f"{PASSWORD}\n")


async def test_an_account_is_added_listed_disabled_and_enabled(world: World, database_url: str, redis_url: str) -> None:
    added = hired(database_url, "a@shop.example", "--role", "agent", "--role", "supervisor", "--skill", "billing")
    assert (added.returncode, added.stdout) == (0, "a@shop.example may log in as agent, supervisor\n")
    line = "a@shop.example  {}  agent,supervisor  billing  every language  민지\n"
    assert typed(database_url, "agents", "list").stdout == line.format("away  ")
    agent = await world.service.authenticate(email="a@shop.example", password=PASSWORD)
    assert agent is not None
    conversation_id = await world.handed_off()
    await world.claimed(agent, await world.scalar("SELECT id FROM ticket"))
    off = typed(database_url, "agents", "disable", "A@shop.example", REDIS_URL=redis_url)
    assert (off.returncode, off.stdout) == (0, "a@shop.example may not log in any more\n")
    assert "system: agent_left" in await world.lines(conversation_id)
    assert typed(database_url, "agents", "list").stdout == line.format("off   ")
    assert await world.service.authenticate(email="a@shop.example", password=PASSWORD) is None
    assert typed(database_url, "agents", "enable", "a@shop.example").returncode == 0
    assert await world.service.authenticate(email="a@shop.example", password=PASSWORD) is not None


async def test_another_password_is_typed_in(world: World, database_url: str) -> None:
    hired(database_url)
    changed = typed(database_url, "agents", "password", "a@shop.example", said="another long one\n")
    assert (changed.returncode, changed.stdout) == (0, "a@shop.example has another password\n")
    assert await world.service.authenticate(email="a@shop.example", password="another long one") is not None


def test_refusals_are_one_sentence(database_url: str) -> None:
    unknown = typed(database_url, "agents", "disable", "nobody@shop.example")
    assert unknown.returncode == 1
    assert unknown.stderr == "firsthand: email: expected the address of an agent, got nobody@shop.example\n"
    hired(database_url, "a@shop.example", "--role", "admin")
    last = typed(database_url, "agents", "disable", "a@shop.example")
    assert last.stderr == "firsthand: disabled: expected another admin who is not disabled, got the last one\n"
    again = hired(database_url)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("firsthand: email: expected an address that nobody has")
    short = typed(database_url, "agents", "password", "a@shop.example", said="short\n")
    assert short.stderr == "firsthand: password: expected 8 to 1024 characters, got 5\n"


async def test_the_log_is_checked_and_a_changed_entry_named(world: World, database_url: str) -> None:
    empty = typed(database_url, "audit", "verify")
    assert (empty.returncode, empty.stdout) == (0, "entries: 0, all in order; newest mark: -\n")
    hired(database_url)
    whole = typed(database_url, "audit", "verify")
    assert whole.stdout.startswith("entries: 1, all in order; newest mark: ")
    mark = whole.stdout.split()[-1]
    assert mark == await world.scalar("SELECT mark FROM audit")
    typed(database_url, "agents", "disable", "a@shop.example")
    assert typed(database_url, "audit", "verify", "--mark", mark).returncode == 0
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        await connection.exec_driver_sql("UPDATE audit SET actor = 'nobody' WHERE id = (SELECT min(id) FROM audit)")
    broken = typed(database_url, "audit", "verify")
    first = await world.scalar("SELECT min(id) FROM audit")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr == f"firsthand: audit: entry {first} does not follow the 0 before it\n"
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM audit")
    cut = typed(database_url, "audit", "verify", "--mark", mark)
    assert (cut.returncode, cut.stderr.startswith("firsthand: audit: expected an entry with the mark")) == (1, True)
