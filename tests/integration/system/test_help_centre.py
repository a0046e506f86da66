"""A question that only an article answers, and one that nobody answers, asked of the running product."""

import pytest

from tests.integration.web.screens import CustomerScreen, Frame
from tests.system import System

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def after(screen: CustomerScreen, client_id: str) -> Frame:
    """The assistant's next message."""
    taken = await screen.answered(client_id)
    assert taken["type"] == "ack", taken
    return await screen.message(lambda message: message["sender"] == "bot" and message["seq"] > taken["seq"])


@pytest.mark.parametrize(
    ("locale", "question", "title", "said"),
    [
        ("ko", "선물 포장에 메시지 카드도 넣을 수 있나요?", "메시지 카드와 금액 숨기기", "60자까지"),
        ("en", "Can I try your products somewhere in Seoul?", "Visiting us", "Seongsu"),
    ],
)
async def test_a_passage_is_told_under_its_title(
    system: System, locale: str, question: str, title: str, said: str
) -> None:
    async with CustomerScreen(system.gateway) as screen:
        await screen.open(locale=locale)
        answer = await after(screen, await screen.say("send", text=question))
    first, _, passage = answer["text"].partition("\n\n")
    assert first.endswith(title), answer
    assert said in passage, answer


@pytest.mark.parametrize(
    ("locale", "question", "none", "rephrase", "person"),
    [
        ("ko", "숫자 세 개가 번갈아 나오던데 뭔가요", "여기에 없어요", "한 문장으로", "상담원 연결"),
        (
            "en",
            "there were three numbers taking turns, what is that",
            "None of these",
            "one sentence",
            "Talk to a person",
        ),
    ],
)
async def test_what_nobody_answers_may_be_said_otherwise_or_to_a_person(
    system: System, locale: str, question: str, none: str, rephrase: str, person: str
) -> None:
    async with CustomerScreen(system.gateway) as screen:
        await screen.open(locale=locale)
        answer = await after(screen, await screen.say("send", text=question))
        button = next(button for button in answer["buttons"] if button["title"] == none)
        pressed = await screen.say("press", message_id=answer["id"], button_id=button["id"])
        told = await after(screen, pressed)
    assert rephrase in told["text"]
    assert [button["title"] for button in told["buttons"]] == [person]
