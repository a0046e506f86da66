import { useState } from "preact/hooks";
import { StatusChip } from "../../shared/cards/facts";
import { amount, time } from "../../shared/format";
import type { CustomerCard, Order, Refund, Subscription } from "../../shared/frames/desk_api";
import { OrderFacts } from "../components/orderfacts";
import { Block, Rows } from "./block";
import { Copy } from "./copy";
import { useToolWords } from "./language";

/** So many orders are shown at once. */
const FEW = 4;

/** The customer's orders, the one that the chat is about first. */
export function Orders({ orders, about }: { orders: readonly Order[]; about?: string }) {
  const { tool } = useToolWords();
  const [all, setAll] = useState(false);
  const sorted = [...orders.filter(({ number }) => number === about), ...orders.filter(({ number }) => number !== about)];
  const shown = all ? sorted : sorted.slice(0, FEW);
  return (
    <Block title={tool("about.orders")} more={orders.length > 0 && <span class="chip">{orders.length}</span>}>
      {orders.length === 0 && <p class="none">{tool("about.orders_none")}</p>}
      <ul class="folds">
        {shown.map((order) => (
          <OneOrder key={order.number} order={order} about={order.number === about} open={order.number === about || orders.length === 1} />
        ))}
      </ul>
      {shown.length < orders.length && (
        <button class="link" onClick={() => setAll(true)}>
          {tool("about.more_orders", { count: orders.length - shown.length })}
        </button>
      )}
    </Block>
  );
}

function OneOrder({ order, about, open }: { order: Order; about: boolean; open: boolean }) {
  const { tool, locale } = useToolWords();
  return (
    <li>
      <details open={open}>
        <summary>
          <span class="code">{order.number}</span>
          <StatusChip status={order.status} />
          <span class="sum">{amount(order.total, order.currency, locale)}</span>
        </summary>
        {about && <p class="chip info">{tool("about.this_order")}</p>}
        <OrderFacts order={order} />
      </details>
      <Copy text={order.number} what={order.number} />
    </li>
  );
}

export function Refunds({ refunds }: { refunds: readonly Refund[] }) {
  const { words, tool, locale } = useToolWords();
  const date = (at?: string | null) => at && time(at, "date", locale);
  return (
    <Block title={tool("about.refunds")}>
      <ul class="bought">
        {refunds.map((refund) => (
          <li key={refund.id}>
            <p class="order-head">
              <strong>{amount(refund.amount, refund.currency, locale)}</strong>
              <StatusChip status={refund.status} />
            </p>
            <Rows
              rows={[
                [words("card.order"), <span class="code">{refund.order_number}</span>],
                [words("card.requested_at"), date(refund.requested_at)],
                [words("card.expected_at"), refund.completed_at || refund.status === "rejected" ? undefined : date(refund.expected_at)],
                [tool("about.completed_at"), date(refund.completed_at)],
              ]}
            />
          </li>
        ))}
      </ul>
    </Block>
  );
}

export function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const { words, tool, locale } = useToolWords();
  const price = amount(subscription.price, subscription.currency, locale);
  const date = (at?: string | null) => at && time(at, "date", locale);
  return (
    <Block title={tool("about.subscription")}>
      <p class="order-head">
        <strong>{subscription.plan}</strong>
        <StatusChip status={subscription.status} />
      </p>
      <Rows
        rows={[
          [words("card.amount"), tool(subscription.interval === "year" ? "about.per_year" : "about.per_month", { amount: price })],
          [words("card.next_payment_at"), date(subscription.next_payment_at)],
          [tool("about.ends_at"), date(subscription.ends_at)],
        ]}
      />
    </Block>
  );
}

const parts = { orders: "about.orders", refunds: "about.refunds", subscription: "about.subscription" } as const;

/** What the shop did not answer in time, and the way to ask again. */
export function ShopAway({ away, again }: { away: NonNullable<CustomerCard["away"]>; again(): void }) {
  const { tool } = useToolWords();
  const named = away.map((part) => (part in parts ? tool(parts[part as keyof typeof parts]) : part)).join(", ");
  return (
    <p class="slip" role="status">
      {tool("about.away", { parts: named })}{" "}
      <button class="link" onClick={again}>
        {tool("load.again")}
      </button>
    </p>
  );
}
