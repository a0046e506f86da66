"""What the demo's desk begins with: in order, once, and as somebody left it."""

from uuid import UUID

import tomllib

from connectors.supervisor.demo import FURNISHING, furnish
from escalation.queue.topics import Queue
from tests.integration.escalation.world import World


async def test_the_demo_begins_with_labels_and_macros_of_the_file(world: World) -> None:
    found = tomllib.loads(FURNISHING.read_text(encoding="utf-8"))
    await furnish(world.service.record)
    macros, labels = await world.service.macros.all(), await world.service.known_labels.all()
    assert [{name: macro[name] for name in macro if name != "id"} for macro in macros] == found["macros"]
    assert sorted(label["name"] for label in labels) == sorted(label["name"] for label in found["labels"])
    assert {macro["queue"] for macro in macros if "queue" in macro} <= set(Queue)


async def test_what_was_archived_does_not_come_back(world: World) -> None:
    await furnish(world.service.record)
    for macro in await world.service.macros.all():
        await world.service.macros.archive(actor="cli", macro_id=UUID(macro["id"]))
    await furnish(world.service.record)
    assert await world.service.macros.all() == []
    assert len(await world.service.known_labels.all()) == 6
