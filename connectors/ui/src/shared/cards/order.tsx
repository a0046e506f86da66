import type { CardOf } from "../frames/message";
import { amount, time } from "../format";
import { CheckIcon } from "../icons";
import { useLanguage } from "../language";
import { Link } from "../linkify";
import { Facts, StatusChip } from "./facts";

const stages = ["placed", "paid", "packed", "shipped", "out_for_delivery", "delivered"];
const steps = ["paid", "packed", "shipped", "delivered"] as const;

export function OrderCard({ card }: { card: CardOf<"order"> }) {
  const { words, locale } = useLanguage();
  const date = (at?: string) => at && time(at, "date", locale);
  return (
    <section class="card order">
      <header>
        <h2>
          {words("card.order")} <span class="code">{card.number}</span>
        </h2>
        <StatusChip status={card.status} />
      </header>
      <Progress card={card} />
      {card.late_days ? <p class="late">{words(card.late_days === 1 ? "card.late_one" : "card.late", { days: card.late_days })}</p> : null}
      <Items card={card} />
      <Facts
        rows={[
          ["card.total", <strong>{amount(card.total, card.currency, locale)}</strong>],
          ["card.ordered_at", date(card.ordered_at)],
          ["card.promised_at", arrives(card) ? date(card.promised_at) : undefined],
          ["card.delivered_at", date(card.delivered_at)],
          ["card.carrier", card.carrier],
          ["card.tracking", card.tracking_number && <span class="code">{card.tracking_number}</span>],
        ]}
      />
      {card.tracking_url && (
        <Link url={card.tracking_url} class="button wide">
          {words("card.track")}
        </Link>
      )}
    </section>
  );
}

/** Whether the promised day still says something. */
const arrives = (card: CardOf<"order">) => !card.delivered_at && card.status !== "cancelled" && card.status !== "returned";

/** How far along an order is; none for one that was cancelled or came back. */
function Progress({ card }: { card: CardOf<"order"> }) {
  const { words } = useLanguage();
  const stage = card.status === "late" ? (card.stage ?? "shipped") : card.status;
  const reached = stages.indexOf(stage);
  if (reached < 0) return null;
  return (
    <ol class="progress">
      {steps.map((step) => {
        const done = stages.indexOf(step) <= reached;
        const last = done && steps.filter((other) => stages.indexOf(other) <= reached).at(-1) === step;
        return (
          <li key={step} class={done ? "done" : ""} aria-current={last ? "step" : undefined}>
            <span class="dot">{done && <CheckIcon />}</span>
            {words(`step.${step}`)}
          </li>
        );
      })}
    </ol>
  );
}

function Items({ card }: { card: CardOf<"order"> }) {
  const { words, locale } = useLanguage();
  const shown = card.items.slice(0, 3);
  return (
    <ul class="items" aria-label={words("card.items")}>
      {shown.map((item, index) => (
        <li key={index}>
          <span>
            {item.name} {item.quantity > 1 && <em>{words("card.quantity", { count: item.quantity })}</em>}
          </span>
          <span>{amount(item.price * item.quantity, card.currency, locale)}</span>
        </li>
      ))}
      {card.items.length > shown.length && (
        <li class="more">{words("card.more_items", { count: card.items.length - shown.length })}</li>
      )}
    </ul>
  );
}
