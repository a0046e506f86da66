"""The team view and the desk's short lists over HTTP, in the shapes that the pages know."""

from tests.integration.web.conftest import Gateway
from tests.integration.web.settings_pages import GOLDEN, signed_in
from tests.integration.web.test_golden import fields


def fits(answer: object, name: str) -> bool:
    strangers = set(fields(answer)) - set(fields(GOLDEN[name]["response"]))
    assert not strangers, strangers
    return True


async def test_a_supervisor_sees_the_team_at_work(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.customer() as other,
        gateway.at_the_desk() as agent,
        signed_in(gateway, "supervisor") as page,
    ):
        for screen in (customer, other):
            await screen.open()
            await screen.write("상담원 연결해 주세요")
        await agent.sees_waiting(2)
        ticket = await agent.claim()
        await page.ask("PATCH", "admin/teams/billing", {"hours": {"mon": [["09:00", "09:01"]]}})
        view = await page.get("team")
        member = next(one for one in view["agents"] if one["name"] == "서연")
        assert (member["load"], member["connected"], member["email"]) == (1, True, "agent@shop.example")
        assert [line["id"] for line in member["tickets"]] == [ticket["id"]]
        assert len(view["waiting"]) == 1
        assert view["waiting"][0]["queue"] == ticket["queue"]
        assert fits(view, "team")


async def test_every_desk_reads_the_short_lists(gateway: Gateway) -> None:
    async with signed_in(gateway, "supervisor") as boss, signed_in(gateway, "agent", name="서연") as agent:
        await boss.example("admin_macro_added")
        await boss.ask("POST", "admin/macros", {"name": "인사", "ko": "안녕하세요", "en": "Hello"})
        await boss.example("admin_label_added")
        for name in ("agents", "macros", "labels"):
            page = await agent.get(name)
            assert len(page[name]) == (1 if name == "labels" else 2)
            assert fits(page, name)
