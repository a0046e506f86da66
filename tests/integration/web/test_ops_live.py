"""GET /ops/api/live: in the shape the page knows, to those who may read the numbers."""

from connectors.web import keys
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.test_ops import fetch

UNKNOWN = {".staffing.handle_s", ".staffing.needed", ".staffing.expected", ".queues[].oldest_s", ".breaches[].agent"}


async def test_this_moment_in_the_golden_shape(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    async with gateway.customer() as customer, gateway.at_the_desk() as agent, gateway.agent() as page:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await agent.sees_waiting(1)
        async with gateway.app[keys.ENGINE].begin() as connection:
            overdue = """UPDATE ticket SET clocks = jsonb_set(clocks, '{first,state}', '"breached"')"""
            await connection.exec_driver_sql(overdue)
        await page.sign_in("ops@shop.example", PASSWORD)
        status, answer = await fetch(page, "/ops/api/live")
        assert (status, answer["waiting"], answer["agents"]["busy"]) == (200, 1, 1)
        assert_golden("live", answer, unknown=UNKNOWN)
        (late,) = answer["breaches"]
        assert (late["clock"], late["agent"]) == ("first", None)


async def test_agents_do_not_read_it(gateway: Gateway) -> None:
    await gateway.hire()
    async with gateway.agent() as page:
        await page.sign_in("agent@shop.example", PASSWORD)
        assert (await fetch(page, "/ops/api/live"))[0] == 403
