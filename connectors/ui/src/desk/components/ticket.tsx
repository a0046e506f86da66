import { useNow } from "../../shared/clock";
import { duration } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { Message } from "../../shared/frames/message";
import type { Desk } from "../desk";
import { useWords, wordFor } from "../language";
import { unread, type DeskState } from "../state";
import { DueChip } from "./clock";

interface Props {
  ticket: Ticket;
  state: DeskState;
  desk: Desk;
  position?: number;
}

export function TicketRow({ ticket, state, desk, position }: Props) {
  const { words } = useWords();
  const id = ticket.conversation_id;
  const news = unread(state, id);
  const shown = state.selected === id ? "true" : undefined;
  return (
    <li>
      <button type="button" class={state.panes.shown.includes(id) ? "ticket open" : "ticket"} aria-current={shown} onClick={() => desk.select(id)}>
        <span class="head">
          <strong>{ticket.customer.name ?? words("customer.visitor")}</strong>
          {news > 0 && (
            <span class="badge" aria-label={words("list.unread", { count: news })}>
              {news}
            </span>
          )}
          <Waited ticket={ticket} me={state.agent.id} position={position} />
        </span>
        <LastWords ticket={ticket} state={state} waits={position !== undefined} />
        <span class="tags">
          <DueChip ticket={ticket} />
          <Tags ticket={ticket} />
        </span>
      </button>
    </li>
  );
}

const saidByPeople = ({ sender, text }: Message): boolean => Boolean(text) && (sender === "customer" || sender === "agent");

/** How long it is there; of those who wait also their place, or whom they are offered to. */
function Waited({ ticket, me, position }: { ticket: Ticket; me: string; position?: number }) {
  const { words, locale } = useWords();
  const now = useNow(5000);
  const asked = position === undefined ? undefined : ticket.offered_to;
  const offered = asked && (asked.id === me ? words("list.offered_me") : words("list.offered", { name: asked.name }));
  const place = position !== undefined && words("list.position", { position });
  return (
    <span class={offered ? "waited offered-to" : "waited"}>
      {[offered || place, duration((now - Date.parse(ticket.created_at)) / 1000, locale)].filter(Boolean).join(" · ")}
    </span>
  );
}

/** What was begun here comes before what was said last; of those who wait it is also told why. */
function LastWords({ ticket, state, waits }: { ticket: Ticket; state: DeskState; waits: boolean }) {
  const { words } = useWords();
  const id = ticket.conversation_id;
  const draft = state.drafts[id];
  const noteDraft = state.noteDrafts[id];
  const lastHere = state.conversations[id]?.thread.messages.findLast(saidByPeople)?.text;
  const reason = waits ? ticket.reasons[0] : undefined;
  const kind = draft ? words("list.draft") : noteDraft ? words("list.note_draft") : undefined;
  return (
    <span class="last">
      {kind && <em>{kind}: </em>}
      {reason && <strong>{wordFor(words, "reason", reason.code)} · </strong>}
      {draft || noteDraft || lastHere || ticket.last_text || ticket.summary}
    </span>
  );
}

const tones = { urgent: "bad", high: "warn", normal: "", low: "" } as const;

/** What a ticket is, in few words: only what is out of the ordinary is coloured. */
export function Tags({ ticket }: { ticket: Ticket }) {
  const { words } = useWords();
  return (
    <>
      {(ticket.priority === "urgent" || ticket.priority === "high") && (
        <span class={`chip ${tones[ticket.priority]}`}>{words(`priority.${ticket.priority}`)}</span>
      )}
      <span class="chip">{words(`queue.${ticket.queue}`)}</span>
      <span class="chip">{ticket.language.toUpperCase()}</span>
      {ticket.poisoned && <span class="chip bad">{words("list.poisoned", { count: ticket.requeued })}</span>}
      {ticket.labels.map((name) => (
        <span key={name} class="chip label">
          {name}
        </span>
      ))}
    </>
  );
}
