"""The report over HTTP and from the command line: a PDF of the period that was asked for, in the language asked for."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import QueuePool

from connectors.ui.build import copy_fonts
from connectors.web import keys, ops_report
from escalation.numbers.contacts import import_contacts
from escalation.report.wording import Wording
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.test_ops_export import past
from tests.unit.escalation.report.test_report import text_of


async def read(gateway: Gateway, email: str, query: str) -> tuple[int, str, bytes]:
    async with gateway.agent() as screen:
        await screen.sign_in(email, PASSWORD)
        async with screen.http.get(f"{screen.url}/ops/api/report{query}") as response:
            return response.status, response.content_type, await response.read()


async def test_a_report_is_drawn_for_those_who_may_take_numbers_away(gateway: Gateway) -> None:
    copy_fonts()
    for role in ("ops", "agent"):
        await gateway.hire(role, f"{role}@shop.example", role)
    now = gateway.app[keys.CLOCK]()
    async with gateway.app[keys.ENGINE].begin() as connection:
        await import_contacts(connection, [past(now, number) for number in range(8)])
    status, kind, made = await read(gateway, "ops@shop.example", "")
    text = text_of(made)
    assert (status, kind) == (200, "application/pdf")
    for key in ("title", "headline", "map", "no_goals"):
        assert Wording("ko").say(key) in text, key
    _, _, made = await read(gateway, "ops@shop.example", "?locale=en&topic=billing&window=14")
    text = text_of(made)
    assert "repeat window 14 days" in text
    assert "topic billing" in text
    status, _, body = await read(gateway, "ops@shop.example", "?locale=fr")
    assert (status, json.loads(body)["error"]["field"]) == (400, "locale")
    assert (await read(gateway, "agent@shop.example", ""))[0] == 403


async def test_a_report_that_waits_for_the_workshop_holds_no_connection(gateway: Gateway) -> None:
    copy_fonts()
    await gateway.hire("하은", "ops@shop.example", "ops")
    reports, engine = gateway.app[ops_report.REPORTS], gateway.app[keys.ENGINE]
    assert isinstance(engine.pool, QueuePool)
    resting = engine.pool.checkedout()
    busy = asyncio.create_task(gateway.app[keys.WORKSHOP].run("time:sleep", 4.0))
    asking = asyncio.create_task(read(gateway, "ops@shop.example", ""))
    free = False
    while not busy.done() and not free:
        await asyncio.wait([busy], timeout=0.02)
        free = bool(reports.under_way) and engine.pool.checkedout() <= resting
    assert free
    assert not busy.done()
    assert not asking.done()
    assert (await asking)[0] == 200


async def test_only_a_few_reports_are_drawn_at_once(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    reports = gateway.app[ops_report.REPORTS]
    with ExitStack() as drawn:
        for _ in range(ops_report.AT_ONCE):
            drawn.enter_context(reports.one_more())
        assert (await read(gateway, "ops@shop.example", ""))[0] == 429
    assert reports.under_way == 0


def test_a_report_is_typed(database_url: str, tmp_path: Path) -> None:
    copy_fonts()
    out = tmp_path / "report.pdf"
    command = [sys.executable, "-m", "connectors.cli", "report", "--from", "2026-03-01", "--to", "2026-03-31"]
    environment = {**os.environ, "DATABASE_URL": database_url}
    typed = subprocess.run(
        [*command, "--out", str(out), "--locale", "en"],
        env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert typed.returncode == 0, typed.stderr
    text = text_of(out.read_bytes())
    assert "2026-03-01 to 2026-03-31" in text
    assert Wording("en").say("no_pain") in text
