import type { Card } from "../frames/message";
import { LinkCard, StepsCard } from "./guide";
import { InvoiceCard, PaymentCard, RefundCard, SubscriptionCard } from "./money";
import { OrderCard } from "./order";

/** A card that only shows; the forms belong to the widget. A kind that is not known yet shows nothing. */
export function ShownCard({ card }: { card: Card }) {
  switch (card.kind) {
    case "order":
      return <OrderCard card={card} />;
    case "invoice":
      return <InvoiceCard card={card} />;
    case "payment":
      return <PaymentCard card={card} />;
    case "refund":
      return <RefundCard card={card} />;
    case "subscription":
      return <SubscriptionCard card={card} />;
    case "steps":
      return <StepsCard card={card} />;
    case "link":
      return <LinkCard card={card} />;
    default:
      return null;
  }
}
