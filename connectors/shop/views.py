"""The views that the `sql` adapter reads, column by column. What each one means is in this folder's README."""

import sqlalchemy as sa

DEFAULT_SCHEMA = "shop_for_firsthand"

CUSTOMERS = ("id", "name", "tier", "locale")
ORDERS = (
    *("number", "customer_id", "placed_at", "paid_at", "packed_at", "shipped_at", "out_for_delivery_at"),
    *("delivered_at", "cancelled_at", "returned_at", "promised_at", "carrier", "tracking_number", "tracking_url"),
    *("total", "shipping", "currency", "email", "phone"),
)
ORDER_ITEMS = ("order_number", "position", "sku", "name_ko", "name_en", "quantity", "price")
PAYMENTS = (
    *("id", "customer_id", "order_number", "status", "method", "amount", "currency", "created_at", "paid_at"),
    *("installments", "card_last4", "duplicate_of"),
)
REFUNDS = (
    *("id", "customer_id", "order_number", "status", "amount", "currency", "requested_at", "expected_at"),
    *("completed_at", "reason", "rejected_because"),
)
INVOICES = ("number", "customer_id", "order_number", "issued_at", "total", "currency", "url")
SUBSCRIPTIONS = (
    *("customer_id", "plan_id", "plan_ko", "plan_en", "status", "price", "currency", "interval", "started_at"),
    *("next_payment_at", "ends_at", "manage_url"),
)
GUIDES = ("sku", "product_ko", "product_en", "title_ko", "title_en", "position")
GUIDE_STEPS = ("sku", "position", "text_ko", "text_en", "url")


class Views:
    """The nine views of one schema, ready for statements."""

    def __init__(self, schema: str = DEFAULT_SCHEMA) -> None:
        self.schema = schema
        self.customers = self._view("customers", CUSTOMERS)
        self.orders = self._view("orders", ORDERS)
        self.order_items = self._view("order_items", ORDER_ITEMS)
        self.payments = self._view("payments", PAYMENTS)
        self.refunds = self._view("refunds", REFUNDS)
        self.invoices = self._view("invoices", INVOICES)
        self.subscriptions = self._view("subscriptions", SUBSCRIPTIONS)
        self.guides = self._view("guides", GUIDES)
        self.guide_steps = self._view("guide_steps", GUIDE_STEPS)

    def _view(self, name: str, columns: tuple[str, ...]) -> sa.TableClause:
        return sa.table(name, *(sa.column(column) for column in columns), schema=self.schema)
