"""The state of an order: a pure reading of its times, the promise and now. Days are days in Seoul."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from connectors.shop.orders import Order

SHOP_ZONE = ZoneInfo("Asia/Seoul")

Stage = Literal["placed", "paid", "packed", "shipped", "out_for_delivery", "delivered", "cancelled", "returned"]
Status = Literal[Stage, "late"]

UNDER_WAY: frozenset[Stage] = frozenset({"placed", "paid", "packed", "shipped", "out_for_delivery"})

# Why a stage forbids an action; a stage that is not listed allows it.
_CANCEL_REFUSALS: dict[Stage, str] = {
    "shipped": "already_shipped",
    "out_for_delivery": "already_shipped",
    "delivered": "already_shipped",
    "cancelled": "already_cancelled",
    "returned": "already_returned",
}
# The label is printed while packing: from then on the parcel goes where it says.
_ADDRESS_REFUSALS: dict[Stage, str] = {"packed": "already_packed", **_CANCEL_REFUSALS}


@dataclass(frozen=True)
class State:
    """`status` is what the customer is told, `stage` how far the order has come; they differ only when it is late.

    `late_days` counts whole days past the promised day, until delivery or, before that, until now; None when in time.
    """

    status: Status
    stage: Stage
    late_days: int | None
    can_cancel: bool
    can_change_address: bool


def stage_of(order: Order) -> Stage:
    """The last thing that happened. What ends an order outweighs how far it had come."""
    happened: tuple[tuple[datetime | None, Stage], ...] = (
        (order.returned_at, "returned"),
        (order.cancelled_at, "cancelled"),
        (order.delivered_at, "delivered"),
        (order.out_for_delivery_at, "out_for_delivery"),
        (order.shipped_at, "shipped"),
        (order.packed_at, "packed"),
        (order.paid_at, "paid"),
    )
    return next((stage for at, stage in happened if at is not None), "placed")


def late_days(order: Order, now: datetime) -> int | None:
    """Whole days past the promised day; None when nothing was promised, it was kept, or it no longer matters."""
    stage = stage_of(order)
    until = now if stage in UNDER_WAY else order.delivered_at
    if order.promised_at is None or until is None or stage == "cancelled":
        return None
    days = (until.astimezone(SHOP_ZONE).date() - order.promised_at.astimezone(SHOP_ZONE).date()).days
    return days if days > 0 else None


def state_of(order: Order, now: datetime) -> State:
    stage, days = stage_of(order), late_days(order, now)
    return State(
        status="late" if days is not None and stage in UNDER_WAY else stage,
        stage=stage,
        late_days=days,
        can_cancel=cancel_refusal(stage) is None,
        can_change_address=address_refusal(stage) is None,
    )


def cancel_refusal(stage: Stage) -> str | None:
    """Why an order at this stage cannot be cancelled any more; None when it can."""
    return _CANCEL_REFUSALS.get(stage)


def address_refusal(stage: Stage) -> str | None:
    """Why the address of an order at this stage cannot be changed any more; None when it can."""
    return _ADDRESS_REFUSALS.get(stage)
