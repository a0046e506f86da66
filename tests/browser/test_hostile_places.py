"""Hostile words where nobody looks for them: in addresses, in messages of a page around the chat, and in letters, which
a mail program shows without any policy of ours."""

import re
from urllib.parse import quote

import pytest

from connectors.outbound.letters import KINDS, LOCALES, Letters
from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.hostile_corpus import LINKS, Turns, names
from tests.browser.hostile_watch import looked_at, watched
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

ADDRESSES = (
    "/widget/frame?origin={}&site={}&locale={}&color={}",
    "/resume#{}",
    "/ops?page={}&from={}&topic={}&compare={}",
    "/desk?next={}#/settings/{}",
    "/desk#/chat/{}",
    "/assets/{}",
    "/{}",
)
OF_THE_SHOP = ("/login?q={}&next={}", "/products/{}", "/track/{}", "/help?lang={}")
LETTER = {
    "number": 7,
    "waiting": 1,
    "direction": "at_least",
    "unit": "share",
    "target": "75.0",
    "value": "71.2",
    "uncertain": True,
    "first_day": "2026-03-01",
    "last_day": "2026-03-31",
}
FRAMES = """(words) => {
    const frame = document.querySelector("firsthand-chat").shadowRoot.querySelector("iframe").contentWindow;
    for (const word of words) {
        for (const type of ["identify", "context", "locale", "open", word])
            frame.postMessage({firsthand: 1, type, jwt: word, locale: word, context: {page: {url: word, title: word},
                order: word, cart: {items: word, total: 1, currency: word}}}, "*");
        window.postMessage({firsthand: 1, type: "event", name: word, data: word}, "*");
        window.Firsthand.setContext({page: {url: word, title: word}, order: word});
        window.Firsthand.setLocale(word);
    }
}"""


@pytest.fixture
def one(system: System, window: Open) -> Window:
    """A watched window, where a page that is not there is nothing to complain of."""
    return watched(window("ko-KR"), system.gateway, system.shop)


def test_addresses_are_read_as_words(system: System, one: Window) -> None:
    words = Turns(quote(name, safe="") for name in names(150))
    places = [*(system.gateway + path for path in ADDRESSES), *(system.shop + path for path in OF_THE_SHOP)]
    for place in places * 2:
        one.page.goto(re.sub(r"\{\}", lambda _: words.next(), place))
        assert looked_at(one.page, system.gateway, system.shop) == [], place
    for status in ("400", "404"):
        one.forgives(f"status of {status}")


def test_a_page_around_the_chat_talks_to_it_in_words_only(system: System, one: Window) -> None:
    customer = Customer(one, system.shop, "ko")
    customer.page.goto(system.shop)
    customer.opens_chat()
    customer.page.evaluate(FRAMES, [*LINKS, *names(200)[:40]])
    customer.says("안녕하세요")
    assert looked_at(customer.page, system.gateway, system.shop) == []
    for told in ("Firsthand: set", "status of 401", "status of 400"):
        one.forgives(told)


def test_a_letter_is_words_in_a_mail_program_too(system: System, one: Window) -> None:
    link = f"{system.gateway}/resume#x.y"
    kinds = [(kind, locale) for kind in KINDS for locale in LOCALES]
    for index, name in enumerate(names(500)):
        kind, locale = kinds[index % len(kinds)]
        told = {**LETTER, **dict.fromkeys(("agent", "name", "metric", "filter", "shop", "site"), name), "link": link}
        letter = Letters().write(kind, locale, told)
        one.page.set_content(letter.html)
        assert looked_at(one.page, system.gateway) == []
        assert "\n" not in letter.subject
        shown = one.page.evaluate("[...document.links].map((one) => one.href)")
        assert shown in ([link], []), (kind, shown)
