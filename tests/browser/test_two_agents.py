"""Two agents and three customers at once: who is asked to take whom, what colleagues share, and what customers see."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.hiring import Hire
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PERSON = {"ko": "상담원과 이야기하고 싶어요", "en": "I want to talk to a person"}
NOTE = "Twice charged before, be generous"
HANDOVER = "She wants the refund on another card"
LABEL = "환불 · Refund"


@dataclass
class Party:
    """A customer with everything that is theirs alone."""

    customer: Customer
    name: str
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    earlier: int = 0

    @property
    def said(self) -> list[str]:
        """In the order in which it is said."""
        return [text for pair in zip(self.asks, self.answers, strict=True) for text in pair]


@dataclass
class Floor:
    """Everybody who is there."""

    doyun: Agent
    grace: Agent
    seoyeon: Party
    daniel: Party
    oliver: Party

    @property
    def parties(self) -> tuple[Party, ...]:
        return self.seoyeon, self.daniel, self.oliver


def test_two_agents_and_three_customers_at_once(system: System, window: Open, hire: Hire) -> None:
    floor = opens(system, window, hire)
    offers_go_to_whoever_suits(floor)
    a_note_and_a_transfer(floor)
    all_talk_at_once(floor)
    everybody_sees_one_thread_in_order(floor)
    labels_and_priority(floor)
    it_ends_is_rated_and_opened_again(floor)


def opens(system: System, window: Open, hire: Hire) -> Floor:
    """Doyun speaks both languages, Grace only English."""
    doyun = Agent.arrives(window, system.gateway, hire("도윤", "doyun@demo.shop").login, "ko")
    grace = Agent.arrives(window, system.gateway, hire("Grace", "grace@demo.shop", "--language", "en").login, "en")
    for agent in (doyun, grace):
        agent.is_available()
    seoyeon = Party(
        comes(system, window, "ko", "이서연"),
        "이서연",
        ("가습기 소리가 커요", "필터는 새것이에요", "네, 교환해 주세요"),
        ("필터를 확인해 볼게요", "그럼 교환해 드릴까요?", "교환 접수했어요"),
    )
    daniel = Party(
        comes(system, window, "en", "Daniel Reed"),
        "Daniel Reed",
        ("My kettle leaks", "Since last Monday", "A new one, please"),
        ("Since when does it?", "New one or money back?", "A new one is on its way"),
    )
    oliver = Party(
        comes(system, window, "en", "Oliver Brown"),
        "Oliver Brown",
        ("The refund is missing", "To the other card", "Thanks a lot"),
        ("Where should it go?", "It went out today", "Any time"),
    )
    return Floor(doyun, grace, seoyeon, daniel, oliver)


def comes(system: System, window: Open, locale: Locale, name: str) -> Customer:
    customer = Customer.arrives(window, system.shop, locale)
    customer.logs_in(name)
    customer.opens_chat()
    return customer


def asks_for_a_person(party: Party) -> None:
    party.earlier = len(party.customer.thread())
    party.customer.says(PERSON[party.customer.words.locale])
    party.customer.sees(party.customer.words("queue.title"))


def offers_go_to_whoever_suits(floor: Floor) -> None:
    asks_for_a_person(floor.seoyeon)
    floor.doyun.is_offered("이서연")
    expect(floor.grace.offer).to_have_count(0)
    floor.doyun.presses_in_offer("accept")
    floor.seoyeon.customer.sees(floor.seoyeon.customer.words("notice.agent_joined", name="도윤"))

    asks_for_a_person(floor.daniel)
    floor.grace.is_offered("Daniel Reed")  # who has no chat comes before who has one
    floor.grace.opens("Daniel Reed", PERSON["en"])
    floor.grace.presses_in_offer("decline")
    floor.doyun.is_offered("Daniel Reed")
    floor.doyun.opens("Daniel Reed", PERSON["en"])
    expect(floor.doyun.onlookers).to_contain_text(floor.doyun.words("presence.looking", names="Grace"))
    expect(floor.grace.onlookers).to_contain_text(floor.grace.words("presence.looking", names="도윤"))
    floor.doyun.takes()
    expect(floor.grace.page.locator(".not-mine")).to_contain_text("도윤")

    asks_for_a_person(floor.oliver)
    floor.grace.is_offered("Oliver Brown")
    floor.grace.presses_in_offer("accept")
    floor.oliver.customer.sees(floor.oliver.customer.words("notice.agent_joined", name="Grace"))


def a_note_and_a_transfer(floor: Floor) -> None:
    """What agents tell each other goes along with the chat, and never to the customer."""
    floor.grace.notes(NOTE)
    floor.grace.transfers_to("도윤", HANDOVER)
    oliver = floor.oliver.customer
    oliver.sees(oliver.words("notice.transferred"))
    floor.doyun.opens("Oliver Brown", PERSON["en"])
    for note in (NOTE, HANDOVER):
        expect(floor.doyun.transcript.locator(".row.note", has_text=note)).to_contain_text("Grace")
    expect(floor.doyun.page.locator(".lists .ticket.open")).to_contain_text("Oliver Brown")
    expect(oliver.chat.locator("header h1")).to_contain_text("도윤")


def all_talk_at_once(floor: Floor) -> None:
    """All three write before anybody is answered, and the agent goes from one to the next."""
    for turn in range(3):
        for party in floor.parties:
            party.customer.says(party.asks[turn])
        for party in floor.parties:
            floor.doyun.opens(party.name, party.asks[turn])
            floor.doyun.reads(party.asks[turn])
            floor.doyun.replies(party.answers[turn])
    for party in floor.parties:
        party.customer.hears(party.answers[-1])


def everybody_sees_one_thread_in_order(floor: Floor) -> None:
    """Before and after a reload, the customer and the agent see the same words once, and no other customer's."""
    for party in floor.parties:
        shown = party.customer.bubbles()[-6:]
        assert shown == party.said
        thread = party.customer.thread()
        foreign = [text for other in floor.parties if other is not party for text in (*other.said, other.name)]
        assert not [text for text in (*foreign, NOTE, HANDOVER) if any(text in row for row in thread)]
        party.customer.page.reload()
        expect(party.customer.chat.locator("article.row .bubble").last).to_have_text(party.said[-1])
        assert party.customer.thread() == thread
        floor.doyun.opens(party.name, party.said[-1])
        expect(floor.doyun.bubbles.last).to_have_text(party.said[-1])
        assert floor.doyun.bubbles.all_inner_texts()[-6:] == party.said


def labels_and_priority(floor: Floor) -> None:
    desk, row = floor.doyun, floor.doyun.row_of("이서연")
    desk.opens("이서연", floor.seoyeon.said[-1])
    desk.ticks_label(LABEL)
    desk.page.get_by_label(desk.words("priority.label")).select_option("urgent")
    expect(row).to_contain_text(LABEL)
    expect(row).to_contain_text(desk.words("priority.urgent"))


def it_ends_is_rated_and_opened_again(floor: Floor) -> None:
    desk, customer = floor.doyun, floor.seoyeon.customer
    desk.presses("action.resolve")
    desk.page.get_by_role("radio", name=desk.words("resolution.replaced")).check()
    desk.page.get_by_role("radio", name=desk.words("resolve.yes"), exact=True).click()
    desk.presses("resolve.submit")
    expect(desk.page.locator(".not-mine")).to_contain_text(desk.words("resolution.replaced"))
    customer.sees(customer.words("notice.resolved"))
    customer.rates(4, "친절했어요", solved=True, effort=6)

    desk.presses("chat.reopen")
    customer.says("하나만 더요, 필터도 같이 오나요?")
    desk.reads("하나만 더요, 필터도 같이 오나요?")
    desk.replies("네, 함께 보내 드려요")
    customer.hears("네, 함께 보내 드려요")
    expect(desk.row_of("이서연")).to_contain_text(LABEL)
    for party in floor.parties:
        desk.row_of(party.name).click()
        expect(desk.page.locator(".whose h2")).to_have_text(party.name)
        desk.resolves()
        expect(desk.page.locator(".not-mine")).to_be_visible()
