import { StatusChip } from "../../shared/cards/facts";
import { amount, time } from "../../shared/format";
import { Link } from "../../shared/linkify";
import { useWords } from "../language";
import { Rows } from "./side";

interface Order {
  number?: string;
  status?: string;
  late_days?: number;
  placed_at?: string;
  ordered_at?: string;
  promised_at?: string;
  delivered_at?: string;
  total?: number;
  currency?: string;
  carrier?: string;
  tracking_number?: string;
  tracking_url?: string;
  items?: { name: string; quantity: number }[];
}

/** What the bot already knew of the order; any part of it may be missing. */
export function OrderFacts({ order }: { order: unknown }) {
  const { words, locale } = useWords();
  if (typeof order !== "object" || order === null) return <p class="none">{words("side.no_order")}</p>;
  const facts = order as Order;
  const date = (at?: string) => at && time(at, "date", locale);
  const track = facts.tracking_url && <Link url={facts.tracking_url}>{facts.tracking_number ?? words("card.track")}</Link>;
  return (
    <>
      <p class="order-head">
        <span class="code">{facts.number}</span>
        {facts.status && <StatusChip status={facts.status} />}
      </p>
      {facts.late_days ? (
        <p class="late">{words(facts.late_days === 1 ? "card.late_one" : "card.late", { days: facts.late_days })}</p>
      ) : null}
      <Rows
        rows={[
          [words("card.items"), facts.items?.map((item) => (item.quantity > 1 ? `${item.name} × ${item.quantity}` : item.name)).join(", ")],
          [words("card.total"), facts.total !== undefined && facts.currency ? amount(facts.total, facts.currency, locale) : undefined],
          [words("card.ordered_at"), date(facts.placed_at ?? facts.ordered_at)],
          [words("card.promised_at"), facts.delivered_at ? undefined : date(facts.promised_at)],
          [words("card.delivered_at"), date(facts.delivered_at)],
          [words("card.carrier"), facts.carrier],
          [words("card.tracking"), track || facts.tracking_number],
        ]}
      />
    </>
  );
}
