"""The customer's socket: receive, check, call the service, leave through `finally`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.shapes import ShapeError
from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.follower import Follower, Snapshots
from connectors.web.frames import WIDGET
from connectors.web.identity import Identity
from connectors.web.limits import (
    CONTEXT_BY_SOCKET,
    MESSAGES_BY_ADDRESS,
    MESSAGES_BY_VISITOR,
    SOCKETS_BY_ADDRESS,
    TYPING_BY_SOCKET,
    LocalLimits,
)
from connectors.web.line import SIGNED_OUT, Line
from connectors.web.reception import serve_socket
from connectors.web.security import refuse_foreign_origin
from connectors.web.widget_resume import LinkedView, resumed
from connectors.web.widget_session import shown
from escalation.customers.page_context import as_kept
from escalation.customers.viewers import Viewer
from escalation.store.failpoints import reach
from escalation.store.people import Customer
from escalation.store.refusals import Refused
from escalation.store.wire import Ack

HEARTBEAT_S = 20.0


async def serve(request: web.Request) -> web.WebSocketResponse:
    """`GET /widget/socket`: our own page only, and not too often from one place."""
    app = request.app
    refuse_foreign_origin(request, app[keys.SETTINGS])
    address = address_of(request, app[keys.SETTINGS].trusted_proxies)
    await app[keys.LIMITS].take((SOCKETS_BY_ADDRESS, address))
    return await serve_socket(request, WIDGET, HEARTBEAT_S, lambda line: CustomerSocket(app, line, address))


class CustomerSocket:
    """One customer's tab: what it says goes to the service, what happens in the conversation comes back."""

    def __init__(self, app: web.Application, line: Line, address: str) -> None:
        self._app = app
        self._service = app[keys.SERVICE]
        self._outreach = self._service.outreach
        self._line = line
        self._address = address
        self._state: dict[str, Any] = {"owner": "closed"}
        self._typing = LocalLimits()
        self._page: dict[str, Any] | None = None
        """What the page around said last and nobody has been told yet."""

    async def hello(self, frame: Mapping[str, Any]) -> str:
        """Redeem the ticket and open the conversation; answers whose socket this is."""
        claims = await self._app[keys.SOCKET_TICKETS].redeem("widget", frame["ticket"])
        if claims is None:
            raise Refused("unauthenticated", "expected a fresh ticket", field="ticket")
        self._identity = Identity.of(claims["customer"]) if claims["customer"] else None
        self._visitor: str = claims["visitor"]
        self._after_seq: int = frame["last_seq"]
        self._link = await resumed(self._service, claims)
        self._view: Snapshots = LinkedView(self._service, self._link) if self._link else self._service
        self._device: str | None = claims.get("device")
        self._conversation_id = await self._opened(frame.get("locale") or claims["locale"] or "ko")
        self._pass = self._app[keys.PASSES].issue(self._viewer(claims))
        if frame.get("conversation_id", self._conversation_id) != self._conversation_id:
            self._after_seq = 0  # it was counted in the conversation of before the log-in or -out
        if self._identity is not None:
            await self._app[keys.PUSH].publish(f"conversation:{self._conversation_id}", {"type": "verified"})
            self._app[keys.LOOKOUT].look(self._identity.customer_id, self._conversation_id)
        return f"visitor:{self._visitor}"

    async def _opened(self, locale: str) -> UUID:
        if self._link is not None:
            return self._link.conversation_id
        visitor_id = UUID(self._visitor)
        return await self._service.open_conversation(
            visitor_id=visitor_id, customer=_customer(self._identity), locale=locale
        )

    def _viewer(self, claims: Mapping[str, Any]) -> Viewer:
        """Who this page is, for what it asks over HTTP."""
        customer_id = None if self._identity is None else self._identity.customer_id
        callback_id = UUID(claims["link"]["callback_id"]) if self._link is not None else None
        return Viewer(self._conversation_id, UUID(self._visitor), customer_id, callback_id)

    async def live(self) -> None:
        """Follow the conversation until the socket ends."""
        await Follower(self._view, self._app[keys.PUSH], self._conversation_id, self).run(self._after_seq)

    async def present(self) -> None:
        """A customer's presence holds nothing."""

    async def take(self, frame: dict[str, Any]) -> None:
        """One frame of the customer's."""
        match frame["type"]:
            case "send":
                await self._say(frame, self._service.receive_text, "text")
            case "press":
                await self._say(frame, self._service.receive_press, "message_id", "button_id")
            case "submit":
                await self._say(frame, self._service.receive_submit, "message_id", "values")
            case "rate":
                await self._rate(frame)
            case "rating_shown":
                await self._service.rating_shown(conversation_id=self._conversation_id, contact_id=frame["contact_id"])
            case "outreach":
                await self._answer(frame)
            case "outreach_shown":
                shown_id = frame["outreach_id"]
                await self._outreach.outreach_shown(conversation_id=self._conversation_id, outreach_id=shown_id)
            case "typing":
                await self._type(frame["on"])
            case "read":
                await self._service.mark_read(conversation_id=self._conversation_id, seq=frame["seq"])
            case "fetch":
                await self._fetch(frame["after_seq"])
            case "locale":
                await self._service.set_locale(conversation_id=self._conversation_id, locale=frame["locale"])
            case "context":
                self._page = frame["context"]
                if self._state["owner"] != "closed" and self._typing.wait_s((CONTEXT_BY_SOCKET, "")) == 0:
                    await self._note_page()
            case _:
                raise ShapeError("type", "hello only once", frame["type"])

    async def _say(self, frame: dict[str, Any], receive: Callable[..., Awaitable[Ack]], *parts: str) -> None:
        """Commit first, acknowledge second."""
        await self._limit()
        content = {part: frame[part] for part in parts}
        how = {"conversation_id": self._conversation_id, "by_link": self._link is not None}
        await self._note_where()
        ack = await receive(client_id=frame["client_id"], **how, **content)
        reach("before_ack")
        self._line.put({"type": "ack", **ack.wire()})

    async def _rate(self, frame: dict[str, Any]) -> None:
        await self._limit()
        await self._service.rate(
            conversation_id=self._conversation_id,
            client_id=frame["client_id"],
            contact_id=frame["contact_id"],
            score=frame["score"],
            comment=frame.get("comment"),
            solved=frame.get("solved"),
            effort=frame.get("effort"),
        )
        self._line.put({"type": "ack", "client_id": frame["client_id"]})

    async def _answer(self, frame: dict[str, Any]) -> None:
        """To what was said before the customer asked."""
        about = {"conversation_id": self._conversation_id, "outreach_id": frame["outreach_id"]}
        await self._limit()
        if frame["answer"] == "dismiss":
            await self._outreach.dismiss_outreach(**about)
            self._line.put({"type": "ack", "client_id": frame["client_id"]})
            return
        await self._note_where()
        how = {"person": frame["answer"] == "person", "by_link": self._link is not None}
        ack = await self._outreach.take_outreach(client_id=frame["client_id"], **about, **how)
        self._line.put({"type": "ack", **ack.wire()})

    async def _note_where(self) -> None:
        """Before what begins a contact, and not whenever somebody comes: after a restart thousands come at once."""
        await self._note_page()
        if self._device is not None and self._state["owner"] == "closed":
            await self._service.note_device(conversation_id=self._conversation_id, device=self._device)

    async def _note_page(self) -> None:
        """Whoever comes by a letter is on no page of the shop's."""
        told, self._page = self._page, None
        if told is not None and self._link is None:
            context = as_kept(told, self._app[keys.SETTINGS].widget_origins)
            await self._service.note_context(conversation_id=self._conversation_id, context=context)

    async def _limit(self) -> None:
        await self._app[keys.LIMITS].take((MESSAGES_BY_VISITOR, self._visitor), (MESSAGES_BY_ADDRESS, self._address))

    async def _type(self, on: bool) -> None:
        """Only a person is there to see it; more often than a person types it is left out."""
        if self._state["owner"] == "agent" and (not on or self._typing.wait_s((TYPING_BY_SOCKET, "")) == 0):
            await self._service.typing(conversation_id=self._conversation_id, who="customer", on=on)

    async def _fetch(self, after_seq: int) -> None:
        found = await self._view.snapshot(conversation_id=self._conversation_id, after_seq=after_seq)
        self._line.put({"type": "messages", **{part: found[part] for part in ("messages", "last_seq", "reset")}})

    def started(self, snapshot: dict[str, Any]) -> None:
        self._state = self._told(snapshot["state"])
        kept = {part: snapshot[part] for part in ("last_seq", "messages", "reset")}
        head = {"type": "welcome", "conversation_id": self._conversation_id}
        letters = {"letters": True} if self._service.letters else {}
        whose = {"customer": shown(self._identity), "pass": self._pass, **letters}
        self._line.put({**head, **kept, "state": self._state, **whose})
        self._app[keys.ADMISSION].opened()

    def added(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            self._line.put({"type": "message", "message": message})

    def _told(self, state: dict[str, Any]) -> dict[str, Any]:
        """A letter's link shows nothing of what the shop knows of its customer."""
        if self._link is None:
            return state
        return {name: value for name, value in state.items() if name != "outreach"}

    def changed(self, state: dict[str, Any]) -> None:
        state = self._told(state)
        if state == self._state:
            return
        self._state = state
        self._line.put({"type": "state", "state": state})
        contact_id = state.get("contact_id")
        if self._link is not None and not self._link.covers(UUID(contact_id) if contact_id else None):
            self._line.close(SIGNED_OUT, "the customer is back at the shop")

    def heard(self, frame: dict[str, Any]) -> None:
        """A conversation that became a customer's is no longer for whoever else holds this visitor's token. A link was
        sent to the customer's own address."""
        if frame["type"] == "typing" and frame["who"] != "customer":
            self._line.put(frame)
        if frame["type"] == "erased":
            self._line.close(SIGNED_OUT, "nothing of this conversation is kept")
        if frame["type"] == "verified" and self._identity is None and self._link is None:
            self._line.close(SIGNED_OUT, "this conversation is a customer's now")


def _customer(identity: Identity | None) -> Customer | None:
    if identity is None:
        return None
    return Customer(id=identity.customer_id, name=identity.name, tier=identity.tier)
