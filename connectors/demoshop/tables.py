"""The demo shop's own tables. Firsthand never reads them: it reads the views of `views.sql` or asks over HTTP."""

import sqlalchemy as sa

SCHEMA = "demo_shop"

metadata = sa.MetaData(schema=SCHEMA)


def _time(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.TIMESTAMP(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _amount(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _customer() -> sa.Column[str]:
    return sa.Column("customer_id", sa.Text, sa.ForeignKey(f"{SCHEMA}.customer.id"), nullable=False, index=True)


def _order() -> sa.Column[str]:
    return sa.Column("order_number", sa.Text, sa.ForeignKey(f"{SCHEMA}.order.number"), nullable=False, index=True)


# What the shop itself needs to remember: its public address and the day its seeded dates are counted from.
setting = sa.Table("setting", metadata, sa.Column("name", sa.Text, primary_key=True), _text("value"))

product = sa.Table(
    "product",
    metadata,
    sa.Column("sku", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    *(_text("name_ko"), _text("name_en"), _text("blurb_ko"), _text("blurb_en"), _text("picture")),
    *(_amount("price"), _text("currency")),
)

guide = sa.Table(
    "guide",
    metadata,
    sa.Column("sku", sa.Text, sa.ForeignKey(f"{SCHEMA}.product.sku"), primary_key=True),
    *(_text("title_ko"), _text("title_en")),
)

guide_step = sa.Table(
    "guide_step",
    metadata,
    sa.Column("sku", sa.Text, sa.ForeignKey(f"{SCHEMA}.guide.sku"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    *(_text("text_ko"), _text("text_en"), _text("path", nullable=True)),
)

plan = sa.Table(
    "plan",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    *(_text("name_ko"), _text("name_en"), _amount("price"), _text("currency"), _text("interval")),
)

# `invented` is true where the source of a customer has no contact data and ours is made up.
customer = sa.Table(
    "customer",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    *(_text("name"), _text("email"), _text("phone"), _text("tier"), _text("locale"), _text("origin")),
    sa.Column("invented", sa.Boolean, nullable=False),
)

order = sa.Table(
    "order",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    _customer(),
    _text("origin"),
    _text("source_status", nullable=True),
    _time("placed_at", nullable=False),
    *(_time("paid_at"), _time("packed_at"), _time("shipped_at"), _time("out_for_delivery_at")),
    *(_time("delivered_at"), _time("cancelled_at"), _time("returned_at"), _time("promised_at")),
    *(_text("carrier", nullable=True), _text("tracking_number", nullable=True)),
    *(_amount("total"), _amount("shipping"), _text("currency")),
    sa.Index("order_number_folded", sa.text("lower(number)")),
)

order_item = sa.Table(
    "order_item",
    metadata,
    sa.Column("order_number", sa.Text, sa.ForeignKey(f"{SCHEMA}.order.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    *(_text("sku"), _text("name_ko"), _text("name_en")),
    *(sa.Column("quantity", sa.Integer, nullable=False), _amount("price")),
)

address = sa.Table(
    "address",
    metadata,
    sa.Column("order_number", sa.Text, sa.ForeignKey(f"{SCHEMA}.order.number"), primary_key=True),
    *(_text("recipient"), _text("line1"), _text("line2"), _text("city"), _text("postal_code"), _text("phone")),
    sa.Column("invented", sa.Boolean, nullable=False),
)

payment = sa.Table(
    "payment",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    *(_customer(), _order(), _text("status"), _text("method"), _amount("amount"), _text("currency")),
    *(_time("created_at", nullable=False), _time("paid_at")),
    sa.Column("installments", sa.Integer, nullable=False),
    *(_text("card_last4", nullable=True), _text("duplicate_of", nullable=True)),
)

refund = sa.Table(
    "refund",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    *(_customer(), _order(), _text("status"), _amount("amount"), _text("currency")),
    *(_time("requested_at", nullable=False), _time("expected_at"), _time("completed_at")),
    *(_text("reason", nullable=True), _text("rejected_because", nullable=True)),
)

invoice = sa.Table(
    "invoice",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    *(_customer(), _order(), _time("issued_at", nullable=False), _amount("total"), _text("currency")),
)

subscription = sa.Table(
    "subscription",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _customer(),
    sa.Column("plan_id", sa.Text, sa.ForeignKey(f"{SCHEMA}.plan.id"), nullable=False),
    *(_text("status"), _time("started_at", nullable=False), _time("next_payment_at"), _time("ends_at")),
)

# A customer's words about an imported order, kept as they were written.
review = sa.Table(
    "review",
    metadata,
    sa.Column("order_number", sa.Text, sa.ForeignKey(f"{SCHEMA}.order.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("score", sa.Integer, nullable=False),
    *(_text("title"), _text("message"), _time("created_at"), _time("answered_at")),
)

# The answer to every write by its Idempotency-Key; `refusal` is null when the write was done.
idempotency = sa.Table(
    "idempotency",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    *(_text("action"), _text("order_number"), _text("asked"), _text("refusal", nullable=True)),
    sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.func.now()),
)

# Tables whose times move together when the demo is started on a later day, and which of their columns are times.
DATED: tuple[sa.Table, ...] = (order, payment, refund, invoice, subscription)
