"""Who is erased while their page is open: it is signed out, and what it could still send reaches nothing."""

from uuid import UUID

from sqlalchemy import select

from connectors.web import keys
from escalation.privacy.erasure import Erasure
from escalation.privacy.remembered import KEYS
from escalation.privacy.traces import Person
from escalation.staff.audit import CLI
from escalation.tables import conversation
from tests.integration.web.conftest import Gateway


async def test_an_open_page_of_the_erased_is_signed_out_and_begins_anew(gateway: Gateway) -> None:
    app = gateway.app
    async with gateway.customer() as customer:
        welcome = await customer.open()
        await customer.write("주문이 어디쯤 왔나요?")
        kept = [key.decode() async for key in app[keys.REDIS].scan_iter()]
        assert kept
        assert [key for key in kept if not key.startswith(tuple(KEYS))] == [], "every key says whose it may be"
        async with app[keys.ENGINE].connect() as connection:
            mine = conversation.c.id == UUID(welcome["conversation_id"])
            visitor = await connection.scalar(select(conversation.c.visitor_id).where(mine))
        erasure = Erasure(app[keys.SERVICE].record, app[keys.REDIS])
        erased = await erasure.erase(Person(visitor_id=visitor), actor=CLI)
        assert erased.rows["visitor"] == 1
        assert await customer.until_closed() == 4401
        assert [key async for key in app[keys.REDIS].scan_iter("limit:message-visitor:*")] == []
        again = await customer.open()
    assert again["conversation_id"] != welcome["conversation_id"]
    assert again["messages"] == []
