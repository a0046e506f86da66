"""The chat without a mouse, enlarged, without motion, in the system's own colours, and from right to left."""

import pytest
from playwright.sync_api import Frame, Locator, expect

from tests.browser.accessibility import broken, focus_fault, out_of_reach, sets_apart
from tests.browser.chromium import Open
from tests.browser.customer import BROWSERS, Customer
from tests.browser.pictures import Picture
from tests.browser.scripted import ScriptedGateway
from tests.browser.test_looks import too_wide
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

HAS_FOCUS = """(goal) => goal === goal.getRootNode().activeElement && document.hasFocus()"""
RUNNING = "document.getAnimations().filter((one) => one.playState === 'running').length"


class Chat(Customer):
    """The chat of a shop's page, with a gateway that says what it is told."""

    gateway: ScriptedGateway

    @classmethod
    def begins(cls, open_window: Open, system: System, locale: str = "ko", **size: int) -> "Chat":
        one = cls(open_window(BROWSERS[locale], **size), system.shop, locale)  # type: ignore[arg-type]
        one.gateway = ScriptedGateway(one.page, locale)  # type: ignore[arg-type]
        one.page.goto(system.shop)
        return one

    @property
    def frame(self) -> Frame:
        return next(frame for frame in self.page.frames if "/widget/frame" in frame.url)

    @property
    def launcher(self) -> Locator:
        return self.page.locator("firsthand-chat > button")

    def presses_keys(self, *keys: str) -> None:
        """After each of them one sees where one is."""
        for key in keys:
            self.page.keyboard.press(key)
            assert focus_fault(self.frame) == ""

    def goes_back_to(self, goal: Locator) -> None:
        """With Shift+Tab, in at most as many steps as the chat has stops."""
        expect(goal).to_be_visible()
        for _ in range(40):
            if goal.evaluate(HAS_FOCUS):
                return
            self.presses_keys("Shift+Tab")
        expect(goal).to_be_focused()

    def button(self, name: str) -> Locator:
        return self.chat.get_by_role("button", name=name, exact=True)


@pytest.fixture
def full(system: System, window: Open) -> Chat:
    """Everything that can be said stands in the chat, and it is asked how it was."""
    chat = Chat.begins(window, system)
    chat.opens_chat()
    chat.gateway.says_everything()
    chat.gateway.says("state_asked_for_rating")
    chat.chat.get_by_label(chat.words("rating.3"), exact=True).check(force=True)
    return chat


def test_a_customer_needs_no_mouse(system: System, window: Open) -> None:
    chat = Chat.begins(window, system)
    opens_by_keys(chat)
    chat.goes_back_to(chat.button(chat.words("suggestion.order")))
    chat.page.keyboard.press("Enter")
    chat.sees_own(chat.words("suggestion.order"))
    expect(chat.box).to_be_focused()
    chat.gateway.says("message_text_of_bot_with_buttons")
    chat.goes_back_to(chat.chat.locator("button.choice:enabled").last)
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    chat.gateway.says("message_verify_form")
    fills_the_form(chat)
    chat.gateway.says("state_asked_for_rating")
    rates_by_keys(chat)
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
    expect(chat.page.locator("firsthand-chat iframe")).to_be_hidden()
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()


def opens_by_keys(chat: Chat) -> None:
    """The launcher is the last stop of the page; the chat that it loads has the focus where one writes."""
    chat.page.keyboard.press("Shift+Tab")
    expect(chat.launcher).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    expect(chat.chat.locator(".greeting h2")).to_be_visible()


def fills_the_form(chat: Chat) -> None:
    """What is missing is said at its field; once all is sent one goes on where one writes."""
    send = chat.button(chat.words("form.verify_submit"))
    chat.goes_back_to(send)
    chat.page.keyboard.press("Enter")
    number = chat.chat.get_by_label(chat.words("form.order_number"), exact=True)
    expect(number).to_be_focused()
    expect(number).to_have_attribute("aria-invalid", "true")
    chat.page.keyboard.type("FH-100234")
    chat.presses_keys("Tab")
    chat.page.keyboard.type("4821")
    chat.page.keyboard.press("Enter")
    expect(chat.chat.get_by_role("status").filter(has_text=chat.words("form.sent"))).to_be_visible()
    expect(chat.box).to_be_focused()


def rates_by_keys(chat: Chat) -> None:
    chat.goes_back_to(chat.chat.get_by_label(chat.words("rating.5"), exact=True))
    chat.presses_keys("Space", "ArrowLeft", "Tab", "Space", "Tab", "Space", "ArrowRight", "Tab")
    expect(chat.chat.get_by_label(chat.words("rating.4"), exact=True)).to_be_checked()
    expect(chat.chat.get_by_label(chat.words("rating.comment"))).to_be_focused()
    chat.page.keyboard.type("ok")
    chat.presses_keys("Tab")
    chat.page.keyboard.press("Enter")
    chat.sees(chat.words("rating.thanks"))
    expect(chat.box).to_be_focused()


def test_a_language_is_said_of_the_frame_too(system: System, window: Open) -> None:
    chat = Chat.begins(window, system)
    chat.opens_chat()
    chat.page.evaluate("Firsthand.setLocale('en')")
    expect(chat.page.locator("firsthand-chat iframe")).to_have_attribute("title", "Support chat")
    expect(chat.chat.locator("html")).to_have_attribute("lang", "en")
    expect(chat.chat.get_by_role("log", name="Conversation")).to_be_visible()


@pytest.mark.parametrize("size", [(640, 400), (320, 256)])
def test_all_can_be_reached_when_the_page_is_enlarged(full: Chat, picture: Picture, size: tuple[int, int]) -> None:
    """1280 by 800 at 200 %, and 1280 by 1024 at 400 %: nothing lies under anything, nothing sticks out."""
    width, height = size
    full.page.set_viewport_size({"width": width, "height": height})
    assert too_wide(full.frame) == []
    assert out_of_reach(full.frame) == []
    picture(full.page, f"accessible-enlarged-{width}")


def test_letters_may_be_set_apart(full: Chat, picture: Picture) -> None:
    sets_apart(full.frame)
    assert too_wide(full.frame) == []
    assert out_of_reach(full.frame) == []
    picture(full.page, "accessible-spaced")


def test_on_a_phone_nothing_behind_the_open_chat_has_the_focus(system: System, window: Open) -> None:
    chat = Chat.begins(window, system, width=360, height=740)
    chat.opens_chat()
    expect(chat.launcher).to_be_hidden()
    chat.button(chat.words("panel.close")).click()
    expect(chat.launcher).to_be_focused()


def test_nothing_moves_for_who_wants_no_motion(system: System, window: Open) -> None:
    chat = Chat.begins(window, system)
    chat.opens_chat()
    chat.gateway.says("state_agent")
    chat.gateway.says("typing_of_agent")
    expect(chat.chat.locator(".dots")).to_be_visible()
    chat.page.emulate_media(reduced_motion="no-preference")
    assert chat.frame.evaluate(RUNNING) > 0
    chat.page.emulate_media(reduced_motion="reduce")
    assert chat.frame.evaluate(RUNNING) == 0


def test_the_system_s_own_colours_tell_all_that_ours_tell(full: Chat, picture: Picture) -> None:
    full.page.emulate_media(forced_colors="active")
    full.chat.get_by_label(full.words("rating.solved_yes")).check(force=True)
    chosen, other = (full.chat.locator(".solved .choice").nth(at) for at in (0, 1))
    border = "one => getComputedStyle(one).borderTopWidth + getComputedStyle(one).borderTopColor"
    assert chosen.evaluate(border) != other.evaluate(border)
    for bubble in full.chat.locator(".bubble").all():
        assert bubble.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    assert [fault for frame in full.page.frames for _, fault in broken(frame)] == []
    picture(full.page, "accessible-forced-colours")


def test_the_chat_runs_from_right_to_left(full: Chat, picture: Picture) -> None:
    """No language of ours does; the page is ready for one that does."""
    middle = "one => { const box = one.getBoundingClientRect(); return (box.left + box.right) / 2 }"
    own, theirs = (full.chat.locator(f"article.{whose} .bubble").first for whose in ("mine", "theirs"))
    assert own.evaluate(middle) > theirs.evaluate(middle)
    full.frame.evaluate("document.documentElement.dir = 'rtl'")
    assert own.evaluate(middle) < theirs.evaluate(middle)
    assert too_wide(full.frame) == []
    assert out_of_reach(full.frame) == []
    full.chat.locator(".log").evaluate("log => log.scrollTo(0, 0)")
    picture(full.page, "accessible-right-to-left")
