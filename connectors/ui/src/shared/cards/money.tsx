import type { CardOf } from "../frames/message";
import { amount, time } from "../format";
import { useLanguage } from "../language";
import { Link } from "../linkify";
import { Facts, StatusChip, word } from "./facts";

export function InvoiceCard({ card }: { card: CardOf<"invoice"> }) {
  const { words, locale } = useLanguage();
  return (
    <section class="card">
      <header>
        <h2>
          {words("card.invoice")} <span class="code">{card.number}</span>
        </h2>
      </header>
      <Facts
        rows={[
          ["card.order", <span class="code">{card.order_number}</span>],
          ["card.total", <strong>{amount(card.total, card.currency, locale)}</strong>],
          ["card.issued_at", time(card.issued_at, "date", locale)],
        ]}
      />
      {card.url && (
        <Link url={card.url} class="button wide">
          {words("card.invoice_open")}
        </Link>
      )}
    </section>
  );
}

export function PaymentCard({ card }: { card: CardOf<"payment"> }) {
  const { words, locale } = useLanguage();
  return (
    <section class="card">
      <header>
        <h2>{words("card.payment")}</h2>
        {card.status && <StatusChip status={card.status} />}
      </header>
      <Facts
        rows={[
          ["card.order", card.order_number && <span class="code">{card.order_number}</span>],
          ["card.amount", <strong>{amount(card.amount, card.currency, locale)}</strong>],
          ["card.method", card.method && word(words, "method", card.method)],
          ["card.installments", (card.installments ?? 1) > 1 && words("card.installments_count", { count: card.installments })],
          ["card.paid_at", card.paid_at && time(card.paid_at, "date", locale)],
        ]}
      />
    </section>
  );
}

export function RefundCard({ card }: { card: CardOf<"refund"> }) {
  const { words, locale } = useLanguage();
  return (
    <section class="card">
      <header>
        <h2>{words("card.refund")}</h2>
        <StatusChip status={card.status} />
      </header>
      <Facts
        rows={[
          ["card.order", <span class="code">{card.order_number}</span>],
          ["card.amount", <strong>{amount(card.amount, card.currency, locale)}</strong>],
          ["card.requested_at", card.requested_at && time(card.requested_at, "date", locale)],
          ["card.expected_at", card.expected_at && time(card.expected_at, "date", locale)],
        ]}
      />
    </section>
  );
}

export function SubscriptionCard({ card }: { card: CardOf<"subscription"> }) {
  const { words, locale } = useLanguage();
  return (
    <section class="card">
      <header>
        <h2>{words("card.subscription")}</h2>
        <StatusChip status={card.status} />
      </header>
      <Facts
        rows={[
          ["card.plan", card.plan],
          ["card.amount", <strong>{amount(card.price, card.currency, locale)}</strong>],
          ["card.next_payment_at", card.next_payment_at && time(card.next_payment_at, "date", locale)],
        ]}
      />
    </section>
  );
}
