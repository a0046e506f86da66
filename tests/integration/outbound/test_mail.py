"""Letters: who gets one, once, and how they reach a real SMTP server that is local to the test."""

import uuid
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import insert, select

from connectors.outbound.envelopes import Envelopes, Link
from connectors.outbound.mail_folder import MailFolder
from connectors.outbound.mailer import MailPost
from connectors.outbound.sender import Sender
from escalation.outbound.lanes import mail_lane
from escalation.outbound.occasions import Occasions
from escalation.tables import mail
from tests.integration.escalation.test_waiting_customers import with_an_address
from tests.integration.escalation.world import World
from tests.ports import free_port

DESK = "https://help.example/desk"


class Postbox:
    """An SMTP server's handler: keeps letters; refuses whom it is told to refuse, and how."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Server:
    """The server on one port, which may go away and come back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.box = Postbox()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server(free_port())
    opened.start()
    yield opened
    opened.stop()


LINKS: dict[str, Link] = {
    "answer_waiting": lambda params: f"{DESK}#{params['callback_id']}",
    "ticket_waits": lambda _: DESK,
}


def sender(world: World, server: Server, user: str = "") -> Sender:
    post = MailPost(f"smtp://{user}127.0.0.1:{server.port}", Envelopes("help@shop.example", LINKS, world.clock))
    return Sender("mail", mail_lane(world.engine, world.clock, chance=lambda: 1.0), post)


async def row(world: World) -> Any:
    async with world.engine.connect() as connection:
        return (await connection.execute(select(mail))).one()


async def left_with_an_answer(world: World) -> uuid.UUID:
    """A customer left an address; a person has answered since."""
    conversation_id = await with_an_address(world, "me@home.example")
    agent = await world.agent()
    world.clock.pass_(60)
    taken = await world.claimed(agent)
    await world.service.desk.send_as_agent(
        agent_id=agent.id,
        conversation_id=conversation_id,
        epoch=taken["epoch"],
        client_id=uuid.uuid4(),
        text="환불해 드렸어요",
    )
    return conversation_id


async def test_who_left_before_the_answer_gets_one_letter(world: World, server: Server) -> None:
    await left_with_an_answer(world)
    occasions = Occasions(world.engine, world.clock)
    assert await occasions.step() == 0
    world.clock.pass_(121)
    assert [await occasions.step(), await occasions.step()] == [1, 0]
    assert await sender(world, server).step() == 1
    [letter] = server.box.letters
    assert (letter["To"], letter["From"]) == ("me@home.example", "help@shop.example")
    assert letter["Subject"] == "문의하신 내용에 답변이 도착했어요"
    assert letter["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in letter.iter_parts())
    assert "민지 상담원" in text
    link = f"{DESK}#{await world.scalar('SELECT id FROM callback')}"
    assert f"\n{link}\n" in text
    assert "환불" not in text + html
    assert f'<a href="{link}" ' in html
    assert (await row(world)).state == "sent"
    assert await sender(world, server).step() == 0


async def test_who_is_still_there_and_reads_gets_none(world: World) -> None:
    conversation_id = await left_with_an_answer(world)
    last = (await world.messages(conversation_id))[-1]["seq"]
    await world.service.mark_read(conversation_id=conversation_id, seq=last)
    world.clock.pass_(600)
    assert await Occasions(world.engine, world.clock).step() == 0


async def test_agents_who_are_away_hear_of_a_late_ticket_once_and_at_most_hourly(world: World, server: Server) -> None:
    here, away = await world.agent("서연"), await world.agent("하준", languages=["ko"])
    await world.agent("Ann", languages=["en"])
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE agent SET status = 'away' WHERE id <> '{here.id}'")
    occasions = Occasions(world.engine, world.clock)
    await world.handed_off()
    assert await occasions.step() == 0
    world.clock.pass_(16 * 60)
    assert [await occasions.step(), await occasions.step()] == [1, 0]
    await sender(world, server).step()
    [letter] = server.box.letters
    assert letter["To"] == away.email  # he reads Korean, Ann does not
    assert "하준님" in next(letter.iter_parts()).get_content()
    await world.handed_off()
    world.clock.pass_(16 * 60)
    assert await occasions.step() == 0
    world.clock.pass_(3600)
    assert [await occasions.step(), await occasions.step()] == [1, 0]
    world.clock.pass_(86400)
    assert await occasions.step() == 0


async def posted(world: World, recipient: str = "me@home.example") -> None:
    """A letter in the mail."""
    params = {"agent": "민지", "callback_id": str(uuid.uuid4()), "conversation_id": str(uuid.uuid4())}
    now = {"due_at": world.clock.now, "created_at": world.clock.now}
    what = {"id": uuid.uuid4(), "key": recipient, "kind": "answer_waiting", "recipient": recipient, "locale": "en"}
    async with world.engine.begin() as connection:
        await connection.execute(insert(mail).values(**what, params=params, **now))


@pytest.mark.parametrize(("answer", "state"), [("550 no such user", "dead"), ("452 mailbox full, later", "waiting")])
async def test_a_refused_recipient_is_final_only_when_the_server_says_so(
    world: World, server: Server, answer: str, state: str
) -> None:
    await posted(world)
    server.box.refusals["me@home.example"] = answer
    await sender(world, server).step()
    kept = await row(world)
    assert (kept.state, kept.last_error) == (state, f"recipient refused: [{answer[:3]}]")
    assert server.box.letters == []


async def test_a_server_that_is_away_is_waited_for(world: World, server: Server) -> None:
    await posted(world)
    server.stop()
    await sender(world, server).step()
    kept = await row(world)
    assert kept.state == "waiting"
    assert kept.last_error.startswith("no server")
    server.start()
    assert await sender(world, server).step() == 0
    world.clock.pass_(31)
    await sender(world, server).step()
    assert len(server.box.letters) == 1
    assert (await row(world)).state == "sent"


async def test_a_password_is_never_said_in_the_open(world: World, server: Server) -> None:
    await posted(world)
    await sender(world, server, "user:secret@").step()
    kept = await row(world)
    assert (kept.state, server.box.letters) == ("waiting", [])
    assert kept.last_error.startswith("no server")


async def test_a_repeat_has_the_same_message_id(world: World, server: Server) -> None:
    await posted(world)
    await mail_lane(world.engine, world.clock).take(1)  # a gateway that died after it
    world.clock.pass_(61)
    await sender(world, server).step()
    [letter] = server.box.letters
    assert letter["Message-ID"] == f"<{(await row(world)).id}@shop.example>"
    assert (await row(world)).attempt == 2


async def test_what_is_no_address_is_given_up(world: World, server: Server) -> None:
    await posted(world, "me@home.example\nBcc: other@home.example")
    await sender(world, server).step()
    assert (await row(world)).state == "dead"
    assert server.box.letters == []


async def test_while_trying_things_out_letters_are_kept_in_a_folder(world: World, tmp_path: Path) -> None:
    await posted(world)
    folder = MailFolder(tmp_path / "mail", Envelopes("help@shop.example", LINKS, world.clock))
    assert await Sender("mail", mail_lane(world.engine, world.clock), folder).step() == 1
    kept = await row(world)
    (written,) = (tmp_path / "mail").iterdir()
    letter = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert (kept.state, written.name, letter["To"]) == ("sent", f"{kept.id}.eml", "me@home.example")
    assert written.stat().st_mode & 0o077 == 0
    assert f"{DESK}#{kept.params['callback_id']}" in next(letter.iter_parts()).get_content()
