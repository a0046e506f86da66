"""Personal data at the desk: covered in every frame, uncovered one message at a time, and written down by whom."""

from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import select

from connectors.web import keys
from escalation.tables import audit
from tests.integration.web.chats import handed_off
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen
from tests.integration.web.sent_files import PERSON, gives
from tests.integration.web.settings_pages import Page
from tests.unit.connectors.files.pictures import picture

WRITTEN = "제 번호는 010-4821-7730이고 메일은 haneul@example.com이에요"
COVERED = "제 번호는 [phone]이고 메일은 [email]이에요"


async def revealed_by(gateway: Gateway) -> list[tuple[str, str]]:
    """Who uncovered which message, as the audit log has it."""
    async with gateway.app[keys.ENGINE].connect() as connection:
        rows = await connection.execute(
            select(audit.c.actor, audit.c.subject).where(audit.c.action == "message_revealed").order_by(audit.c.id)
        )
        return [(row.actor, row.subject) for row in rows]


async def test_an_agent_sees_a_mask_in_every_frame_and_the_customer_none(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        await customer.write(WRITTEN)
        ticket = await handed_off(customer, agent)
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        opened = (await agent.until("conversation"))["messages"]
        assert [one["text"] for one in opened if one.get("masked")] == [COVERED]

        await customer.write("아니 010-1111-2345요")
        told = (await agent.until("message", lambda frame: frame["message"].get("masked", False)))["message"]
        assert told["text"] == "아니 [phone]요"

        await agent.say("fetch", conversation_id=ticket["conversation_id"], after_seq=0)
        fetched = (await agent.until("messages"))["messages"]
        assert [one["text"] for one in fetched if one.get("masked")] == [COVERED, "아니 [phone]요"]
        assert not any("masked" in one for one in opened if one["sender"] != "customer")

        await customer.say("fetch", after_seq=0)
        own = (await customer.until("messages"))["messages"]
        assert WRITTEN in [one.get("text") for one in own]
        assert not any("masked" in one for one in own)


async def test_what_is_written_while_waiting_is_covered_in_every_list(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        welcome = await customer.open()
        await customer.write(PERSON)
        await customer.owner("queue")
        await customer.write(WRITTEN)
        await agent.until("waiting", lambda frame: [one.get("last_text") for one in frame["tickets"]] == [COVERED])
        ticket = await agent.claim()
        assert ticket["last_text"] == COVERED
        named = {"X-File-Name": quote("haneul@example.com.png")}
        status, _ = await gives(customer, welcome, picture("PNG"), **named)
        assert status == 200
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        shown = (await agent.until("conversation"))["messages"]
        assert [one["file"]["name"] for one in shown if "file" in one] == ["[email].png"]
        assert not any("masked" in one for one in shown if "file" in one)
        status, _ = await gives(customer, welcome, picture("GIF"), **{"X-File-Name": "010-4821-7730.gif"})
        assert status == 200
        await agent.until("message", lambda frame: frame["message"].get("file", {}).get("name") == "[phone].gif")
        await agent.say("fetch", conversation_id=ticket["conversation_id"], after_seq=0)
        await agent.until("messages")
        for secret in ("4821", "haneul"):
            assert not [frame for frame in agent.heard if secret in str(frame)]


async def test_who_uncovers_a_message_stands_in_the_audit_log(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        await customer.write(WRITTEN)
        ticket = await handed_off(customer, agent)
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        (message,) = [one for one in (await agent.until("conversation"))["messages"] if one.get("masked")]
        answer = await Page(agent).ask("POST", "reveal", {"message_id": message["id"]})
        assert (answer.status, answer.body) == (200, {"text": WRITTEN})
        ((actor, subject),) = await revealed_by(gateway)
        assert subject == f"message:{message['id']}"
        assert actor == (await me(agent))


async def test_nobody_uncovers_what_they_may_not_read(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        await customer.write(WRITTEN)
        ticket = await handed_off(customer, agent)
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        messages = (await agent.until("conversation"))["messages"]
        (message,) = [one for one in messages if one.get("masked")]
        async with gateway.at_the_desk("지우", "other@shop.example") as other:
            assert (await Page(other).ask("POST", "reveal", {"message_id": message["id"]})).status == 403
        of_the_bot = next(one for one in messages if one["sender"] == "bot")
        for nothing in (of_the_bot["id"], str(uuid4())):
            assert (await Page(agent).ask("POST", "reveal", {"message_id": nothing})).status == 404
        await gateway.hire("지표", "numbers@shop.example", "ops")
        async with gateway.agent() as ops:
            await ops.sign_in("numbers@shop.example", PASSWORD)
            assert (await Page(ops).ask("POST", "reveal", {"message_id": message["id"]})).status == 403
        assert await revealed_by(gateway) == []


async def me(agent: AgentScreen) -> str:
    """The id of who is signed in."""
    async with agent.http.get(f"{agent.url}/desk/me") as response:
        return str((await response.json())["agent"]["id"])
