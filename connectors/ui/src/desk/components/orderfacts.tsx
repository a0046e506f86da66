import { StatusChip } from "../../shared/cards/facts";
import { amount, time } from "../../shared/format";
import { Link } from "../../shared/linkify";
import { Rows } from "../tools/block";
import { Copy } from "../tools/copy";
import { useToolWords } from "../tools/language";

/** What is known of an order; any part of it may be missing. */
export interface KnownOrder {
  number?: string;
  status?: string;
  late_days?: number | null;
  placed_at?: string;
  ordered_at?: string;
  promised_at?: string | null;
  delivered_at?: string | null;
  total?: number;
  currency?: string;
  carrier?: string | null;
  tracking_number?: string | null;
  tracking_url?: string | null;
  items?: { name: string; quantity: number }[];
}

const open = (status: string | undefined) => status !== "cancelled" && status !== "returned";

/** An order in lines, with its number and status above where nothing else says them. */
export function OrderFacts({ order, heading }: { order: KnownOrder; heading?: boolean }) {
  const { words, tool, locale } = useToolWords();
  const date = (at?: string | null) => at && time(at, "date", locale);
  const number = order.tracking_number;
  return (
    <>
      {heading && (
        <p class="order-head">
          <span class="copied">
            <span class="code">{order.number}</span>
            {order.number && <Copy text={order.number} what={order.number} />}
          </span>
          {order.status && <StatusChip status={order.status} />}
        </p>
      )}
      {order.late_days ? <p class="late">{words(order.late_days === 1 ? "card.late_one" : "card.late", { days: order.late_days })}</p> : null}
      <Rows
        rows={[
          [words("card.items"), order.items?.map((item) => (item.quantity > 1 ? `${item.name} × ${item.quantity}` : item.name)).join(", ")],
          [words("card.total"), order.total !== undefined && order.currency ? amount(order.total, order.currency, locale) : undefined],
          [words("card.ordered_at"), date(order.placed_at ?? order.ordered_at)],
          [words("card.promised_at"), order.delivered_at || !open(order.status) ? undefined : date(order.promised_at)],
          [words("card.delivered_at"), date(order.delivered_at)],
          [words("card.carrier"), order.carrier],
          [
            words("card.tracking"),
            number && (
              <span class="copied">
                {order.tracking_url ? <Link url={order.tracking_url}>{number}</Link> : <span class="code">{number}</span>}
                <Copy text={number} what={tool("place.tracking_number")} />
              </span>
            ),
          ],
        ]}
      />
    </>
  );
}
