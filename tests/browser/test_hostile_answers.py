"""Pages believe nothing of what they are told: every open field of every answer and frame holds words that mean harm.

What the gateway would never let through stands here as well: a page has to bear it all the same.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.hostile_answers import CARD_MESSAGES, LINK_MESSAGES, Poison, Wire, contract
from tests.browser.hostile_corpus import LINKS, lines
from tests.browser.hostile_watch import looked_at, watched
from tests.browser.numbers import overview
from tests.browser.staff import Agent, Lead
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

OPS, DESK, DESK_FRAMES, WIDGET = (contract(name) for name in ("ops_api", "desk_api", "desk_frames", "widget_frames"))
OPS_PAGES = {
    "overview": (".tile .value", ("overview", "alarms", "segments")),
    "live": (".live-figure", ("live",)),
    "map": (".cell", ("map", "funnel")),
    "paths": (".journeys > li", ("paths",)),
    "pain": (".points tbody tr", ("pain", "drivers", "trends", "clusters")),
    "churn": (".at-risk tbody tr", ("churn",)),
    "goals": (".goal", ("goals", "improvements")),
}
LIVE = 20
"""Messages that come one by one; the others are there when the chat opens."""
DAYS = "from=2026-03-01&to=2026-03-31"
SETTINGS = {
    "settings/agents": "admin_agents",
    "settings/macros": "admin_macros",
    "settings/labels": "admin_labels",
    "settings/hours": "admin_teams",
    "settings/webhooks": "admin_webhooks",
    "settings/audit": "admin_audit",
    "team": "team",
}

Watched = Callable[..., Window]


@pytest.fixture
def opened(system: System, window: Open) -> Watched:
    """Windows that are watched."""

    def open_one(locale: str, width: int = 1400, height: int = 900, dark: bool = False) -> Window:
        return watched(window(locale, width, height, dark), system.gateway, system.shop)

    return open_one


@pytest.fixture
def own(system: System) -> tuple[str, str]:
    return system.gateway, system.shop


def told(page: Page, path: str, answer: Wire) -> None:
    page.route(re.compile(rf"{path}(\?|$)"), lambda route: _answered(route, answer))


def _answered(route: Route, answer: Wire) -> None:
    if route.request.method == "GET":
        route.fulfill(json=answer)
    else:
        route.continue_()


def test_the_pages_of_numbers_show_words_as_words(system: System, opened: Open, own: tuple[str, str]) -> None:
    poison = Poison()
    lead = Lead.arrives(opened, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    for _, names in OPS_PAGES.values():
        for name in names:
            answer = overview() if name == "overview" else OPS[name]["response"]
            told(lead.page, f"/ops/api/{name}", poison.many(answer))
    told(lead.page, "/ops/api/rows", poison.many(OPS["rows"]["response"], 30))
    for page, (shown, _) in OPS_PAGES.items():
        lead.page.goto(f"{system.gateway}/ops?page={page}&{DAYS}")
        expect(lead.page.locator(shown).first).to_be_visible()
        assert looked_at(lead.page, *own) == [], page
    lead.page.goto(f"{system.gateway}/ops?page=overview&{DAYS}")
    lead.contacts_tile.first.click()
    expect(lead.page.locator("tbody tr")).to_have_count(30)
    assert looked_at(lead.page, *own) == []
    assert poison.texts.given > len(lines(300))


def test_the_chat_shows_words_as_words(system: System, opened: Open, own: tuple[str, str]) -> None:
    poison, server = Poison(), WIDGET["server"]
    messages = [frame["message"] for frame in server.values() if frame["type"] == "message"]
    thread = poison.thread([*CARD_MESSAGES * 4, *LINK_MESSAGES * 24, *messages * 5])
    customer = Customer(opened("ko-KR"), system.shop, "ko")
    customer.page.route_web_socket(re.compile("/widget/socket"), _says(thread, poison))
    customer.page.goto(system.shop)
    customer.page.locator("firsthand-chat > button").click()
    expect(customer.chat.locator(f"[data-message='{thread[-1]['id']}']")).to_be_attached()
    assert looked_at(customer.page, *own) == []
    assert poison.texts.given > len(lines(300))
    assert poison.links.given > len(LINKS)


def _says(thread: list[Wire], poison: Poison) -> Callable[[WebSocketRoute], None]:
    """A gateway that welcomes with a part of the thread, says the rest live, and goes through all states."""
    server, half = WIDGET["server"], len(thread) - LIVE

    def hear(socket: WebSocketRoute, frame: Wire) -> None:
        if frame["type"] != "hello":
            return
        welcome = poison.into(server["welcome"])
        say(socket, {**welcome, "messages": thread[:half], "last_seq": half, "reset": True})
        for message in thread[half:]:
            say(socket, {"type": "message", "message": message})
        for version, name in enumerate([name for name in server if name.startswith(("state_", "typing_"))], 100):
            told = poison.into(server[name])
            if "state" in told:
                told["state"]["version"] = version
            say(socket, told)

    return serving(hear)


def serving(hear: Callable[[WebSocketRoute, Wire], None]) -> Callable[[WebSocketRoute], None]:
    return lambda socket: socket.on_message(lambda source: hear(socket, json.loads(source)))


def say(socket: WebSocketRoute, frame: Wire) -> None:
    socket.send(json.dumps(frame))


def test_the_desk_shows_words_as_words(system: System, opened: Open, own: tuple[str, str]) -> None:
    poison = Poison()
    window = opened("ko-KR")
    page, frames = window.page, DESK_FRAMES["server"]
    for name, one in DESK.items():
        if one["request"]["method"] == "GET" and "too_slow" not in name and not name.startswith("customer_"):
            told(page, one["request"]["path"], poison.many(one["response"], 8))
    page.route_web_socket(re.compile("/desk/socket"), _desk(frames, poison))
    agent = Agent.arrives(lambda *_: window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    expect(page.locator("button.ticket").first).to_be_visible()
    page.locator("button.ticket").first.click()
    expect(agent.transcript.locator("article.row").first).to_be_visible()
    expect(agent.side).to_be_visible()
    assert looked_at(page, *own) == []
    for place, answer in SETTINGS.items():
        with page.expect_response(f"**{DESK[answer]['request']['path']}"):
            page.goto(f"{system.gateway}/desk#/{place}")
        expect(page.locator("main, .section").first).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
        assert looked_at(page, *own) == [], place
    page.goto(f"{system.gateway}/desk#/search")
    page.get_by_role("combobox").fill("<script>alert(1)</script>")
    expect(page.get_by_role("option").first).to_be_visible()
    assert looked_at(page, *own) == []
    assert poison.texts.given > len(lines(300))


def _desk(frames: Wire, poison: Poison) -> Callable[[WebSocketRoute], None]:
    """A gateway with many tickets, and everything there is to tell of the one that is opened."""
    conversation = frames["conversation"]
    messages = [*conversation["messages"], frames["message"]["message"], frames["message_covered"]["message"]]

    def hear(socket: WebSocketRoute, frame: Wire) -> None:
        if frame["type"] == "hello":
            say(socket, _welcome(frames["welcome"], frames["mine"]["tickets"], poison))
            for name in ("alert_of_an_assignment", "alert_of_a_breach", "offers"):
                say(socket, poison.into(frames[name]))
        if frame["type"] == "open":
            thread = poison.thread(messages * 12)
            said = {**poison.into(conversation), "messages": thread, "last_seq": len(thread), "reset": True}
            said["ticket"]["conversation_id"] = frame["conversation_id"]
            say(socket, said)
            for name in ("notes", "presence", "card_changed", "typing"):
                say(socket, {**poison.many(frames[name], 6), "conversation_id": frame["conversation_id"]})

    return serving(hear)


def _welcome(welcome: Wire, mine: list[Any], poison: Poison) -> Wire:
    waiting = poison.into([welcome["waiting"][0] for _ in range(20)])
    for number, ticket in enumerate(waiting):
        ticket["id"] = ticket["conversation_id"] = f"018f4c1e-2a55-7c7e-9a59-3a3ab5a3d{number:03}"
    agent = {**poison.into(welcome["agent"]), "roles": ["agent", "supervisor", "admin"]}
    return {**poison.into(welcome), "agent": agent, "waiting": waiting, "mine": poison.into(mine)}
