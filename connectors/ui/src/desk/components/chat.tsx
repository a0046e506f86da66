import { useEffect, useRef } from "preact/hooks";
import { BackIcon, InboxIcon, InfoIcon } from "../../shared/icons";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { useWords } from "../language";
import { holds, ticketOf, type DeskState } from "../state";
import { Reply } from "./reply";
import { Transcript } from "./transcript";

interface ChatProps {
  state: DeskState;
  desk: Desk;
  /** On a phone the facts about the chat are shown on demand. */
  info: boolean;
  onInfo(): void;
}

/** Middle: the conversation that is selected, and what may be done with it. */
export function Chat({ state, desk, info, onInfo }: ChatProps) {
  const { words } = useWords();
  const ticket = ticketOf(state, state.selected);
  if (!state.selected || !ticket) return <Nothing waiting={state.waiting.length > 0} />;
  const mine = holds(state, state.selected);
  return (
    <main class="chat" aria-label={words("chat.label")}>
      <Head key={ticket.id} ticket={ticket} mine={mine} desk={desk} state={state} info={info} onInfo={onInfo} />
      <Transcript key={state.selected} conversationId={state.selected} state={state} desk={desk} />
      {mine ? <Reply key={state.selected} ticket={ticket} state={state} desk={desk} /> : <NotMine ticket={ticket} state={state} desk={desk} />}
    </main>
  );
}

function Head({ ticket, mine, state, desk, info, onInfo }: ChatProps & { ticket: Ticket; mine: boolean }) {
  const { words } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const busy = Object.values(state.running).some((command) => "ticket_id" in command && command.ticket_id === ticket.id);
  useEffect(() => {
    if (!mine) heading.current?.focus();
  }, []);
  return (
    <header class="chat-head">
      <button class="quiet back" onClick={() => desk.select(undefined)}>
        <BackIcon /> {words("chat.back")}
      </button>
      <div class="whose">
        <h2 ref={heading} tabIndex={-1}>
          {ticket.customer.name ?? words("customer.visitor")}
        </h2>
        <p>
          #{ticket.number} · {words(`queue.${ticket.queue}`)} ·{" "}
          {words(ticket.customer.verified ? "customer.verified" : "customer.unverified")}
        </p>
      </div>
      <button class="quiet info" aria-expanded={info} onClick={onInfo}>
        <InfoIcon /> {words("chat.info")}
      </button>
      {mine && (
        <div class="actions">
          {(["release", "return"] as const).map((action) => (
            <button key={action} class="button outline" disabled={busy} title={words(`action.${action}_hint`)} onClick={() => desk.finish(action, ticket)}>
              {words(`action.${action}`)}
            </button>
          ))}
          <button class="button strong" disabled={busy} title={words("action.resolve_hint")} onClick={() => desk.resolve(ticket)}>
            {words("action.resolve")}
          </button>
        </div>
      )}
    </header>
  );
}

function NotMine({ ticket, state, desk }: { ticket: Ticket; state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const waiting = state.waiting.some((one) => one.id === ticket.id);
  const draft = state.drafts[ticket.conversation_id];
  const busy = Object.values(state.running).some((command) => command.type === "claim");
  const elsewhere = ticket.state === "assigned" && ticket.agent && ticket.agent.id !== state.agent.id;
  return (
    <footer class="not-mine">
      {draft && (
        <p class="kept">
          <em>{words("list.draft")}</em> {draft}
        </p>
      )}
      {waiting ? (
        <>
          <p>{words("chat.claim_hint")}</p>
          <button class="button strong" disabled={busy} onClick={() => desk.claim(ticket)}>
            {words("chat.claim")}
          </button>
        </>
      ) : (
        <p>{elsewhere ? words("chat.with", { name: ticket.agent!.name }) : words("chat.over")}</p>
      )}
    </footer>
  );
}

function Nothing({ waiting }: { waiting: boolean }) {
  const { words } = useWords();
  return (
    <main class="chat nothing">
      <InboxIcon />
      <h2>{words(waiting ? "chat.pick_title" : "chat.none_title")}</h2>
      <p>{words(waiting ? "chat.pick_text" : "chat.pick_none")}</p>
    </main>
  );
}
