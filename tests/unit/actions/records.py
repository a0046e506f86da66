"""Records of the shop the tests share; the shapes are those of tests/contracts/shop_api.json."""

from typing import Any

Record = dict[str, Any]

PAID: Record = {
    "number": "FH-100202",
    "status": "paid",
    "stage": "paid",
    "placed_at": "2026-03-09T05:00:00+00:00",
    "paid_at": "2026-03-09T05:01:00+00:00",
    "promised_at": "2026-03-13T14:59:59+00:00",
    "items": [{"sku": "LUMI-1", "name": "루미 램프", "quantity": 1, "price": 59000}],
    "total": 62000,
    "currency": "KRW",
    "can_cancel": True,
    "can_change_address": True,
    "contact_masked": "m***@example.com",
}
LATE: Record = {
    **PAID,
    "number": "FH-100201",
    "status": "late",
    "stage": "shipped",
    "placed_at": "2026-03-02T01:10:00+00:00",
    "paid_at": "2026-03-02T01:11:00+00:00",
    "shipped_at": "2026-03-03T08:30:00+00:00",
    "promised_at": "2026-03-07T14:59:59+00:00",
    "late_days": 3,
    "carrier": "CJ Logistics",
    "tracking_number": "681234567890",
    "tracking_url": "https://trace.example/681234567890",
    "items": [
        {"sku": "SORI-S2", "name": "소리 스피커", "quantity": 1, "price": 129000},
        {"sku": "PLUGY-4", "name": "플러기 스마트 플러그", "quantity": 2, "price": 19000},
    ],
    "total": 170000,
    "can_cancel": False,
    "can_change_address": False,
}
DELIVERED: Record = {
    **{key: value for key, value in LATE.items() if key != "late_days"},
    "number": "FH-100203",
    "status": "delivered",
    "stage": "delivered",
    "delivered_at": "2026-03-06T05:00:00+00:00",
}
PAYMENT: Record = {
    "id": "PAY-1",
    "order_number": "FH-100201",
    "status": "paid",
    "method": "card",
    "amount": 170000,
    "currency": "KRW",
    "paid_at": "2026-03-02T01:11:00+00:00",
    "installments": 1,
    "card_last4": "4242",
}
DUPLICATE: Record = {**PAYMENT, "id": "PAY-2", "paid_at": "2026-03-02T01:11:40+00:00", "duplicate_of": "PAY-1"}
REFUND: Record = {
    "id": "RF-1",
    "order_number": "FH-100201",
    "status": "approved",
    "amount": 170000,
    "currency": "KRW",
    "requested_at": "2026-03-09T02:00:00+00:00",
    "expected_at": "2026-03-13T14:59:59+00:00",
}
INVOICE: Record = {
    "number": "INV-100201",
    "order_number": "FH-100201",
    "issued_at": "2026-03-02T01:11:00+00:00",
    "total": 170000,
    "currency": "KRW",
    "url": "https://shop.example/account/invoices/INV-100201",
}
SUBSCRIPTION: Record = {
    "plan": "누리 클라우드 플러스",
    "plan_id": "cloud-plus",
    "status": "active",
    "price": 9900,
    "currency": "KRW",
    "interval": "month",
    "started_at": "2025-12-15T00:00:00+00:00",
    "next_payment_at": "2026-03-15T00:00:00+00:00",
    "manage_url": "https://shop.example/account/subscription",
}
GUIDE: Record = {
    "sku": "LUMI-1",
    "product": "루미 램프",
    "title": {"ko": "루미 램프 연결하기", "en": "Connect your Lumi Lamp"},
    "steps": [
        {"text": {"ko": "전원을 켭니다.", "en": "Switch it on."}},
        {
            "text": {"ko": "앱에서 기기 추가를 누릅니다.", "en": "Tap Add device in the app."},
            "url": "https://shop.example/products/LUMI-1#guide",
        },
    ],
}
