"""An agent turns two-step log-in on, comes back with a code, and on another page with one from paper."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.catalogue import Words, words
from tests.browser.chromium import Open
from tests.browser.customer import BROWSERS
from tests.browser.hiring import PASSWORD, Hire
from tests.browser.pictures import Picture
from tests.browser.staff import Agent, sign_in
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]


def test_an_agent_protects_the_account(system: System, window: Open, hire: Hire, picture: Picture) -> None:
    account = hire("세린", "serin@demo.shop", "--role", "agent", "--role", "ops")
    agent = Agent.arrives(window, system.gateway, account.login, "ko")
    page, say = agent.page, agent.words
    secret, paper = sets_it_up(agent, picture)
    expect(page.get_by_role("button", name=say("second.title"))).to_be_focused()
    page.get_by_role("button", name=say("account.logout")).click()

    sign_in(page, say, *account.login)
    code = page.get_by_label(say("login.code"))
    expect(code).to_be_focused()
    picture(page, "second-step-log-in")
    code.fill("000000")
    code.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(say("login.code_wrong"))
    code.fill(pyotp.TOTP(secret).at(int(time.time()) + 30))  # the one of now set it up
    code.press("Enter")
    expect(agent.status).to_be_visible()
    agent.window.forgives("status of 401")
    agent.window.forgives("status of 403")

    comes_by_paper(window, system.gateway, account.login, paper[0], picture)


def sets_it_up(agent: Agent, picture: Picture) -> tuple[str, list[str]]:
    """The app's secret and the codes on paper, as they stand on the screen."""
    page, say = agent.page, agent.words
    page.get_by_role("button", name=say("settings.open")).click()
    page.get_by_role("button", name=say("second.title")).click()
    dialog = page.get_by_role("dialog", name=say("second.title"))
    dialog.get_by_role("button", name=say("second.begin")).click()
    dialog.get_by_label(say("login.password")).fill(PASSWORD)
    dialog.get_by_role("button", name=say("second.begin")).click()
    expect(dialog.get_by_role("img", name=say("second.picture"))).to_be_visible()
    secret = re.sub(r"\s", "", dialog.locator(".key code").inner_text())
    picture(page, "second-step-app")
    dialog.get_by_label(say("second.first")).fill(pyotp.TOTP(secret).now())
    dialog.get_by_role("button", name=say("second.confirm")).click()
    expect(dialog.locator(".codes code")).to_have_count(10)
    picture(page, "second-step-paper")
    paper = dialog.locator(".codes code").all_inner_texts()
    dialog.get_by_role("button", name=say("second.kept")).click()
    expect(dialog.get_by_text(say("second.left", count="10"))).to_be_visible()
    dialog.get_by_role("button", name=say("second.close")).click()
    expect(dialog).to_be_hidden()
    return secret, paper


def comes_by_paper(window: Open, gateway: str, login: tuple[str, str], code: str, picture: Picture) -> None:
    """At the ops page, on a telephone, in English."""
    opened, say = window(BROWSERS["en"], 390, 780, True), words("ops", "en")
    page: Page = opened.page
    page.goto(f"{gateway}/ops")
    sign_in(page, say, *login)
    page.get_by_label(say("login.code")).fill(code.upper())
    picture(page, "second-step-phone-dark")
    page.get_by_role("button", name=say("login.submit"), exact=True).click()
    page.get_by_role("button", name=say("second.title")).click()
    opened.forgives("status of 401")
    dialog = page.get_by_role("dialog", name=say("second.title"))
    expect(dialog.get_by_text(say("second.left", count="9"))).to_be_visible()
    closes_with_escape(page, say)


def closes_with_escape(page: Page, say: Words) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name=say("second.title"))).to_be_focused()
