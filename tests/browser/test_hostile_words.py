"""Words that mean harm, said by customers, agents, supervisors and the shop through the doors that they use: on every
screen they are words, nothing runs, nothing is asked for elsewhere, and no browser has anything to refuse."""

import json
import time
from collections.abc import Iterator
from urllib.request import urlopen
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.browser import hostile_planting as planting
from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.floor import aside
from tests.browser.hiring import Account, Hire
from tests.browser.hostile_corpus import WORDS, as_typed, corpus, lines, names
from tests.browser.hostile_watch import LOOK, looked_at, watched
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

LIVING = ("tags", "handlers", "svg", "breaking out", "styles", "korean", "all in one")
"""Kinds that a page which believes them is changed by."""
NAIVE = """(words) => Promise.all(words.map((word, index) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts allow-same-origin";
    frame.name = `word-${index}`;
    frame.onload = () => setTimeout(done, 50);
    frame.srcdoc = `<!doctype html><body>${word}`;
    document.body.append(frame);
})))"""
FOREIGN = "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/x.png'}))"
TELLS_AT_ONCE_S = 10.0
SAID = """() => [...document.querySelectorAll("article.row .bubble, .row.note")]
    .map((one) => one.textContent).join("\\n")"""
TEXTS = lines(1200)
FILES = [*corpus()["headers"], *corpus()["all in one"], *corpus()["tags"][:6], *corpus()["unicode"][:6]]


def csp_reports(system: System) -> int:
    with urlopen(f"{system.gateway}/readyz") as answer:
        return int(json.load(answer)["csp_reports"])


@pytest.fixture(autouse=True)
def no_refusals(system: System, request: pytest.FixtureRequest) -> Iterator[None]:
    """No browser told the gateway of a refusal, but where the test brings one about."""
    before = csp_reports(system)
    yield
    if "would_be_told" not in request.node.name:
        assert csp_reports(system) == before


@pytest.fixture
def opened(system: System, window: Open) -> Open:
    """Windows that are watched."""

    def open_one(locale: str, width: int = 1400, height: int = 900, dark: bool = False) -> Window:
        return watched(window(locale, width, height, dark), system.gateway, system.shop)

    return open_one


@pytest.fixture
def admin(system: System) -> tuple[str, str]:
    return "ops@demo.shop", system.logins["ops@demo.shop"]


@pytest.fixture
def writer(hire: Hire) -> Account:
    """An agent whose name is a hostile word."""
    return hire(names(60)[0], f"writer-{uuid4().hex[:8]}@demo.shop", "--skill", "general")


def test_the_words_bite_where_a_page_believes_them(system: System, window: Open) -> None:
    """So that a silent screen means something: of every other word most run, call out or become elements."""
    one = watched(window("ko-KR"), system.gateway)
    one.context.route("**/*evil.example/**", lambda route: route.abort())
    living = [word for kind in LIVING for word in corpus()[kind]][::2]
    one.page.evaluate(NAIVE, living)
    bitten = {frame.name for frame in one.page.frames if frame.evaluate(LOOK, [])}
    ran = {text.rpartition(" in ")[2] for text in one.complaints if text.startswith("RAN: ")}
    asked = [text for text in one.complaints if text.startswith("ASKED FOR: ")]
    one.complaints.clear()
    assert len(ran) > 50
    assert len(asked) > 10
    assert len(ran | bitten) > 0.8 * len(living)


def test_a_hole_in_a_page_would_be_told(system: System, window: Open) -> None:
    """Something foreign in the desk's page: the browser refuses it, tells the page and tells us."""
    before, end = csp_reports(system), time.monotonic() + TELLS_AT_ONCE_S
    one = watched(window("ko-KR"), system.gateway)
    one.page.goto(f"{system.gateway}/desk")
    expect(one.page.locator("form")).to_be_visible()
    one.page.evaluate(FOREIGN)
    while csp_reports(system) == before or not any("CSP: img-src" in text for text in one.complaints):
        assert time.monotonic() < end, f"nobody told us: {one.complaints}"
        one.page.wait_for_timeout(100)
    one.complaints.clear()


def not_shown(page: Page) -> list[str]:
    """Words that a screen does not show as they were written; of an address to write to it shows the address."""
    shown = "\n".join(frame.evaluate(SAID) for frame in page.frames).replace("mailto:", "")
    return [word for word in map(as_typed, WORDS) if word.replace("mailto:", "") not in shown]


def test_what_is_said_in_a_chat_is_words_on_every_screen(
    system: System, opened: Open, writer: Account, admin: tuple[str, str]
) -> None:
    """Live, as history after a reload, in the log of the journey; with a name, notes and a comment."""
    own = system.gateway, system.shop
    customer = Customer.arrives(opened, system.shop, "ko")
    with customer.page.expect_response("**/widget/session") as session:
        customer.opens_chat()
    visitor = session.value.json()["visitor_token"]
    desk = Agent.arrives(opened, system.gateway, admin, "ko")

    async def talk(_: AsyncEngine) -> None:
        async with planting.held(system.gateway, visitor, writer.login) as (told, agent, ticket):
            opens.append(ticket["conversation_id"])
            answers = await planting.all_say(told, agent, ticket, TEXTS)
            assert {answer["type"] for answer in answers} == {"ack"}, answers
            await planting.sends_files(told, FILES)
            await planting.ends(told, agent, ticket, lines(1900)[0])

    opens: list[str] = []
    aside(system, talk)
    desk.page.goto(f"{system.gateway}/desk#/chat/{opens[0]}")
    expect(desk.transcript.locator("article.row").first).to_be_visible()
    for _ in range(2):
        for page in (customer.page, desk.page):
            assert looked_at(page, *own) == []
            assert not_shown(page) == []
            assert sum(frame.locator(".sent-file").count() for frame in page.frames) == len(FILES)
        customer.page.reload()
        expect(customer.answers.first).to_be_attached()
        desk.page.goto(f"{system.gateway}/desk#/chat/{opens[0]}")
        desk.page.reload()
        expect(desk.transcript.locator("article.row").first).to_be_visible()


@pytest.fixture
def set_up(system: System, admin: tuple[str, str]) -> Iterator[None]:
    """Macros and labels of hostile words."""
    paths: list[str] = []

    async def add(_: AsyncEngine) -> None:
        without_gaps = [word for word in WORDS if "{" not in word]
        await planting.settings(system.gateway, admin, lines(1900, without_gaps), paths)

    async def remove(_: AsyncEngine) -> None:
        await planting.removed(system.gateway, admin, paths)

    try:
        aside(system, add)
        assert len(paths) > 40
        yield
    finally:
        aside(system, remove)


@pytest.mark.usefixtures("set_up", "writer")
def test_what_supervisors_write_is_words_in_settings_and_tools(
    system: System, opened: Open, admin: tuple[str, str]
) -> None:
    desk = Agent.arrives(opened, system.gateway, admin, "en")
    own = system.gateway, system.shop
    for place in ("settings/macros", "settings/labels", "settings/agents", "settings/audit", "team"):
        desk.page.goto(f"{system.gateway}/desk#/{place}")
        expect(desk.page.get_by_text("<script>alert(1)</script>").first).to_be_attached()
        assert looked_at(desk.page, *own) == [], place


@pytest.fixture
def hostile_order(system: System) -> Iterator[None]:
    aside(system, planting.shop_rows)
    yield
    aside(system, planting.shop_rows_removed)


@pytest.mark.usefixtures("hostile_order")
def test_a_shop_whose_names_are_hostile_shows_them_as_words(
    system: System, opened: Open, admin: tuple[str, str]
) -> None:
    """The shop's own pages, the greeting, the order in the chat, the customer's card, and the log of the journey."""
    own = system.gateway, system.shop
    customer = Customer(opened("ko-KR"), system.shop, "ko")
    posted = customer.page.request.post(
        f"{system.shop}/login", form={"customer": planting.OWNER, "next": "/account"}, headers={"Origin": system.shop}
    )
    assert posted.ok
    for path in (f"/account/orders/{planting.ORDER}", "/account/orders", "/account"):
        customer.page.goto(system.shop + path)
        assert looked_at(customer.page, *own) == [], path
    customer.name = names(200)[0][:40]
    customer.opens_chat()
    customer.says(f"{planting.ORDER} 주문 어디쯤 왔나요?")
    expect(customer.chat.locator(".card.order")).to_be_visible()
    assert looked_at(customer.page, *own) == []
    customer.says(planting.PERSON)
    customer.sees(customer.words("queue.title"))
    desk = Agent.arrives(opened, system.gateway, admin, "ko")
    desk.row_of("<script>alert(1)</script>").click()
    expect(desk.side.get_by_text(planting.ORDER).first).to_be_visible()
    assert looked_at(desk.page, *own) == []
