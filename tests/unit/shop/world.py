"""A shop and the turns of a record, written by hand: the world in which the golden requests have their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.guides import speaks_of
from connectors.shop.orders import Item, Order
from connectors.shop.state import cancel_refusal, stage_of
from connectors.shop.values import (
    Address,
    Customer,
    Guide,
    GuideStep,
    Invoice,
    Payment,
    Refund,
    Subscription,
    Text,
)
from escalation.store.refusals import Refused
from escalation.turns.scopes import Confirmation, TurnScope

NOW = datetime.fromisoformat("2026-03-10T03:00:00+00:00")
CONVERSATION = UUID("0b6c9c5e-54a8-4a3c-9f5e-0000000000c0")
EARLIER_TURN = UUID("0b6c9c5e-54a8-4a3c-9f5e-0000000000e0")
SUBMISSION = UUID("5f1d6a52-6f0b-4a39-9d07-7b8f5f0d7d01")
UNCONFIRMED = UUID("5f1d6a52-6f0b-4a39-9d07-7b8f5f0d7d03")  # sent in the same conversation, never said yes to
ADDRESS = {
    "recipient": "김하늘",
    "line1": "서울특별시 중구 세종대로 1",
    "postal_code": "04524",
    "phone": "010-5550-1234",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}+00:00")


SPEAKER = Item("SORI-S2", Text("소리 스피커", "Sori Speaker"), 1, 129000)
PLUGS = Item("PLUGY-4", Text("플러기 스마트 플러그", "Plugy Smart Plug"), 2, 19000)
LAMP = Item("LUMI-1", Text("루미 램프", "Lumi Lamp"), 1, 59000)


def order(
    number: str, customer_id: str, items: tuple[Item, ...], total: int, placed_at: datetime, **more: Any
) -> Order:
    contact = {"currency": "KRW", "contact_masked": "m***@example.com", "shipping": 3000}
    return Order(number, customer_id, placed_at, items, total, **{**contact, **more})


ORDERS = (
    order(
        *("FH-100201", "C-1", (SPEAKER, PLUGS), 170000, at("02T01:10:00")),
        paid_at=at("02T01:11:00"),
        packed_at=at("03T02:00:00"),
        shipped_at=at("03T08:30:00"),
        promised_at=at("07T14:59:59"),
        carrier="CJ Logistics",
        tracking_number="681234567890",
        tracking_url="https://trace.example/681234567890",
    ),
    order(
        *("FH-100202", "C-1", (LAMP,), 62000, at("09T05:00:00")),
        paid_at=at("09T05:01:00"),
        promised_at=at("13T14:59:59"),
    ),
    order("FH-100299", "C-9", (LAMP,), 62000, at("08T05:00:00")),
)
FIRST = Payment("PAY-1", "FH-100201", "paid", "card", 170000, "KRW", at("02T01:11:00"), 1, "4242")
PAYMENTS = (replace(FIRST, id="PAY-2", paid_at=at("02T01:11:40"), duplicate_of="PAY-1"), FIRST)
REFUND = Refund(
    *("RF-1", "FH-100201", "approved", 170000, "KRW", at("09T02:00:00")),
    expected_at=at("13T14:59:59"),
    reason="double charge",
)
INVOICE = Invoice(
    *("INV-100201", "FH-100201", at("02T01:11:00"), 170000, "KRW"),
    "https://shop.example/account/invoices/INV-100201",
)
SUBSCRIPTION = Subscription(
    *(Text("누리 클라우드 플러스", "Nuri Cloud Plus"), "cloud-plus", "active", 9900, "KRW", "month"),
    started_at=datetime.fromisoformat("2025-12-15T00:00:00+00:00"),
    next_payment_at=at("15T00:00:00"),
    manage_url="https://shop.example/account/subscription",
)
GUIDE = Guide(
    "LUMI-1",
    Text("루미 램프", "Lumi Lamp"),
    Text("루미 램프 연결하기", "Connect your Lumi Lamp"),
    (
        GuideStep(Text("전원을 켜고 버튼을 3초 동안 누릅니다.", "Switch it on and hold the button for 3 seconds.")),
        GuideStep(
            Text("앱에서 기기 추가를 누릅니다.", "Tap Add device in the app."),
            "https://shop.example/products/LUMI-1#guide",
        ),
    ),
)


@dataclass
class FakeShop:
    """Keeps its orders in memory; `writes` counts what was really done, `down` makes it silent."""

    down: bool = False
    orders_by_number: dict[str, Order] = field(default_factory=lambda: {one.number: one for one in ORDERS})
    writes: list[tuple[Any, ...]] = field(default_factory=list)

    async def customer(self, customer_id: str) -> Customer:
        raise NotFound(customer_id)

    async def orders(self, customer_id: str, limit: int) -> Sequence[Order]:
        self._answer()
        mine = [one for one in self.orders_by_number.values() if one.customer_id == customer_id]
        return sorted(mine, key=lambda one: one.placed_at, reverse=True)[:limit]

    async def order(self, number: str) -> Order:
        self._answer()
        if number not in self.orders_by_number:
            raise NotFound(number)
        return self.orders_by_number[number]

    async def owns(self, number: str, contact: str) -> bool:
        return False

    async def payments(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Payment]:
        return PAYMENTS if customer_id == "C-1" or number == "FH-100201" else ()

    async def refunds(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Refund]:
        return (REFUND,) if customer_id == "C-1" or number == "FH-100201" else ()

    async def invoices(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Invoice]:
        return (INVOICE,) if customer_id == "C-1" or number == "FH-100201" else ()

    async def subscription(self, customer_id: str) -> Subscription | None:
        return SUBSCRIPTION if customer_id == "C-1" else None

    async def guides(self, product: str | None) -> Sequence[Guide]:
        return [GUIDE] if product is None or speaks_of(GUIDE, product) else []

    async def cancel(self, number: str, key: str) -> Order:
        found = await self.order(number)
        if (reason := cancel_refusal(stage_of(found))) is not None:
            raise NotPossible(reason)
        self.writes.append(("cancel", number, key))
        self.orders_by_number[number] = replace(found, cancelled_at=NOW)
        return self.orders_by_number[number]

    async def change_address(self, number: str, address: Address, key: str) -> Order:
        self.writes.append(("change_address", number, address, key))
        return await self.order(number)

    async def request_refund(self, number: str, reason: str, key: str) -> Refund:
        self.writes.append(("request_refund", number, reason, key))
        expected = at("15T14:59:59")
        return replace(REFUND, id="RF-2", status="requested", requested_at=NOW, expected_at=expected, reason=reason)

    def _answer(self) -> None:
        if self.down:
            raise ShopUnavailable("nobody answers")


def scope(customer_id: str | None = "C-1", proven: frozenset[str] = frozenset(), *, over: bool = False) -> TurnScope:
    return TurnScope(CONVERSATION, customer_id, proven, not over, None)


def said_yes(action: str, reference: str, submission: UUID | None = None, turn: UUID = EARLIER_TURN) -> TurnScope:
    return replace(scope(), confirmation=Confirmation(action, reference, submission, turn))


@dataclass
class FakeTurns:
    """The record's view of turns; `actions` is what it has kept of writes."""

    scopes: Mapping[UUID, TurnScope]
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    recorded: list[dict[str, Any]] = field(default_factory=list)

    async def turn_scope(self, turn_id: UUID) -> TurnScope:
        if turn_id not in self.scopes:
            raise Refused("not_found", f"no turn {turn_id}")
        return self.scopes[turn_id]

    async def submission(self, submission_id: UUID, *, conversation_id: UUID | None = None) -> dict[str, str]:
        if submission_id not in (SUBMISSION, UNCONFIRMED) or conversation_id != CONVERSATION:
            raise Refused("not_found", f"no submission {submission_id}")
        return dict(ADDRESS)

    async def action_result(self, key: str) -> dict[str, Any] | None:
        return self.actions.get(key)

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
    ) -> dict[str, Any]:
        self.recorded.append({"key": key, "action": action, "reference": reference, "ok": ok, "code": code})
        return self.actions.setdefault(key, dict(result))


def golden_scopes(turns: Mapping[str, str | None]) -> dict[UUID, TurnScope]:
    """What stands behind the names of turns in the golden file."""
    own = UUID(turns["same_turn"] or "")
    known = {
        "customer": scope(),
        "other_customer": scope("C-2"),
        "visitor": scope(None),
        "visitor_proven": scope(None, frozenset({"FH-100201"})),
        "customer_cancels": said_yes("cancel_order", "FH-100202"),
        "same_turn": said_yes("cancel_order", "FH-100202", turn=own),
        "over": replace(said_yes("cancel_order", "FH-100202"), open=False),
        "customer_cancels_shipped": said_yes("cancel_order", "FH-100201"),
        "customer_moves": said_yes("change_address", "FH-100202", SUBMISSION),
        "customer_refunds": said_yes("request_refund", "FH-100201"),
        "shop_down": said_yes("cancel_order", "FH-100202"),
    }
    return {UUID(turns[name] or ""): found for name, found in known.items()}
