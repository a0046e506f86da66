"""A customer and an agent side by side, from "hello" to a rating, and the numbers that a lead reads afterwards."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.browser.staff import Agent, Lead
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True)
class Lines:
    """What is said in one language, and a piece of each answer that is due."""

    locale: Locale
    customer: str
    customer_id: str
    agent: str
    agent_name: str
    hello: tuple[str, str]
    billing: tuple[str, str]
    guide: tuple[str, str]
    first_step: str
    where: tuple[str, str]
    order: str
    status: str
    person: str
    reply: str
    thanks: str
    last_word: str
    comment: str
    masked: tuple[str, str]


KOREAN = Lines(
    locale="ko",
    customer="박준호",
    customer_id="C-1002",
    agent="agent@demo.shop",
    agent_name="민서",
    hello=("안녕하세요", "안녕하세요"),
    billing=("환불은 언제 들어오나요?", "FH-100208"),
    guide=("소리 스피커는 어떻게 설정하나요?", "소리 스피커"),
    first_step="USB-C 케이블로 2시간 충전해 주세요",
    where=("주문한 물건 어디쯤 왔어요?", "어떤 주문"),
    order="FH-100203",
    status="포장 완료",
    person="상담원과 이야기하고 싶어요",
    reply="안녕하세요, 민서입니다. 오늘 저녁에 택배사로 넘어가요.",
    thanks="감사합니다. 010-5550-1002로 연락 주세요.",
    last_word="네, 출발하면 문자를 드릴게요.",
    comment="빠르고 친절했어요",
    masked=("010-5550-1002", "감사합니다."),
)
ENGLISH = Lines(
    locale="en",
    customer="Emma Carter",
    customer_id="C-1004",
    agent="agent2@demo.shop",
    agent_name="Alex",
    hello=("hello", "Hello"),
    billing=("why was I charged twice?", "nothing was charged twice"),
    guide=("how do I set up the Sori Speaker?", "Sori Speaker"),
    first_step="Charge it by USB-C for two hours before first use.",
    where=("where is my order?", "Which order"),
    order="FH-100207",
    status="Late",
    person="I want to talk to a person",
    reply="Hi Emma, Alex here. The carrier found your parcel: it comes tomorrow.",
    thanks="Thank you! Write to emma@example.com if anything changes.",
    last_word="I will. Have a good day!",
    comment="Quick and kind",
    masked=("emma@example.com", "Thank you!"),
)


@pytest.mark.parametrize("lines", [KOREAN, ENGLISH], ids=["korean", "english"])
def test_from_hello_to_a_rating(system: System, window: Open, picture: Picture, lines: Lines) -> None:
    lead = Lead.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), lines.locale)
    before = lead.contacts()
    customer = Customer.arrives(window, system.shop, lines.locale)
    agent = Agent.arrives(window, system.gateway, (lines.agent, system.logins[lines.agent]), lines.locale)

    earlier = comes_to_chat(customer, lines)
    the_assistant_answers(customer, lines)
    picture(customer.page, f"widget-{lines.locale}")
    a_person_takes_over(customer, agent, lines, picture)
    the_whole_thread_is_there_once(customer, lines, earlier)
    it_ends_well(customer, agent, lines)
    the_numbers_say_so(lead, before, lines)


def comes_to_chat(customer: Customer, lines: Lines) -> int:
    """How many rows are there already: a customer who was here before finds them again."""
    customer.logs_in(lines.customer)
    customer.page.goto(customer.shop)
    customer.opens_chat()
    return len(customer.thread())


def the_assistant_answers(customer: Customer, lines: Lines) -> None:
    for question, answer in (lines.hello, lines.billing, lines.guide):
        customer.says(question)
        customer.hears(answer)
    expect(customer.newest.locator("ol.steps li").first).to_contain_text(lines.first_step)
    customer.says(lines.where[0])
    customer.hears(lines.where[1])
    customer.presses(lines.order)
    card = customer.hears(lines.order).locator(".card.order")
    expect(card.locator(".chip")).to_have_text(lines.status)


def a_person_takes_over(customer: Customer, agent: Agent, lines: Lines, picture: Picture) -> None:
    customer.says(lines.person)
    customer.sees(customer.words("notice.handed_off"))
    expect(customer.chat.locator(".queue")).to_contain_text(customer.words("queue.title"))
    expect(customer.chat.locator(".queue")).to_contain_text(customer.words("queue.next"))
    agent.is_available()
    agent.opens(lines.customer, lines.person)
    expect(agent.head).to_contain_text(agent.words("reason.asked_for_person"))
    expect(agent.side).to_contain_text(agent.words("customer.verified"))
    expect(agent.side).to_contain_text(lines.order)
    for text in (lines.hello[0], lines.billing[0], lines.first_step, lines.person):
        agent.reads(text)
    agent.takes()
    customer.sees(customer.words("notice.agent_joined", name=lines.agent_name))
    expect(customer.chat.locator("header h1")).to_contain_text(lines.agent_name)
    agent.replies(lines.reply)
    customer.hears(lines.reply)
    customer.says(lines.thanks)
    agent.reads(lines.masked[1])
    expect(agent.transcript.get_by_text(lines.masked[0])).to_have_count(0)
    agent.presses("masked.reveal")
    agent.reads(lines.thanks)
    expect(agent.head).to_contain_text(agent.words("clock.next"))
    picture(agent.page, f"desk-{lines.locale}")


def the_whole_thread_is_there_once(customer: Customer, lines: Lines, earlier: int) -> None:
    """The bot was silent while a person owned the chat, and a reload shows the same rows in the same order."""
    thread = customer.thread()
    assert lines.thanks in thread[-1], "the customer has the last word: the assistant stays silent"
    customer.page.reload()
    expect(customer.box).to_be_visible()
    customer.sees(lines.thanks)
    assert customer.thread() == thread
    said = [lines.hello[0], lines.billing[0], lines.guide[0], lines.where[0], lines.person, lines.reply, lines.thanks]
    places = [[place for place, row in enumerate(thread[earlier:]) if text in row] for text in said[1:]]
    assert [len(found) for found in places] == [1] * len(places)
    assert sorted(places) == places


def it_ends_well(customer: Customer, agent: Agent, lines: Lines) -> None:
    agent.replies(lines.last_word)
    customer.hears(lines.last_word)
    agent.resolves()
    customer.sees(customer.words("notice.resolved"))
    customer.rates(5, lines.comment)


def the_numbers_say_so(lead: Lead, before: int, lines: Lines) -> None:
    assert lead.contacts() == before + 1
    lead.opens_newest_of(lines.customer_id)
    events = lead.events()
    happened = (
        *("contact_started", "message_received", "turn_answered", "handoff_requested", "ticket_claimed"),
        *("agent_replied", "ticket_resolved", "contact_rated"),
    )
    places = [events.index(lead.words(f"event.{name}")) for name in happened]
    assert places == sorted(places)
    private, kept = lines.masked
    [row] = [text for text in lead.said() if kept in text]
    assert private not in row
