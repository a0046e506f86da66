"""A customer takes the conversation along: as a file, or by e-mail; nobody else does, and nobody is sent spam by it."""

import asyncio
import dataclasses
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from connectors.outbound.sender import Undelivered
from connectors.settings import Settings
from connectors.ui.words import lay_words
from connectors.web import keys
from connectors.web.enclosures import Transcript
from connectors.web.pages import PAGES
from connectors.web.widget_transcript import mailbox_of
from tests.identity import signed
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen, Frame
from tests.integration.web.test_resume import opens, with_link

PATH = "/widget/transcript"
QUESTION = "환불 언제 되나요? https://spam.example"
MAILBOX = "minji@home.example"
LETTER_WITHIN_S = 10.0


@pytest.fixture
def ui(ui: Path) -> Path:
    lay_words(ui)
    return ui


@pytest.fixture
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Letters go into a folder."""
    folder = tmp_path_factory.mktemp("mail")
    return dataclasses.replace(settings, smtp_url=f"file://{folder}", mail_from="help@shop.example")


async def taken(screen: CustomerScreen, pass_: str, **asked: str) -> tuple[int, str, Any]:
    """What a page is answered that asks for the file."""
    headers = {**screen.origin, "X-Pass": pass_}
    async with screen.http.get(f"{screen.url}{PATH}", params=asked, headers=headers) as answer:
        return answer.status, await answer.text(), answer.headers


async def mailed(screen: CustomerScreen, pass_: str, email: str = MAILBOX, **asked: str) -> tuple[int, Frame]:
    async with await screen.post(PATH, {"email": email, **asked}, **{"X-Pass": pass_}) as answer:
        return answer.status, await answer.json()


async def said(screen: CustomerScreen, words: str = QUESTION) -> str:
    """Somebody comes, says something and is answered; answers their pass."""
    welcome = await screen.open()
    await screen.write(words)
    await screen.message(lambda message: message["sender"] == "bot")
    return str(welcome["pass"])


def letter_in(folder: Path) -> EmailMessage:
    """The first letter, once it is there."""
    end = time.monotonic() + LETTER_WITHIN_S
    while time.monotonic() < end:
        for path in folder.glob("*.eml"):
            return message_from_bytes(path.read_bytes(), policy=policy.default)
        time.sleep(0.05)
    raise AssertionError(f"no letter within {LETTER_WITHIN_S:.0f} s")


def vouched(gateway: Gateway, name: str) -> str:
    kid, secret = next(iter(gateway.settings.widget_jwt_keys.items()))
    return signed(f"{kid}:{secret}", name, name="민지", aud=gateway.settings.widget_audience)


async def test_the_file_holds_what_both_said_in_the_readers_language_and_time(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        pass_ = await said(customer)
        status, korean, headers = await taken(customer, pass_, locale="ko", zone="Asia/Seoul")
        assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert f" 나\n    {QUESTION}\n" in korean
        assert " 도우미\n    " in korean
        _, english, _ = await taken(customer, pass_, locale="en", zone="America/New_York")
        assert "(America/New_York time)" in english.splitlines()[1]
        assert f" You\n    {QUESTION}\n" in english


async def test_a_time_zone_that_is_none_is_refused_by_name(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        pass_ = await said(customer)
        for zone in ("Mars/Olympus", "../../etc/passwd", "Asia", "/etc/localtime", "", "x" * 300):
            status, content, _ = await taken(customer, pass_, zone=zone)
            assert (status, '"zone"' in content) == (400, True), zone
            status, answer = await mailed(customer, pass_, zone=zone)
            assert (status, answer["error"]["field"]) == (400, "zone"), zone


async def test_nothing_is_given_without_the_pass_of_ones_own_conversation(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.customer() as other:
        pass_ = await said(customer)
        head, _, signature = pass_.partition(".")
        for forged in ("", "x", f"{head}.{signature[::-1]}", f"{head}A.{signature}"):
            assert (await taken(customer, forged))[0] == 401
            assert (await mailed(customer, forged))[0] == 401
        _, theirs, _ = await taken(other, await said(other, "다른 사람의 말"))
        assert QUESTION not in theirs


async def test_what_became_a_customers_is_no_longer_for_who_holds_the_visitors_pass(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        before = await said(customer)
        await customer.leave()
        welcome = await customer.open(jwt=vouched(gateway, "C-1"))
        assert (await taken(customer, before))[0] == 401
        assert (await mailed(customer, before))[0] == 401
        status, content, _ = await taken(customer, str(welcome["pass"]))
        assert (status, QUESTION in content) == (200, True)


async def test_by_a_letters_link_only_its_contact_is_taken_along(gateway: Gateway) -> None:
    async with with_link(gateway) as (*_, token), gateway.customer() as phone, gateway.customer() as other:
        pass_ = str((await opens(phone, token))["pass"])
        status, content, _ = await taken(phone, pass_)
        assert (status, "둘째 문의 답변" in content, "첫 문의 답변" in content) == (200, True, False)
        assert (await taken(other, str((await other.open())["pass"])))[1].count("\n") == 2, "nothing but the head"


async def test_a_letter_encloses_the_text_and_says_none_of_it(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        pass_ = await said(customer)
        answer = await mailed(customer, pass_, locale="ko", zone="Asia/Seoul")
        assert answer == (202, {"email_masked": "m***@home.example"})
        assert (await mailed(customer, pass_, locale="ko", zone="Asia/Seoul"))[0] == 202
        letter = await asyncio.to_thread(letter_in, Path(gateway.settings.smtp_url.removeprefix("file://")))
        assert (letter["To"], letter["Subject"]) == (MAILBOX, "고객지원 대화 기록을 보내 드려요")
        [enclosed] = letter.iter_attachments()
        assert (enclosed.get_content_type(), enclosed.get_filename()) == ("text/plain", "상담-대화.txt")
        assert f"    {QUESTION}\n" in enclosed.get_content()
        body = letter.get_body(("html",)), letter.get_body(("plain",))
        assert all(part is not None and "spam.example" not in part.get_content() for part in body)
        async with gateway.app[keys.ENGINE].connect() as connection:
            rows = (await connection.execute(text("SELECT mail::text FROM mail"))).scalars().all()
        assert len(rows) == 1, "asked twice of one text, sent once"
        assert QUESTION not in rows[0]


async def test_a_letter_holds_what_was_said_until_it_was_asked_for(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        pass_ = await said(customer)
        enclose = Transcript(gateway.app[keys.SERVICE], gateway.app[PAGES].folder, gateway.app[keys.CLOCK])
        async with gateway.app[keys.SERVICE].record.change() as change:
            asked = "SELECT id, last_seq FROM conversation"
            conversation_id, last = (await change.connection.execute(text(asked))).one()
        await customer.write("나중에 한 말")

        about = {"conversation_id": str(conversation_id), "first": 1, "last": last, "zone": "Asia/Seoul"}
        found: Any = SimpleNamespace(locale="en", params=about)
        enclosed = await enclose(found)
        assert (enclosed.name, QUESTION in enclosed.text, "나중에" in enclosed.text) == (
            "support-chat.txt",
            True,
            False,
        )
        about["conversation_id"] = str(uuid4())
        with pytest.raises(Undelivered, match="nothing is kept") as gone:
            await enclose(found)
        assert gone.value.final
        assert "나중에 한 말" in (await taken(customer, pass_))[1]


async def test_a_letter_that_was_given_up_is_tried_anew_and_another_language_is_another_letter(
    gateway: Gateway,
) -> None:
    async with gateway.customer() as customer:
        pass_ = await said(customer)
        assert (await mailed(customer, pass_, locale="ko"))[0] == 202
        await asyncio.to_thread(letter_in, Path(gateway.settings.smtp_url.removeprefix("file://")))
        async with gateway.app[keys.ENGINE].begin() as connection:
            await connection.execute(text("UPDATE mail SET state = 'dead', attempt = 8, sent_at = NULL"))
        assert (await mailed(customer, pass_, locale="ko"))[0] == 202
        assert await states(gateway, "sent") == [("ko", "sent")]
        assert (await mailed(customer, pass_, locale="en"))[0] == 202
        assert await states(gateway, "sent", "sent") == [("en", "sent"), ("ko", "sent")]


async def states(gateway: Gateway, *expected: str) -> list[tuple[str, str]]:
    """Language and state of every letter, once they stand so."""
    found: list[tuple[str, str]] = []
    end = time.monotonic() + LETTER_WITHIN_S
    while [state for _, state in found] != list(expected) and time.monotonic() < end:
        async with gateway.app[keys.ENGINE].connect() as connection:
            rows = await connection.execute(text("SELECT locale, state FROM mail ORDER BY locale"))
            found = [(row.locale, row.state) for row in rows]
        await asyncio.sleep(0.05)
    return found


async def test_a_letter_is_refused_in_words_where_it_cannot_be_sent(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        welcome = await customer.open()
        pass_ = str(welcome["pass"])
        assert welcome["letters"] is True
        status, answer = await mailed(customer, pass_)
        assert (status, answer["error"]["code"]) == (404, "not_found"), "nothing was said yet"
        for typed in ("minji", "a@b.example\r\nBcc: c@d.example", f"{'a' * 300}@b.example"):
            status, answer = await mailed(customer, pass_, typed)
            assert (status, answer["error"]["code"] in ("bad_email", "bad_frame")) == (400, True)


async def test_nobody_can_have_letters_or_files_again_and_again(gateway: Gateway) -> None:
    """Three a day to one mailbox whoever asks, and three a day by one visitor whoever is meant."""
    async with gateway.customer() as one, gateway.customer() as other:
        mine, theirs = await said(one), await said(other)
        for note in ("", "+a", "+b"):
            assert (await mailed(one, mine, f"minji{note}@home.example"))[0] == 202
        for screen, pass_, email in ((one, mine, "somebody@else.example"), (other, theirs, "MINJI+c@home.example")):
            status, answer = await mailed(screen, pass_, email)
            assert (status, answer["error"]["code"]) == (429, "rate_limited")
            assert answer["error"]["retry_after"] > 3600
        assert (await mailed(other, theirs, "other@home.example"))[0] == 202, "what was refused counts nowhere"
        files = [(await taken(one, mine))[0] for _ in range(8)]
        assert (files[:6], files[-1]) == ([200] * 6, 429)


def test_a_mailbox_is_one_however_it_is_written() -> None:
    assert {mailbox_of(email) for email in ("Minji@Home.example", "minji+shop@home.example")} == {MAILBOX}


class TestWithoutLetters:
    """Where none leave, none are offered."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, smtp_url="")

    async def test_nobody_is_asked_for_an_address(self, gateway: Gateway) -> None:
        async with gateway.customer() as customer:
            pass_ = await said(customer)
            assert "letters" not in await customer.until("welcome")
            assert (await mailed(customer, pass_))[0] == 404
            assert (await taken(customer, pass_))[0] == 200
