"""Files between customers and agents: taken once, known by their content, read by both sides."""

import string
from urllib.parse import quote, unquote
from uuid import uuid4

from tests.integration.web.conftest import Gateway
from tests.integration.web.sent_files import NAME, PERSON, code, gives, reads, replies, rows, sent_file, talking
from tests.unit.connectors.files.pictures import PLACE, photo, picture

SHOWN = {"name": NAME, "media_type": "image/jpeg", "width": 24, "height": 40}


async def test_a_photo_goes_to_the_agent_without_its_place_and_one_comes_back(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        status, ack = await gives(customer, welcome, photo(6))
        assert status == 200, ack
        told = await agent.until("message", lambda frame: sent_file(frame["message"]))
        file = told["message"]["file"]
        assert {name: file[name] for name in SHOWN} == SHOWN
        assert (told["message"]["seq"], told["message"]["id"]) == (ack["seq"], ack["message_id"])
        assert "params" not in told["message"]
        assert (await customer.message(sent_file))["file"] == file
        for screen, way, shown in ((customer, "widget", {"X-Pass": welcome["pass"]}), (agent, "desk", {})):
            status, _, content = await reads(screen, f"/{way}/files/{file['id']}", **shown)
            assert (status, len(content)) == (200, file["size"])
            assert PLACE not in content
        answer = await replies(agent, ticket, picture("PNG"), **{"X-File-Name": "guide.png"})
        assert answer[0] == 200, answer
        guide = await customer.message(lambda message: sent_file(message) and message["sender"] == "agent")
        assert (guide["file"]["name"], guide["name"]) == ("guide.png", "서연")
        again = await customer.open()
        assert [message["file"]["name"] for message in again["messages"] if sent_file(message)] == [NAME, "guide.png"]


async def test_what_is_handed_out_runs_nowhere(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, _):
        _, ack = await gives(customer, welcome, "<3 좋아요".encode(), **{"X-File-Name": quote('메모"; x=".html')})
        file = (await customer.message(lambda message: message["id"] == ack["message_id"]))["file"]
        for screen, way, shown in ((customer, "widget", {"X-Pass": welcome["pass"]}), (agent, "desk", {})):
            _, headers, content = await reads(screen, f"/{way}/files/{file['id']}", **shown)
            assert content == "<3 좋아요".encode()
            kind, _, named = str(headers["Content-Disposition"]).partition("; filename*=UTF-8''")
            assert (kind, unquote(named)) == ("attachment", "메모_; x=_.html.txt")
            assert set(named) <= set(string.ascii_letters + string.digits + "%._-")
            assert headers["Content-Type"] == "text/plain"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "no-store" in headers["Cache-Control"]
        async with agent.http.head(f"{agent.url}/desk/files/{file['id']}") as response:
            assert (response.status, response.content_length) == (200, len(content))


async def test_a_file_that_is_sent_again_is_one_message(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        mine, theirs = {"X-Client-Id": str(uuid4())}, {"X-Client-Id": str(uuid4())}
        first = await gives(customer, welcome, picture("PNG"), **mine)
        assert first[0] == 200
        assert await gives(customer, welcome, picture("PNG"), **mine) == first
        assert code(await gives(customer, welcome, picture("GIF"), **mine)) == (409, "conflict")
        other_name = {"X-File-Name": "other.png"}
        assert code(await gives(customer, welcome, picture("PNG"), **mine, **other_name)) == (409, "conflict")
        replied = await replies(agent, ticket, picture("PNG"), **theirs)
        assert await replies(agent, ticket, picture("PNG"), **theirs) == replied
        assert len(await rows(gateway, "SELECT id FROM file")) == 2
        held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
        await agent.answered(await agent.say("resolve", **held))
        await customer.owner("closed")
        assert code(await gives(customer, welcome, picture("PNG"))) == (409, "person_only")
        assert await gives(customer, welcome, picture("PNG"), **mine) == first
        assert code(await gives(customer, welcome, picture("GIF"), **mine)) == (409, "conflict")
        assert len(await rows(gateway, "SELECT id FROM file")) == 2


async def test_while_the_bot_owns_nothing_is_taken_and_the_bot_never_hears_of_files(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        welcome = await customer.open()
        assert code(await gives(customer, welcome, picture("PNG"))) == (409, "person_only")
        await customer.write("배송 언제 와요?")
        await customer.reads("re: 배송 언제 와요?")
        assert code(await gives(customer, welcome, picture("PNG"))) == (409, "person_only")
        await customer.write(PERSON)
        await customer.owner("queue")
        asked = len(gateway.assistant.requests)
        assert (await gives(customer, welcome, picture("PNG")))[0] == 200
        await customer.message(sent_file)
        assert len(gateway.assistant.requests) == asked
        last = f"{NAME}.png"
        await agent.until("waiting", lambda frame: [one.get("last_text") for one in frame["tickets"]] == [last])


async def test_the_journey_knows_of_a_file_and_not_what_it_is_called(gateway: Gateway) -> None:
    async with talking(gateway) as (customer, welcome, agent, ticket):
        _, ack = await gives(customer, welcome, photo())
        await replies(agent, ticket, picture("PNG"))
    events = await rows(gateway, "SELECT type, data FROM journey_event ORDER BY position")
    (size,) = await rows(gateway, "SELECT size FROM file WHERE media_type = 'image/jpeg'")
    assert [data for kind, data in events if kind == "file_received"] == [
        {"message_id": ack["message_id"], "media_type": "image/jpeg", "size": size[0]}
    ]
    assert "agent_replied" in [kind for kind, _ in events]
    assert not any("파손" in str(data) for _, data in events)
