"""Everything a shop tells about a customer besides orders. Amounts are integers in minor units of `currency`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Locale = Literal["ko", "en"]
PaymentStatus = Literal["pending", "paid", "failed", "refunded"]
PaymentMethod = Literal["card", "debit_card", "bank_transfer", "voucher", "boleto", "other"]
RefundStatus = Literal["requested", "approved", "sent", "completed", "rejected"]
SubscriptionStatus = Literal["active", "paused", "past_due", "cancelled"]
Interval = Literal["month", "year"]


@dataclass(frozen=True)
class Text:
    """Words in both languages."""

    ko: str
    en: str

    def spoken(self, locale: Locale) -> str:
        return self.en if locale == "en" else self.ko


@dataclass(frozen=True)
class Customer:
    id: str
    name: str
    tier: str
    locale: Locale | None = None


@dataclass(frozen=True)
class Address:
    """Where a parcel goes. `line2` and `phone` may be empty."""

    recipient: str
    line1: str
    line2: str
    city: str
    postal_code: str
    phone: str


@dataclass(frozen=True)
class Payment:
    """One attempt to pay. `duplicate_of` names the payment that this one repeats by mistake."""

    id: str
    order_number: str
    status: PaymentStatus
    method: PaymentMethod
    amount: int
    currency: str
    paid_at: datetime | None = None
    installments: int = 1
    card_last4: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True)
class Refund:
    id: str
    order_number: str
    status: RefundStatus
    amount: int
    currency: str
    requested_at: datetime
    expected_at: datetime | None = None
    completed_at: datetime | None = None
    reason: str | None = None
    rejected_because: str | None = None


@dataclass(frozen=True)
class Invoice:
    number: str
    order_number: str
    issued_at: datetime
    total: int
    currency: str
    url: str


@dataclass(frozen=True)
class Subscription:
    plan: Text
    plan_id: str
    status: SubscriptionStatus
    price: int
    currency: str
    interval: Interval
    started_at: datetime
    next_payment_at: datetime | None = None
    ends_at: datetime | None = None
    manage_url: str | None = None


@dataclass(frozen=True)
class GuideStep:
    text: Text
    url: str | None = None


@dataclass(frozen=True)
class Guide:
    """How to set up one product."""

    sku: str
    product: Text
    title: Text
    steps: tuple[GuideStep, ...]
