"""A person gets what is kept of them, and nothing of anybody else."""

import json
import stat
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from escalation.privacy.personal_export import PersonalExport
from escalation.privacy.stores import LISTED
from escalation.privacy.traces import Person
from escalation.staff.audit import CLI
from tests.integration.escalation.test_accounts_command import typed
from tests.integration.escalation.world import World, said
from tests.integration.privacy.lives import CANARY, SPARROW, lived

CANARY_PERSON = Person(customer_id=CANARY.customer.id)


async def test_everything_that_names_them_is_in_their_archive_and_then_erased(
    world: World, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    await lived(world, SPARROW, papers)
    await lived(world, CANARY, papers)
    archive = tmp_path / "canary.zip"
    done = typed(database_url, "export", CANARY.customer.id, "--out", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert not archive.with_suffix(".part").exists()
    with ZipFile(archive) as opened:
        told = json.loads(opened.read("person.json"))
        (name,) = (name for name in opened.namelist() if name != "person.json")
        assert opened.read(name) == CANARY.mark.encode()
        everything = opened.read("person.json").decode()
    assert name.startswith("files/")
    assert name.endswith(f"-{CANARY.name}.txt")
    assert told["person"] == {"customer": CANARY.customer.id}
    assert told["kept"].keys() == {store.table.name for store in LISTED if store.shown}
    assert [one["text"] for one in told["kept"]["message"] if one.get("text") == CANARY.words]
    assert told["kept"]["callback"][0]["email"] == CANARY.email
    assert not any(trace in everything for trace in SPARROW.traces)
    entry = await world.scalar("SELECT action || ' ' || subject FROM audit ORDER BY id DESC LIMIT 1")
    assert entry == f"person_exported person:{told['export']}"
    again = typed(database_url, "export", CANARY.customer.id, "--out", str(archive))
    assert (again.returncode, "expected a file that is not there yet" in again.stderr) == (1, True)
    data = tmp_path / "data"
    (data / "logs").mkdir(parents=True)
    for name in ("logs/assistant.log", "endpoints.yml"):
        (data / name).write_text(CANARY.email)
    variables = {"REDIS_URL": redis_url, "FIRSTHAND_DATA": str(data)}
    erased = typed(database_url, "erase", CANARY.customer.id, "--files", str(papers), **variables)
    assert (data / "endpoints.yml").read_text() == CANARY.email, "of its own data folder only where texts are"
    assert (data / "logs/assistant.log").read_text() == "*" * len(CANARY.email)
    assert (erased.returncode, erased.stderr) == (0, "")
    assert "message " in erased.stdout
    assert f"struck out       {papers / 'export.jsonl'}" in erased.stdout
    assert typed(database_url, "erase", CANARY.customer.id, **variables).stdout == "nothing is kept of them\n"
    without = typed(database_url, "erase", SPARROW.customer.id)
    assert (without.returncode, "REDIS_URL" in without.stderr) == (1, True)


async def test_of_nobody_there_is_nothing(world: World) -> None:
    exporting = PersonalExport(world.service.record)
    handed = await exporting.gather(Person(customer_id="nobody"), actor=CLI)
    assert (handed.anything, handed.files) == (False, {})
    assert await world.scalar("SELECT count(*) FROM audit") == 0


async def test_who_sat_at_the_same_browser_before_them_is_not_in_it(world: World) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    opened: dict[str, Any] = {"visitor_id": visitor_id, "locale": "ko"}
    shared = await world.service.open_conversation(**opened, customer=None)
    await world.ask(shared, SPARROW.words, said(f"{SPARROW.name}님, 안녕하세요"))
    world.clock.pass_(86_400)
    await world.reconciler.close_idle_contacts()
    await world.ask(shared, f"{CANARY.mark} 로그인할게요", said("네"))
    assert await world.service.open_conversation(**opened, customer=CANARY.customer) == shared
    await world.ask(shared, CANARY.words, said("확인했어요"))
    world.clock.pass_(86_400)
    after = await world.service.open_conversation(**opened, customer=None)
    await world.ask(after, f"{SPARROW.mark} 다시 왔어요", said("네"))

    handed = await PersonalExport(world.service.record).gather(CANARY_PERSON, actor=CLI)
    words = [one["text"] for one in handed.told["kept"]["message"] if one["sender"] == "customer"]
    assert words == [f"{CANARY.mark} 로그인할게요", CANARY.words]
    assert len(handed.told["kept"]["contact"]) == 1
    assert not any(trace in handed.text() for trace in SPARROW.traces)

    stranger = await PersonalExport(world.service.record).gather(Person(visitor_id=visitor_id), actor=CLI)
    assert f"{SPARROW.mark} 다시 왔어요" in stranger.text()
    assert not any(trace in stranger.text() for trace in CANARY.traces)
