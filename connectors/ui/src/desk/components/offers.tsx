import { useNow } from "../../shared/clock";
import type { Offer } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { KEYS } from "../keys";
import { useWords, wordFor } from "../language";
import { isBusy, type DeskState } from "../state";
import { Tags } from "./ticket";

/** Chats that this agent is asked to take: one at a time, without haste but with its end in sight. */
export function Offers({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const [first, ...others] = state.offers;
  return (
    <div class="offers" role="status">
      {first && <Asked key={first.ticket.id} offer={first} state={state} desk={desk} />}
      {others.length > 0 && <p class="none">{words("offer.more", { count: others.length })}</p>}
    </div>
  );
}

function Asked({ offer, state, desk }: { offer: Offer; state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const { ticket } = offer;
  const busy = isBusy(state, ticket.id);
  const name = ticket.customer.name ?? words("customer.visitor");
  return (
    <section class="offer" aria-label={`${words("offer.label")}: ${name}`}>
      <header>
        <h2>{words("offer.label")}</h2>
        <Left until={Date.parse(offer.until)} />
      </header>
      <button type="button" class="who" onClick={() => desk.select(ticket.conversation_id)}>
        <strong>{name}</strong>
        <span class="why">{ticket.reasons.map((reason) => wordFor(words, "reason", reason.code)).join(" · ")}</span>
        {(ticket.summary || ticket.last_text) && <span class="last">{ticket.summary || ticket.last_text}</span>}
        <span class="tags"><Tags ticket={ticket} /></span>
      </button>
      <footer>
        <button type="button" class="button strong" data-key="accept" disabled={busy} onClick={() => desk.accept(ticket)}>
          {words("offer.accept")} <kbd>{KEYS.accept.shown}</kbd>
        </button>
        <button type="button" class="button outline" data-key="decline" disabled={busy} title={words("offer.decline_hint")} onClick={() => desk.decline(ticket)}>
          {words("offer.decline")} <kbd>{KEYS.decline.shown}</kbd>
        </button>
      </footer>
    </section>
  );
}

/** The bar starts full: what an offer lasts is not said, only when it ends. */
function Left({ until }: { until: number }) {
  const { words } = useWords();
  const seconds = Math.max(0, Math.ceil((until - useNow(500)) / 1000));
  return (
    <span class={`left ${seconds <= 10 ? "soon" : ""}`} aria-live="off">
      {words("offer.left", { seconds })}
    </span>
  );
}
