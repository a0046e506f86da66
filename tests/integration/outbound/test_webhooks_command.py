"""`firsthand webhooks`, as a person types it."""

import os
import re
import subprocess
import sys
import uuid

from escalation.outbound.lanes import delivery_lane
from tests.integration.escalation.world import World


def typed(database_url: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": database_url, **variables}
    command = [sys.executable, "-m", "connectors.cli", "webhooks", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_webhook_is_added_listed_disabled_and_enabled(database_url: str) -> None:
    added = typed(database_url, "add", "https://shop.example/hook", "--event", "rated", "--event", "handoff")
    assert added.returncode == 0, added.stderr
    webhook_id = added.stdout.split()[0]
    assert re.search(r"secret, shown this once: whsec_[\w-]{43}\n", added.stdout)
    listed = typed(database_url, "list").stdout
    assert listed == f"{webhook_id}  on   rated,handoff  https://shop.example/hook\n"
    assert typed(database_url, "disable", webhook_id).returncode == 0
    assert "  off  " in typed(database_url, "list").stdout
    assert typed(database_url, "enable", webhook_id).stdout == f"{webhook_id} hears what happens from now on\n"
    assert "  on   " in typed(database_url, "list").stdout


def test_a_bad_address_and_an_unknown_webhook_are_one_sentence(database_url: str) -> None:
    refused = typed(database_url, "add", "http://10.0.0.1/hook")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("firsthand: url: expected an https address")
    assert typed(database_url, "add", "http://10.0.0.1/hook", FIRSTHAND_WEBHOOK_PRIVATE="allow").returncode == 0
    unknown = typed(database_url, "disable", str(uuid.UUID(int=7)))
    assert (unknown.returncode, unknown.stderr) == (1, f"firsthand: webhook: no webhook {uuid.UUID(int=7)}\n")


async def test_what_was_given_up_is_shown_and_tried_again(world: World, database_url: str) -> None:
    typed(database_url, "add", "https://shop.example/hook")
    await world.handed_off()
    lane = delivery_lane(world.engine, world.clock)
    await lane.failed((await lane.take(1))[0], "answered 500", final=True)
    shown = typed(database_url, "dead").stdout
    assert shown.endswith("handoff  https://shop.example/hook  answered 500\n")
    again = typed(database_url, "retry", shown.split()[0])
    assert again.returncode == 0, again.stderr
    assert typed(database_url, "dead").stdout == ""
