"""A desk that stays open shows, after whatever happened, what a fresh one would."""

from typing import Any

from tests.integration.web.chats import handed_off, opened
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen

LISTS = ("waiting", "mine", "offers", "counts")


def shown(screen: AgentScreen) -> dict[str, Any]:
    """What its frames have come to."""
    kept: dict[str, Any] = {}
    for frame in screen.heard:
        match frame["type"]:
            case "welcome":
                kept = {name: frame[name] for name in LISTS}
            case "waiting" | "mine":
                kept[frame["type"]] = frame["tickets"]
            case "offers":
                kept["offers"] = frame["offers"]
            case "counts":
                kept["counts"] = {part: frame[part] for part in ("queues", "agents")}
    return kept


async def as_a_fresh_one(gateway: Gateway, screen: AgentScreen, email: str) -> None:
    """The lists of a tab opened just now are, soon, those of the one that stayed."""
    async with gateway.agent() as tab:
        await tab.sign_in(email, PASSWORD)
        welcome = await tab.open()
        fresh = {name: welcome[name] for name in LISTS}
        await screen.until_true(lambda: shown(screen) == fresh, f"the same as {fresh}; it is {shown(screen)}")


async def test_after_each_step_of_two_agents_work(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.customer() as other,
        gateway.at_the_desk("서연", "one@shop.example") as one,
        gateway.at_the_desk("민준", "two@shop.example") as two,
    ):
        ticket = await handed_off(customer, one)
        await opened(one, ticket)
        await customer.write("아직인가요?")
        await as_a_fresh_one(gateway, one, "one@shop.example")
        await one.answered(await one.say("priority", ticket_id=ticket["id"], priority="urgent"))
        await two.answered(await two.say("status", status="online"))
        await other.open()
        await other.write("상담원 연결해 주세요")
        await two.until("offers", lambda frame: len(frame["offers"]) == 1)
        for screen, email in ((one, "one@shop.example"), (two, "two@shop.example")):
            await as_a_fresh_one(gateway, screen, email)
        held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
        await one.answered(await one.say("transfer", **held, queue="billing"))
        for screen, email in ((one, "one@shop.example"), (two, "two@shop.example")):
            await as_a_fresh_one(gateway, screen, email)
