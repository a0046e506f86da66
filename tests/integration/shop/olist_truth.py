"""The true state of an order, worked out from its line of the order set alone.

Written apart from the import, on purpose: what both say must agree. Times are shifted like the file's: by whole days,
so that the newest purchase of the file falls on today in the shop's time zone.
"""

import gzip
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
UNDER_WAY = {"created": "placed", "approved": "paid", "invoiced": "paid", "processing": "packed", "shipped": "shipped"}

Line = dict[str, Any]


@dataclass(frozen=True)
class Truth:
    """`delivered_on`, `promised_on` are days in Seoul; `total` and `paid` are centavos."""

    status: str
    late_days: int | None
    placed_on: date
    promised_on: date
    delivered_on: date | None
    pieces: int
    total: int
    paid: tuple[int, ...]


def lines_of(path: Path) -> list[Line]:
    """Every line of a file of JSON Lines, plain or gzipped."""
    content = path.read_bytes()
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(text) for text in plain.splitlines()]


def shift_of(lines: list[Line], now: datetime) -> timedelta:
    newest = max(line["purchased_at"] for line in lines)
    return now.astimezone(SEOUL).date() - date.fromisoformat(newest[:10])


def truth_of(line: Line, shift: timedelta, now: datetime) -> Truth:
    promised = date.fromisoformat(line["estimated_delivery"][:10]) + shift
    delivered = date.fromisoformat(line["delivered_at"][:10]) + shift if line["status"] == "delivered" else None
    status = {"delivered": "delivered", "canceled": "cancelled", "unavailable": "cancelled"}.get(line["status"])
    until = delivered if delivered is not None else now.astimezone(SEOUL).date()
    late = None if status == "cancelled" or until <= promised else (until - promised).days
    paid = tuple(round(payment["value"] * 100) for payment in line["payments"])
    goods = sum(round(item["price"] * 100) + round(item["freight"] * 100) for item in line["items"])
    return Truth(
        status=status or ("late" if late else UNDER_WAY[line["status"]]),
        late_days=late,
        placed_on=date.fromisoformat(line["purchased_at"][:10]) + shift,
        promised_on=promised,
        delivered_on=delivered,
        pieces=len(line["items"]),
        total=goods if line["items"] else sum(paid),
        paid=paid,
    )
