"""A customer with the bot: from session to answer, once, in order, over every reconnect."""

import asyncio
from uuid import uuid4

import pytest

from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen


async def test_a_new_visitor_asks_and_is_answered(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        welcome = await customer.open()
        assert welcome["messages"] == []
        assert welcome["customer"] == {"verified": False}
        ack = await customer.write("배송이 어디까지 왔나요?")
        assert (ack["type"], ack["seq"]) == ("ack", 1)
        answer = await customer.reads("re: 배송이 어디까지 왔나요?")
        assert (answer["sender"], answer["seq"]) == ("bot", 2)
        asked = await customer.message(lambda message: message["sender"] == "customer")
        assert (asked["seq"], asked["client_id"]) == (1, ack["client_id"])


async def test_a_reload_finds_the_conversation_again(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        first = await customer.open()
        await customer.write("hello")
        await customer.reads("re: hello")
        await customer.leave()
        again = await customer.open()
        assert again["conversation_id"] == first["conversation_id"]
        assert [message["text"] for message in again["messages"]] == ["hello", "re: hello"]
        await customer.leave()
        later = await customer.open(last_seq=1)
        assert [message["seq"] for message in later["messages"]] == [2]
        assert not later["reset"]
        await customer.leave()
        ahead = await customer.open(last_seq=99)
        assert ahead["reset"]


async def test_two_tabs_stay_in_step(gateway: Gateway) -> None:
    async with gateway.customer() as one, gateway.customer() as two:
        await one.open()
        two.token = one.token
        await two.open()
        await one.write("hello")
        for tab in (one, two):
            await tab.reads("re: hello")
        await two.write("and again")
        for tab in (one, two):
            await tab.reads("re: and again")
            pushed = [frame["message"]["seq"] for frame in tab.heard if frame["type"] == "message"]
            assert pushed == [1, 2, 3, 4]


async def test_a_repeat_gets_the_same_ack_and_other_words_a_conflict(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        client_id = str(uuid4())
        for _ in range(3):
            await customer.say("send", text="once", client_id=client_id)
        await customer.until_true(lambda: len(acks(customer, client_id)) == 3, "three acks")
        assert len({(ack["message_id"], ack["seq"], ack["created_at"]) for ack in acks(customer, client_id)}) == 1
        await customer.say("send", text="something else", client_id=client_id)
        refused = await customer.until("refused")
        assert (refused["code"], refused["client_id"]) == ("conflict", client_id)
        await customer.reads("re: once")
        assert gateway.assistant.texts == ["once"]


def acks(screen: CustomerScreen, client_id: str) -> list[dict[str, object]]:
    return [frame for frame in screen.heard if frame["type"] == "ack" and frame["client_id"] == client_id]


async def test_a_button_is_pressed_once(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("buttons")
        offered = await customer.message(lambda message: bool(message.get("buttons")))
        assert [button["title"] for button in offered["buttons"]] == ["첫째", "둘째"]
        first, _ = offered["buttons"]
        press = {"message_id": offered["id"], "button_id": first["id"]}
        assert (await customer.answered(await customer.say("press", **press)))["type"] == "ack"
        await customer.reads("re: /first")
        assert (await customer.answered(await customer.say("press", **press)))["code"] == "button_used"


async def test_text_that_looks_like_a_command_reaches_the_assistant_as_text(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("/restart")
        await customer.message(lambda message: message["sender"] == "bot")
        (asked,) = gateway.assistant.requests
        assert [set(message) for message in asked["messages"]] == [{"message_id", "text"}]


async def test_fetch_answers_what_was_said_after(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("hello")
        await customer.reads("re: hello")
        await customer.say("fetch", after_seq=1)
        found = await customer.until("messages")
        assert ([message["seq"] for message in found["messages"]], found["last_seq"]) == ([2], 2)


@pytest.mark.parametrize(
    ("frame", "code", "field"),
    [
        ('{"type": "send", "client_id": "x", "text": "hi"}', "bad_frame", "client_id"),
        ('{"type": "send"}', "bad_frame", "client_id"),
        ('{"type": "shout"}', "bad_frame", "type"),
        ("not json", "bad_frame", None),
        ("[" * 5000, "bad_frame", None),
        ('{"type": "hello", "ticket": "t", "last_seq": 0}', "bad_frame", "type"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_socket_goes_on(
    gateway: Gateway, frame: str, code: str, field: str | None
) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.raw(frame)
        refused = await customer.until("refused")
        assert (refused["code"], refused.get("field")) == (code, field)
        assert (await customer.write("still here"))["type"] == "ack"


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("  \n", "empty"), ("x" * 2001, "too_long")])
async def test_a_message_has_between_one_and_two_thousand_characters(gateway: Gateway, text: str, code: str) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        assert (await customer.write(text))["code"] == code


async def test_the_locale_and_what_was_read_are_kept(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("hello")
        await customer.reads("re: hello")
        await customer.say("read", seq=2)
        await customer.say("locale", locale="en")
        await customer.say("fetch", after_seq=0)
        await customer.until("messages")
        await customer.leave()
        ticket = await customer.ticket()
        await customer.connect("/widget/socket")
        await customer.say("hello", ticket=ticket, last_seq=0)
        state = (await customer.until("welcome"))["state"]
        assert (state["read_seq"], state["locale"]) == (2, "en")


async def test_a_failing_assistant_is_said_at_once_with_a_way_to_a_person(gateway: Gateway) -> None:
    gateway.assistant.mode = "away"
    async with gateway.customer() as customer:
        await customer.open()
        assert (await customer.write("help"))["type"] == "ack"
        notice = await customer.notice("bot_unavailable")
        (button,) = notice["buttons"]
        assert button["code"] == "talk_to_person"
        await customer.answered(await customer.say("press", message_id=notice["id"], button_id=button["id"]))
        await customer.notice("handed_off")
        assert (await customer.owner("queue"))["state"]["queue"]["position"] == 1


async def test_an_assistant_that_comes_back_answers_what_was_asked(gateway: Gateway) -> None:
    gateway.assistant.mode = "away"
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("are you there?")
        await customer.notice("bot_unavailable")
        gateway.assistant.heal()
        await customer.reads("re: are you there?")


async def test_the_gateway_stops_by_telling_everybody_to_come_back(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await asyncio.gather(gateway.app.shutdown(), customer.until_closed())
        assert customer.close_code == 1012
