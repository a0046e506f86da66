"""Every route, as everybody, about what is their own and what is not: answered as the table says."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiohttp
from sqlalchemy import select

from connectors.settings import Settings
from connectors.web import app as application
from connectors.web import keys
from escalation.tables import file
from tests.integration.web.conftest import Gateway
from tests.integration.web.gates.actors import Cast, Chat, Ids, bearer, filled, pass_of, stranger
from tests.integration.web.gates.routes import ACTORS, DESK, GATES, MACHINE, VISITOR, Gate
from tests.integration.web.screens import AgentScreen, CustomerScreen


def test_every_route_has_its_line_and_no_line_is_of_a_route_that_was(settings: Settings, ui: Path) -> None:
    app = application.create_app(settings, ui)
    there = {
        f"{route.method} {route.resource.canonical}"
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    assert there == set(GATES)


async def asked(http: aiohttp.ClientSession, gateway: Gateway, route: str, ids: Ids, **headers: str) -> int:
    """The status of the answer."""
    gate, (method, path) = GATES[route], route.split(" ")
    url = gateway.url + path.format_map(ids) + filled(gate.query, ids)
    said = {"Origin": gateway.url, "X-Firsthand": "1", **filled(dict(gate.headers), ids), **headers}
    content: dict[str, Any] = {} if method == "GET" else {"json": filled(gate.body, ids)}
    if isinstance(gate.body, bytes):
        content = {"data": gate.body}
    async with http.request(method, url, headers=said, **content) as response:
        await response.read()
        return response.status


def wrong(actor: str, route: str, gate: Gate, foreign: bool, status: int) -> list[str]:
    expected = gate.answer(actor, foreign)
    whose = "foreign" if foreign else "own"
    return [] if status == expected else [f"{actor}, {route}, {whose}: expected {expected}, got {status}"]


async def test_each_route_answers_as_its_line_says(gateway: Gateway, cast: Cast) -> None:
    [other, *chats] = await cast.waiting(len(ACTORS))
    await held_with_a_file(cast, "other", other)
    found: list[str] = []
    for actor, own in zip((actor for actor in ACTORS if actor != VISITOR), chats, strict=True):
        await held_with_a_file(cast, actor if actor in DESK else "other", own)
        found += await faults(gateway, cast, actor, own, other)
    assert "\n".join(found) == ""


async def held_with_a_file(cast: Cast, by: str, chat: Chat) -> None:
    await cast.held(by, [chat])
    chat.file = await file_of(cast, await sent_file(cast.screens[by], chat.ids()))


async def faults(gateway: Gateway, cast: Cast, actor: str, own: Chat, other: Chat) -> list[str]:
    """Where the answers are not those of the table."""
    found: list[str] = []
    async with stranger() as http:
        client = cast.screens[actor].http if actor in cast.screens else http
        for route, gate in GATES.items():
            for foreign, ids in ((False, own.ids()), (True, {**other.ids(), **nowhere(gate, other.file)})):
                if gate.answer(actor, foreign) is not None:
                    secret = bearer(gateway, route.split(" ")[1]) if actor == MACHINE else {}
                    status = await asked(client, gateway, route, ids, **secret)
                    found += wrong(actor, route, gate, foreign, status)
    return found


def nowhere(gate: Gate, file: str) -> Ids:
    """What is not one's own: somebody else's file, or what does not exist."""
    return {"name": "none.js", "queue": "lunch", "id": str(uuid4()) if gate.own is None else file}


async def sent_file(screen: AgentScreen, ids: Ids) -> str:
    """The id of its message."""
    gate = GATES["POST /desk/files"]
    url = f"{screen.url}/desk/files{filled(gate.query, ids)}"
    headers = {**screen.origin, **filled(dict(gate.headers), ids)}
    async with screen.http.post(url, data=gate.body, headers=headers) as response:
        answer = await response.json()
        assert response.status == 200, answer
    return str(answer["message_id"])


async def test_a_visitor_s_routes_open_to_their_own_conversation_only(gateway: Gateway, cast: Cast) -> None:
    found: list[str] = []
    async with gateway.customer() as visitor, gateway.customer() as other:
        files = []
        for screen in (visitor, other):
            own_pass = await pass_of(screen)
            await screen.write("상담원 연결해 주세요")
            await screen.owner("queue")
            files.append((own_pass, await file_of(cast, await file_of_visitor(screen, own_pass))))
        (mine, my_file), (_, foreign_file) = files
        for route, gate in GATES.items():
            for foreign, file in ((False, my_file), (True, foreign_file)):
                ids = {**nowhere(gate, file), "new": str(uuid4()), "chat": str(uuid4()), "epoch": "1"}
                ids |= {"message": str(uuid4()), "contact_id": "1", "number": "1", "rows": "payments"}
                ids |= {} if foreign else {"name": "desk.js", "queue": "billing"}
                if gate.answer(VISITOR, foreign) is not None:
                    status = await asked(visitor.http, gateway, route, ids, **{"X-Pass": mine})
                    found += wrong(VISITOR, route, gate, foreign, status)
    assert "\n".join(found) == ""


async def file_of(cast: Cast, message_id: str) -> str:
    """The id of the file that a message is about."""
    async with cast.gateway.app[keys.ENGINE].connect() as connection:
        found = await connection.scalar(select(file.c.id).where(file.c.message_id == UUID(message_id)))
    assert found is not None
    return str(found)


async def file_of_visitor(screen: CustomerScreen, own_pass: str) -> str:
    """The id of its message."""
    gate = GATES["POST /widget/files"]
    headers = {**screen.origin, **filled(dict(gate.headers), {"new": str(uuid4())}), "X-Pass": own_pass}
    async with screen.http.post(f"{screen.url}/widget/files", data=gate.body, headers=headers) as response:
        answer = await response.json()
        assert response.status == 200, answer
    return str(answer["message_id"])
