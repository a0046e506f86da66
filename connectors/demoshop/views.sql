-- What the `sql` adapter of Firsthand needs, laid over the demo shop's own tables: nine views and three functions.
-- One's own shop: keep the names and columns on the left, put one's own tables on the right.

CREATE SCHEMA IF NOT EXISTS shop_for_firsthand;

CREATE OR REPLACE FUNCTION demo_shop.public_url(path text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT (SELECT value FROM demo_shop.setting WHERE name = 'public_url') || path
$$;

CREATE OR REPLACE VIEW shop_for_firsthand.customers AS
    SELECT id, name, tier, locale FROM demo_shop.customer;

CREATE OR REPLACE VIEW shop_for_firsthand.orders AS
    SELECT o.number, o.customer_id, o.placed_at, o.paid_at, o.packed_at, o.shipped_at, o.out_for_delivery_at,
           o.delivered_at, o.cancelled_at, o.returned_at, o.promised_at, o.carrier, o.tracking_number,
           CASE WHEN o.tracking_number IS NOT NULL
                THEN demo_shop.public_url('/track/' || o.tracking_number) END AS tracking_url,
           o.total, o.shipping, o.currency, c.email, c.phone
    FROM demo_shop."order" o JOIN demo_shop.customer c ON c.id = o.customer_id;

CREATE OR REPLACE VIEW shop_for_firsthand.order_items AS
    SELECT order_number, position, sku, name_ko, name_en, quantity, price FROM demo_shop.order_item;

CREATE OR REPLACE VIEW shop_for_firsthand.payments AS
    SELECT id, customer_id, order_number, status, method, amount, currency, created_at, paid_at, installments,
           card_last4, duplicate_of
    FROM demo_shop.payment;

CREATE OR REPLACE VIEW shop_for_firsthand.refunds AS
    SELECT id, customer_id, order_number, status, amount, currency, requested_at, expected_at, completed_at,
           reason, rejected_because
    FROM demo_shop.refund;

CREATE OR REPLACE VIEW shop_for_firsthand.invoices AS
    SELECT number, customer_id, order_number, issued_at, total, currency,
           demo_shop.public_url('/account/invoices/' || number) AS url
    FROM demo_shop.invoice;

CREATE OR REPLACE VIEW shop_for_firsthand.subscriptions AS
    SELECT s.customer_id, s.plan_id, p.name_ko AS plan_ko, p.name_en AS plan_en, s.status, p.price, p.currency,
           p.interval, s.started_at, s.next_payment_at, s.ends_at,
           demo_shop.public_url('/account/subscription') AS manage_url
    FROM demo_shop.subscription s JOIN demo_shop.plan p ON p.id = s.plan_id;

CREATE OR REPLACE VIEW shop_for_firsthand.guides AS
    SELECT g.sku, p.name_ko AS product_ko, p.name_en AS product_en, g.title_ko, g.title_en, p.position
    FROM demo_shop.guide g JOIN demo_shop.product p ON p.sku = g.sku;

CREATE OR REPLACE VIEW shop_for_firsthand.guide_steps AS
    SELECT sku, position, text_ko, text_en, demo_shop.public_url(path) AS url FROM demo_shop.guide_step;

-- The writes. Each returns null when done, else the reason; the same key again returns the first answer.

-- Takes the key. True: this call is the first and must act. A second caller waits here until the first has committed.
CREATE OR REPLACE FUNCTION demo_shop.take_key(wanted_key text, wanted_action text, wanted_order text, wanted text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO demo_shop.idempotency (key, action, order_number, asked)
    VALUES (wanted_key, wanted_action, wanted_order, wanted) ON CONFLICT (key) DO NOTHING;
    RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION demo_shop.earlier_answer(wanted_key text, wanted_action text, wanted_order text, wanted text)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN (action, order_number, asked) = (wanted_action, wanted_order, wanted) THEN refusal
                ELSE 'key_reused' END
    FROM demo_shop.idempotency WHERE key = wanted_key
$$;

CREATE OR REPLACE FUNCTION demo_shop.cancel_refusal(o demo_shop."order") RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN o.returned_at IS NOT NULL THEN 'already_returned'
                WHEN o.cancelled_at IS NOT NULL THEN 'already_cancelled'
                WHEN coalesce(o.delivered_at, o.out_for_delivery_at, o.shipped_at) IS NOT NULL THEN 'already_shipped'
           END
$$;

-- A cancelled order that was paid for gives its money back without being asked.
CREATE OR REPLACE FUNCTION demo_shop.open_refund(o demo_shop."order", first_status text, why text)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO demo_shop.refund (id, customer_id, order_number, status, amount, currency, requested_at, expected_at, reason)
    SELECT 'RF-' || o.number || '-' || (SELECT count(*) + 1 FROM demo_shop.refund r WHERE r.order_number = o.number),
           o.customer_id, o.number, first_status, o.total, o.currency, now(), now() + interval '5 days', nullif(why, '')
$$;

CREATE OR REPLACE FUNCTION shop_for_firsthand.cancel_order(wanted text, wanted_key text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE o demo_shop."order"; why text;
BEGIN
    IF NOT demo_shop.take_key(wanted_key, 'cancel', wanted, '') THEN
        RETURN demo_shop.earlier_answer(wanted_key, 'cancel', wanted, '');
    END IF;
    SELECT * INTO o FROM demo_shop."order" WHERE number = wanted FOR UPDATE;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
    why := demo_shop.cancel_refusal(o);
    IF why IS NULL THEN
        UPDATE demo_shop."order" SET cancelled_at = now() WHERE number = wanted;
        IF o.paid_at IS NOT NULL THEN PERFORM demo_shop.open_refund(o, 'approved', ''); END IF;
    END IF;
    UPDATE demo_shop.idempotency SET refusal = why WHERE key = wanted_key;
    RETURN why;
END $$;

CREATE OR REPLACE FUNCTION shop_for_firsthand.change_address(
    wanted text, recipient text, line1 text, line2 text, city text, postal_code text, phone text, wanted_key text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o demo_shop."order"; why text;
    asked text := json_build_array(recipient, line1, line2, city, postal_code, phone)::text;
BEGIN
    IF NOT demo_shop.take_key(wanted_key, 'change_address', wanted, asked) THEN
        RETURN demo_shop.earlier_answer(wanted_key, 'change_address', wanted, asked);
    END IF;
    SELECT * INTO o FROM demo_shop."order" WHERE number = wanted FOR UPDATE;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
    -- The label is printed while packing.
    why := coalesce(demo_shop.cancel_refusal(o), CASE WHEN o.packed_at IS NOT NULL THEN 'already_packed' END);
    IF why IS NULL THEN
        INSERT INTO demo_shop.address AS a VALUES (wanted, recipient, line1, line2, city, postal_code, phone, false)
        ON CONFLICT (order_number) DO UPDATE SET
            recipient = excluded.recipient, line1 = excluded.line1, line2 = excluded.line2, city = excluded.city,
            postal_code = excluded.postal_code, phone = excluded.phone, invented = false;
    END IF;
    UPDATE demo_shop.idempotency SET refusal = why WHERE key = wanted_key;
    RETURN why;
END $$;

CREATE OR REPLACE FUNCTION shop_for_firsthand.request_refund(wanted text, reason text, wanted_key text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE o demo_shop."order"; why text;
BEGIN
    IF NOT demo_shop.take_key(wanted_key, 'request_refund', wanted, reason) THEN
        RETURN demo_shop.earlier_answer(wanted_key, 'request_refund', wanted, reason);
    END IF;
    SELECT * INTO o FROM demo_shop."order" WHERE number = wanted FOR UPDATE;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
    IF o.paid_at IS NULL THEN
        why := 'not_paid';
    ELSIF EXISTS (SELECT FROM demo_shop.refund r WHERE r.order_number = wanted AND r.status <> 'rejected') THEN
        why := 'already_requested';
    ELSE
        PERFORM demo_shop.open_refund(o, 'requested', reason);
    END IF;
    UPDATE demo_shop.idempotency SET refusal = why WHERE key = wanted_key;
    RETURN why;
END $$;
