"""The shop as the assistant's actions may use it: in the name of a turn, never of a customer they choose themselves.

Who is asked about comes from the turn: the verified customer, or the orders a visitor has proven in this contact.
A write needs the customer's yes, a button of an earlier turn that named this action and this order, pressed in this
turn while it still runs. Its result is kept under `turn:action:reference`, and the shop gets the same key.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from aiohttp import web

from connectors.secret import is_secret
from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.orders import Order
from connectors.shop.protocol import Shop
from connectors.shop.tidy import tidy
from connectors.shop.values import Address
from connectors.shop.view import guide_view, order_view
from connectors.shop.wire import encode
from connectors.web.asking import (
    Asking,
    Denied,
    among,
    bad_request,
    body_of,
    confirmed,
    limit_of,
    submission_of,
    unconfirmed,
    uuid_of,
    verified,
)
from escalation.store.refusals import Refused
from escalation.turns.scopes import TurnScope

PREFIX = "/internal/shop"
LONGEST_REASON = 500

_UNPROVEN = "the visitor has not proven this order"


class Turns(Protocol):
    """What the record knows about a turn; `escalation.turns.scopes.Scopes` and the service that offers it."""

    async def turn_scope(self, turn_id: UUID) -> TurnScope: ...

    async def submission(self, submission_id: UUID, *, conversation_id: UUID | None = None) -> dict[str, str]: ...

    async def action_result(self, key: str) -> dict[str, Any] | None: ...

    async def record_action(
        self,
        key: str,
        *,
        turn_id: UUID,
        action: str,
        reference: str,
        ok: bool,
        code: str | None = None,
        result: Mapping[str, Any],
    ) -> dict[str, Any]: ...


Answer = Callable[[Asking], Awaitable[dict[str, Any]]]
Write = Callable[[Order, str], Awaitable[dict[str, Any]]]


def routes(turns: Turns, shop: Shop, secret: str, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    """The routes of the internal shop API. `secret` is the actions' bearer token, `clock` answers now in UTC."""
    desk = InternalShop(turns, shop, secret, clock)
    rows = "{rows:payments|refunds|invoices}"
    order = f"{PREFIX}/orders/{{number}}"
    return [
        web.get(f"{PREFIX}/orders", desk.answers(desk.orders)),
        web.get(order, desk.answers(desk.order)),
        web.get(f"{order}/{rows}", desk.answers(desk.order_rows)),
        web.get(f"{PREFIX}/{rows}", desk.answers(desk.customer_rows)),
        web.get(f"{PREFIX}/subscription", desk.answers(desk.subscription)),
        web.get(f"{PREFIX}/guides", desk.answers(desk.guides)),
        web.post(f"{order}/cancel", desk.answers(desk.cancel)),
        web.post(f"{order}/address", desk.answers(desk.change_address)),
        web.post(f"{order}/refund-request", desk.answers(desk.request_refund)),
    ]


class InternalShop:
    """The handlers; each gets a request whose secret and turn have been checked."""

    def __init__(self, turns: Turns, shop: Shop, secret: str, clock: Callable[[], datetime]) -> None:
        self._turns = turns
        self._shop = shop
        self._expected = f"Bearer {secret}"
        self._clock = clock

    def answers(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The handler around an answer: who asks, and every refusal as the contract has it."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                return web.json_response(tidy(await answer(await self._asking(request))))
            except Denied as denied:
                return web.json_response(denied.body, status=denied.status)
            except NotFound as error:
                missing = Denied(404, "order_not_found", "no such order", reference=error.reference)
                return web.json_response(missing.body, status=404)
            except ShopUnavailable:
                down = Denied(502, "shop_unavailable", "the shop does not answer")
                return web.json_response(down.body, status=502)

        return handle

    async def orders(self, asking: Asking) -> dict[str, Any]:
        limit = limit_of(asking.request)
        if asking.scope.customer_id is not None:
            found = list(await self._shop.orders(asking.scope.customer_id, limit))
        elif asking.scope.proven_orders:
            proven = [await self._shop.order(number) for number in sorted(asking.scope.proven_orders)]
            found = sorted(proven, key=lambda order: order.placed_at, reverse=True)[:limit]
        else:
            raise Denied(403, "not_verified", "the visitor has proven no order")
        return {"orders": [self._view(order, asking) for order in found]}

    async def order(self, asking: Asking) -> dict[str, Any]:
        return {"order": self._view(await self._visible(asking), asking)}

    async def order_rows(self, asking: Asking) -> dict[str, Any]:
        order, name = await self._visible(asking), asking.request.match_info["rows"]
        return {name: encode(await self._reading(name)(number=order.number), asking.locale)}

    async def customer_rows(self, asking: Asking) -> dict[str, Any]:
        name = asking.request.match_info["rows"]
        return {name: encode(await self._reading(name)(customer_id=verified(asking)), asking.locale)}

    async def subscription(self, asking: Asking) -> dict[str, Any]:
        return {"subscription": encode(await self._shop.subscription(verified(asking)), asking.locale)}

    async def guides(self, asking: Asking) -> dict[str, Any]:
        found = await self._shop.guides(asking.request.query.get("product"))
        return {"guides": [guide_view(guide, asking.locale) for guide in found]}

    async def cancel(self, asking: Asking) -> dict[str, Any]:
        async def write(order: Order, key: str) -> dict[str, Any]:
            return {"order": self._view(await self._shop.cancel(order.number, key), asking)}

        return await self._once(asking, "cancel_order", write)

    async def change_address(self, asking: Asking) -> dict[str, Any]:
        submission_id = await submission_of(asking.request)

        async def write(order: Order, key: str) -> dict[str, Any]:
            address = await self._address(asking, submission_id)
            return {"order": self._view(await self._shop.change_address(order.number, address, key), asking)}

        return await self._once(asking, "change_address", write, submission_id)

    async def request_refund(self, asking: Asking) -> dict[str, Any]:
        reason = (await body_of(asking.request)).get("reason", "")
        if not isinstance(reason, str) or len(reason) > LONGEST_REASON:
            raise bad_request("reason", f"at most {LONGEST_REASON} characters of text", type(reason).__name__)

        async def write(order: Order, key: str) -> dict[str, Any]:
            return {"refund": encode(await self._shop.request_refund(order.number, reason, key), asking.locale)}

        return await self._once(asking, "request_refund", write)

    async def _once(self, asking: Asking, action: str, write: Write, submission: UUID | None = None) -> dict[str, Any]:
        """The result of the write, done now or found in the record. What the shop refuses is a result too."""
        reference = confirmed(asking, action, submission)
        key = f"{asking.turn_id}:{action}:{reference}"
        result = await self._turns.action_result(key)
        if result is None:
            order = await self._visible(asking)
            code = None
            try:
                result = await write(order, key)
            except NotPossible as error:
                code = "not_possible"
                refused = Denied(422, code, str(error), reason=error.reason, reference=order.number)
                result = refused.body
            about: dict[str, Any] = {"turn_id": asking.turn_id, "action": action, "reference": order.number}
            result = await self._turns.record_action(key, **about, ok=code is None, code=code, result=result)
        if "error" in result:
            error_told = result["error"]
            raise Denied(422, **error_told)
        return result

    async def _address(self, asking: Asking, submission_id: UUID) -> Address:
        try:
            values = await self._turns.submission(submission_id, conversation_id=asking.scope.conversation_id)
        except Refused as error:
            raise unconfirmed(asking) from error
        names = ("recipient", "line1", "line2", "city", "postal_code", "phone")
        return Address(**{name: values.get(name, "") for name in names})

    async def _visible(self, asking: Asking) -> Order:
        """The order when this turn may see it: the customer's own, or one proven in this contact."""
        proven = among(asking.number, asking.scope.proven_orders)
        if asking.scope.customer_id is None and not proven:
            raise Denied(403, "not_verified", _UNPROVEN, reference=asking.number)
        order = await self._shop.order(asking.number)
        if not proven and order.customer_id != asking.scope.customer_id:
            raise NotFound(asking.number)
        return order

    async def _asking(self, request: web.Request) -> Asking:
        if not is_secret(request.headers.get("Authorization", ""), self._expected):
            raise Denied(401, "unauthenticated", "expected the internal secret as a bearer token")
        turn_id = uuid_of(request.headers.get("X-Turn-Id"), "X-Turn-Id", "the id of a turn")
        try:
            scope = await self._turns.turn_scope(turn_id)
        except Refused as error:
            raise Denied(409, "turn_over", "no such turn") from error
        return Asking(turn_id, scope, "en" if request.query.get("locale") == "en" else "ko", request)

    def _view(self, order: Order, asking: Asking) -> dict[str, Any]:
        return order_view(order, self._clock(), asking.locale)

    def _reading(self, name: str) -> Callable[..., Awaitable[Any]]:
        shop = self._shop
        return {"payments": shop.payments, "refunds": shop.refunds, "invoices": shop.invoices}[name]
