import { useEffect, useRef } from "preact/hooks";
import { RetryIcon } from "../../shared/icons";
import type { Ticket } from "../../shared/frames/desk";
import type { CustomerCard } from "../../shared/frames/desk_api";
import { OrderFacts } from "../components/orderfacts";
import type { Desk } from "../desk";
import { wordFor } from "../language";
import { Block, Rows } from "./block";
import { useAfterChanges } from "./changes";
import { Contacts } from "./contacts";
import { Copy } from "./copy";
import "./customer.css";
import { Failed } from "./failed";
import { Feelings } from "./feelings";
import { useToolWords } from "./language";
import { PageContextFacts } from "./page_context";
import type { Parcel } from "./placeholders";
import { Orders, Refunds, ShopAway, SubscriptionFacts } from "./purchases";
import { Risk } from "./risk";
import { answersOf, cardPath, useCard } from "./sources";

/** Who the customer is, what they bought, how it went before. */
export function Customer({ ticket, desk, connected, changes }: { ticket: Ticket; desk: Desk; connected: boolean; changes: number }) {
  const { locale } = useToolWords();
  const { answer: card, busy, failed } = useCard(desk, ticket, locale);
  const again = () => void answersOf(desk).cards.want(cardPath(ticket, locale), 0);
  useAfterReturn(connected, again);
  useAfterChanges(changes, again);
  return (
    <>
      <Who ticket={ticket} card={card} busy={busy} again={again} />
      {card ? <Known card={card} ticket={ticket} desk={desk} again={again} /> : busy ? <Waiting /> : <Failed reason={failed} again={again} />}
    </>
  );
}

/** What was asked before the line was lost is asked again when it is back. */
function useAfterReturn(connected: boolean, again: () => void): void {
  const before = useRef(connected);
  useEffect(() => {
    if (connected && !before.current) again();
    before.current = connected;
  }, [connected]);
}

function Who({ ticket, card, busy, again }: { ticket: Ticket; card?: CustomerCard; busy: boolean; again(): void }) {
  const { words, tool } = useToolWords();
  const { name, verified, tier, id } = { ...card?.customer, ...ticket.customer };
  const refresh = (
    <button class={busy ? "quiet round again busy" : "quiet round again"} disabled={busy} aria-label={tool("about.refresh")} title={tool("about.refresh")} onClick={again}>
      <RetryIcon />
    </button>
  );
  return (
    <Block title={tool("about.customer")} more={refresh}>
      <p class="who">
        <strong>{name ?? words("customer.visitor")}</strong>
        <span class={verified ? "chip good" : "chip"}>{words(verified ? "customer.verified" : "customer.unverified")}</span>
      </p>
      <Rows
        rows={[
          [words("customer.tier"), tier && wordFor(words, "tier", tier)],
          [
            words("customer.id"),
            id && (
              <span class="copied">
                <span class="code">{id}</span>
                <Copy text={id} what={words("customer.id")} />
              </span>
            ),
          ],
        ]}
      />
    </Block>
  );
}

function Known({ card, ticket, desk, again }: { card: CustomerCard; ticket: Ticket; desk: Desk; again(): void }) {
  const { tool } = useToolWords();
  const about = ticket.facts?.["order"] as Parcel | undefined;
  const known = card.orders?.some(({ number }) => number === about?.number);
  return (
    <>
      {about && !known && (
        <Block title={tool("about.this_order")}>
          <OrderFacts order={about} heading />
        </Block>
      )}
      {card.context && <PageContextFacts context={card.context} />}
      {card.risk && <Risk risk={card.risk} />}
      {!card.customer.verified && <p class="slip calm">{tool("about.unknown")}</p>}
      {card.away && card.away.length > 0 && <ShopAway away={card.away} again={again} />}
      {card.orders && <Orders orders={card.orders} about={about?.number} />}
      {card.refunds && card.refunds.length > 0 && <Refunds refunds={card.refunds} />}
      {card.subscription && <SubscriptionFacts subscription={card.subscription} />}
      <Block title={tool("about.feelings")}>
        <Feelings feelings={card.emotions} />
      </Block>
      <Block title={tool("about.contacts")}>
        <Contacts contacts={card.contacts} desk={desk} />
      </Block>
    </>
  );
}

function Waiting() {
  const { tool } = useToolWords();
  return (
    <div class="skeleton" role="status">
      <span class="sr">{tool("load.waiting")}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
