"""Files in a real browser: a photo that waits for a person, what comes back, and what is not taken, in words."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.browser.staff import Agent
from tests.system import System
from tests.unit.connectors.files.pictures import PLACE, photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

PERSON = "상담원과 이야기하고 싶어요"
PASTE = """(box, [name, type, bytes]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], name, { type }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


def pastes(box: Locator, name: str, media_type: str, content: bytes) -> None:
    box.evaluate(PASTE, [name, media_type, list(content)])


def chooses(page: Page, button: Locator, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(list(files))


def shown(picture: Locator) -> None:
    """Drawn, not only there."""
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def downloaded(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download() as begun:
        button.click()
    return begun.value.suggested_filename, Path(begun.value.path()).read_bytes()


def meets(system: System, window: Open) -> tuple[Customer, Agent]:
    """A customer at the chat and an agent who takes work."""
    agent = Agent.arrives(window, system.gateway, ("agent@demo.shop", system.logins["agent@demo.shop"]), "ko")
    agent.is_available()
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in("이서연")
    customer.page.goto(system.shop)
    customer.opens_chat()
    return customer, agent


def test_a_photo_waits_for_a_person_and_a_file_comes_back(system: System, window: Open, picture: Picture) -> None:
    customer, agent = meets(system, window)
    pastes(customer.box, "파손 사진.jpg", "image/jpeg", photo(6, size=(1200, 900)))
    customer.sees(customer.words("attach.person_only"))
    customer.chat.get_by_role("button", name=customer.words("attach.call_person"), exact=True).click()
    customer.sees_own(customer.words("attach.asked_for_person"))
    mine = customer.chat.locator("article.mine .sent-picture")
    shown(mine.locator("img"))
    expect(customer.chat.locator(".attaching, [data-upload]")).to_have_count(0)

    agent.presses_in_offer("accept")
    theirs = agent.transcript.locator("article.theirs .sent-picture")
    shown(theirs.locator("img"))
    box = theirs.bounding_box()
    assert box is not None
    assert box["height"] / box["width"] == pytest.approx(1200 / 900, abs=0.05)
    theirs.get_by_role("button").click()
    expect(agent.page.locator("dialog.large-picture img")).to_be_visible()
    picture(agent.page, "files-large")
    get = agent.page.get_by_role("button", name=agent.words("file.download", name="파손 사진.jpg"), exact=True)
    name, content = downloaded(agent.page, get)
    assert (name, content[:2]) == ("파손 사진.jpg", b"\xff\xd8")
    assert PLACE not in content
    agent.keys("Escape")
    expect(agent.page.locator("dialog.large-picture")).to_have_count(0)
    expect(theirs.get_by_role("button")).to_be_focused()

    guide: FilePayload = {"name": "교환 안내.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    chooses(agent.page, agent.page.get_by_role("button", name=agent.words("composer.attach"), exact=True), guide)
    expect(agent.page.locator(".staged")).to_contain_text("교환 안내.pdf")
    picture(agent.page, "files-desk-staged")
    agent.presses("file.send")
    expect(agent.box).to_be_focused()
    expect(agent.transcript.locator("article.mine .sent-file")).to_contain_text("교환 안내.pdf")
    row = customer.chat.locator("article.theirs .sent-file")
    expect(row).to_contain_text("교환 안내.pdf")
    picture(agent.page, "files-desk")
    picture(customer.page, "files-widget")
    assert downloaded(customer.page, row.get_by_role("button")) == ("교환 안내.pdf", guide["buffer"])
    customer.page.reload()  # the panel that was open is open again
    shown(customer.chat.locator("article.mine .sent-picture img"))


def test_what_is_not_taken_is_said_in_words_and_a_lost_line_is_waited_for(system: System, window: Open) -> None:
    customer, _ = meets(system, window)
    clip = customer.chat.get_by_role("button", name=customer.words("composer.attach"), exact=True)
    clip.click()
    customer.sees(customer.words("attach.person_only"))
    customer.chat.get_by_role("button", name=customer.words("attach.close"), exact=True).click()
    expect(customer.chat.locator(".attaching")).to_have_count(0)
    customer.says(PERSON)
    customer.sees(customer.words("queue.title"))

    large: FilePayload = {"name": "긴 영상.mp4", "mimeType": "video/mp4", "buffer": bytes(10 * 1024 * 1024 + 1)}
    markup: FilePayload = {"name": "사진.png", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'/>"}
    chooses(customer.page, clip, large, markup)
    for said in ("refused.too_large", "refused.unsupported_file"):
        customer.sees(customer.words(said))
    customer.window.forgives("415")
    for _ in range(2):
        customer.chat.get_by_role("button", name=customer.words("message.discard"), exact=True).first.click()
    expect(customer.chat.locator("[data-upload]")).to_have_count(0)

    customer.page.context.set_offline(True)
    note: FilePayload = {"name": "주문 메모.txt", "mimeType": "text/plain", "buffer": "파손".encode()}
    chooses(customer.page, clip, note)
    expect(customer.chat.locator("[data-upload]")).to_contain_text("주문 메모.txt")
    customer.page.context.set_offline(False)
    expect(customer.chat.locator("article.mine[data-message] .sent-file")).to_contain_text("주문 메모.txt")
    expect(customer.chat.locator("[data-upload]")).to_have_count(0)
    customer.window.forgives("ERR_INTERNET_DISCONNECTED")
