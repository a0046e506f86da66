"""Who may not send a file, and who may not read one."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from connectors.settings import Settings
from connectors.web import keys, uploads
from connectors.web.passes import Passes
from connectors.web.signed import Signer
from escalation.customers.files import MOST_BYTES, MOST_BYTES_A_DAY
from escalation.customers.viewers import Viewer
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen, Frame, Screen
from tests.integration.web.sent_files import PERSON, code, gives, reads, replies, rows, sends, sent_file, talking
from tests.integration.web.test_resume import opens, vouched, with_link
from tests.unit.connectors.files.pictures import archive, picture

NOBODY = "00000000-0000-0000-0000-000000000000"
PNG = picture("PNG")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Letters leave, for a server that is never there: their links are a way in too."""
    return dataclasses.replace(settings, smtp_url="smtp://127.0.0.1:9", mail_from="help@shop.example")


async def given(customer: CustomerScreen, welcome: Frame, content: bytes = PNG) -> str:
    """The id of a file that was taken."""
    status, ack = await gives(customer, welcome, content)
    assert status == 200, ack
    message = await customer.message(lambda message: message["id"] == ack["message_id"])
    return str(message["file"]["id"])


async def status_of(screen: Screen, path: str, **headers: str) -> int:
    status, _, _ = await reads(screen, path, **headers)
    return status


async def both_here(holds: Callable[[], bool]) -> None:
    """What another task brings about is looked for again and again, for 5 s."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("expected both uploads to be under way")


async def test_nobody_sends_or_reads_without_a_live_pass(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, _, __), gateway.customer() as stranger:
        file_id = await given(customer, welcome)
        theirs = await stranger.open()
        own = Viewer(UUID(welcome["conversation_id"]), uuid4())
        hour_ago = Passes(Signer(gateway.settings.session_secret, clock=lambda: 1.0)).issue(own)
        forged = Passes(Signer("another-secret-that-is-long-enough-000000")).issue(own)
        for wrong in ("", "x", welcome["pass"][:-2] + "xx", hour_ago, forged):
            assert code(await sends(stranger, "/widget/files", PNG, wrong)) == (401, "unauthenticated"), wrong
            assert await status_of(stranger, f"/widget/files/{file_id}", **{"X-Pass": wrong}) == 401, wrong
        assert await status_of(stranger, f"/widget/files/{file_id}") == 401
        assert await status_of(stranger, f"/widget/files/{file_id}", **{"X-Pass": theirs["pass"]}) == 404
        assert await status_of(customer, f"/widget/files/{NOBODY}", **{"X-Pass": welcome["pass"]}) == 404
        assert await status_of(customer, "/widget/files/..%2f", **{"X-Pass": welcome["pass"]}) == 400


async def test_another_page_cannot_send(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        for wrong in ({"Origin": "https://evil.example"}, {"X-Firsthand": ""}, {"Sec-Fetch-Site": "cross-site"}):
            assert code(await gives(customer, welcome, PNG, **wrong)) == (403, "forbidden"), wrong
            assert code(await replies(agent, ticket, PNG, **wrong)) == (403, "forbidden"), wrong
        for wrong in ({"X-Client-Id": ""}, {"X-Client-Id": "1"}):
            assert code(await gives(customer, welcome, PNG, **wrong)) == (400, "bad_frame"), wrong
        assert code(await gives(customer, welcome, PNG, **{"X-File-Name": "a" * 2001})) == (400, "too_long")
        assert await rows(gateway, "SELECT id FROM file") == []


async def test_a_conversation_that_became_a_customers_is_closed_to_the_visitors_pass(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, _, __), gateway.customer() as known:
        file_id = await given(customer, welcome)
        known.token = customer.token
        named = await known.open(jwt=vouched(gateway))
        assert named["conversation_id"] == welcome["conversation_id"]
        assert code(await gives(customer, welcome, PNG)) == (401, "unauthenticated")
        assert await status_of(customer, f"/widget/files/{file_id}", **{"X-Pass": welcome["pass"]}) == 401
        assert await status_of(known, f"/widget/files/{file_id}", **{"X-Pass": named["pass"]}) == 200
        assert (await gives(known, named, PNG))[0] == 200


async def test_what_a_visitor_sent_before_they_were_known_stays_hidden_from_the_customer(gateway: Gateway) -> None:
    """On a shared computer it may have been somebody else."""
    async with talking(gateway) as (customer, welcome, agent, ticket), gateway.customer() as known:
        before = await given(customer, welcome)
        await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        await customer.owner("closed")
        customer.heard.clear()
        await customer.write(PERSON)
        await customer.owner("queue")
        since = await given(customer, welcome)
        known.token = customer.token
        named = await known.open(jwt=vouched(gateway))
        assert await status_of(known, f"/widget/files/{before}", **{"X-Pass": named["pass"]}) == 404
        assert await status_of(known, f"/widget/files/{since}", **{"X-Pass": named["pass"]}) == 200
        assert await status_of(agent, f"/desk/files/{before}") == 404
        assert await status_of(agent, f"/desk/files/{since}") == 200


async def test_a_letters_link_reads_the_files_of_its_contact_only(gateway: Gateway) -> None:
    async with with_link(gateway) as (*_, token), gateway.customer() as phone:
        welcome = await opens(phone, token)
        shown = {"X-Pass": welcome["pass"]}
        file_id = await given(phone, welcome)
        assert await status_of(phone, f"/widget/files/{file_id}", **shown) == 200
        first = "(SELECT id FROM message ORDER BY seq LIMIT 1)"
        async with gateway.app[keys.ENGINE].begin() as connection:
            await connection.exec_driver_sql(f"UPDATE file SET message_id = {first}")
        assert await status_of(phone, f"/widget/files/{file_id}", **shown) == 404


async def test_agents_read_files_of_tickets_that_are_theirs_to_read(gateway: Gateway) -> None:
    async with (
        talking(gateway) as (customer, welcome, agent, ticket),
        gateway.at_the_desk("하준", "other@shop.example") as other,
        gateway.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
        gateway.at_the_desk("도윤", "admin@shop.example", "admin") as admin,
    ):
        file_id = await given(customer, welcome)
        found = [await status_of(screen, f"/desk/files/{file_id}") for screen in (agent, other, chief, admin)]
        assert found == [200, 403, 200, 200]
        assert await status_of(customer, f"/desk/files/{file_id}") == 401
        assert await status_of(chief, f"/desk/files/{NOBODY}") == 404
        assert code(await replies(other, ticket, PNG)) == (403, "not_owner")
        assert code(await replies(agent, {**ticket, "epoch": 0}, PNG)) == (409, "stale_epoch")
        assert code(await replies(agent, {**ticket, "epoch": "x"}, PNG)) == (400, "bad_frame")
        assert code(await replies(agent, {**ticket, "conversation_id": NOBODY}, PNG)) == (404, "not_found")


@pytest.mark.parametrize("streamed", [False, True])
async def test_what_is_too_large_is_not_read_to_its_end(gateway: Gateway, streamed: bool) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 65536 + 1):
            yield bytes(65536)

    async with talking(gateway) as (customer, welcome, _, __):
        content: Any = parts() if streamed else bytes(MOST_BYTES + 1)
        assert code(await sends(customer, "/widget/files", content, welcome["pass"])) == (413, "too_large")
        assert await rows(gateway, "SELECT id FROM file") == []


async def test_ten_megabytes_go_through_whole(gateway: Gateway) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * (MOST_BYTES // 256 - 1)
    content += b"x" * (MOST_BYTES - len(content))
    async with talking(gateway) as (customer, welcome, agent, _):
        file_id = await given(customer, welcome, content)
        status, _, found = await reads(agent, f"/desk/files/{file_id}")
        assert (status, len(found)) == (200, MOST_BYTES)
        assert found == content


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"MZ" + bytes(200), archive("a.exe")])
async def test_what_is_no_file_of_ours_is_refused_in_its_own_code(gateway: Gateway, content: bytes) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        expected = (400, "empty") if not content else (415, "unsupported_file")
        assert code(await gives(customer, welcome, content)) == expected
        assert code(await replies(agent, ticket, content)) == expected


async def test_a_packed_body_is_refused(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, _, __):
        refused = await gives(customer, welcome, PNG, **{"Content-Encoding": "gzip"})
        assert refused[0] == 400, refused


async def test_a_conversation_has_its_share_of_a_day(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        file_id = await given(customer, welcome)
        made = f"UPDATE file SET size = {MOST_BYTES}, created_at = created_at - interval '23 hours'"
        more = "INSERT INTO file SELECT gen_random_uuid(), conversation_id, message_id, name, media_type, size, content"
        async with gateway.app[keys.ENGINE].begin() as connection:
            await connection.exec_driver_sql(made)
            for _ in range(MOST_BYTES_A_DAY // MOST_BYTES - 1):
                await connection.exec_driver_sql(f"{more}, created_at FROM file WHERE id = '{file_id}'")
        assert code(await gives(customer, welcome, PNG)) == (429, "files_full")
        assert code(await replies(agent, ticket, PNG)) == (429, "files_full")
        async with gateway.app[keys.ENGINE].begin() as connection:
            await connection.exec_driver_sql("UPDATE file SET created_at = created_at - interval '2 hours'")
        assert (await gives(customer, welcome, PNG))[0] == 200


async def test_a_visitor_sends_so_many_files_at_once(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, _, __):
        answers = [await gives(customer, welcome, PNG + bytes((number,))) for number in range(21)]
        assert [status for status, _ in answers] == [200] * 20 + [429]
        assert answers[-1][1]["error"]["retry_after"] > 60
        assert len([message for message in customer.messages if sent_file(message)]) <= 20


async def test_uploads_that_stand_still_take_no_more_than_their_own_places(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        still = asyncio.Event()

        async def stops() -> AsyncIterator[bytes]:
            yield PNG[:8]
            await still.wait()
            yield PNG[8:]

        waiting = [
            asyncio.create_task(sends(customer, "/widget/files", stops(), welcome["pass"]))
            for _ in range(uploads.AT_ONCE_EACH)
        ]
        under_way = gateway.app[keys.UPLOADS].of_customers
        await both_here(lambda: under_way.held == uploads.AT_ONCE_EACH)
        refused = await gives(customer, welcome, PNG)
        assert code(refused) == (429, "rate_limited")
        assert (await replies(agent, ticket, PNG))[0] == 200
        still.set()
        assert [status for status, _ in await asyncio.gather(*waiting)] == [200, 200]
        assert under_way.held == 0
