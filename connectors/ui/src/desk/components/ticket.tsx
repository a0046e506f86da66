import { useNow } from "../../shared/clock";
import { duration } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
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
          <Waited since={ticket.created_at} position={position} />
        </span>
        <LastWords ticket={ticket} state={state} />
        <span class="tags">
          <DueChip ticket={ticket} />
          <Tags ticket={ticket} state={state} />
          {position !== undefined && ticket.reasons[0] && <span class="why">{wordFor(words, "reason", ticket.reasons[0].code)}</span>}
        </span>
      </button>
    </li>
  );
}

function Waited({ since, position }: { since: string; position?: number }) {
  const { words, locale } = useWords();
  const now = useNow(5000);
  return (
    <span class="waited">
      {position !== undefined && `${words("list.position", { position })} · `}
      {duration((now - Date.parse(since)) / 1000, locale)}
    </span>
  );
}

/** What was begun here comes before what was said last. */
function LastWords({ ticket, state }: { ticket: Ticket; state: DeskState }) {
  const { words } = useWords();
  const id = ticket.conversation_id;
  const draft = state.drafts[id];
  const noteDraft = state.noteDrafts[id];
  const lastHere = state.conversations[id]?.thread.messages.findLast((message) => message.text)?.text;
  const kind = draft ? words("list.draft") : noteDraft ? words("list.note_draft") : undefined;
  return (
    <span class="last">
      {kind && <em>{kind}: </em>}
      {draft || noteDraft || lastHere || ticket.last_text || ticket.summary}
    </span>
  );
}

const tones = { urgent: "bad", high: "warn", normal: "", low: "" } as const;

/** What a ticket is, in few words: only what is out of the ordinary is coloured. */
export function Tags({ ticket, state }: { ticket: Ticket; state: DeskState }) {
  const { words } = useWords();
  const { offered_to: asked } = ticket;
  return (
    <>
      {(ticket.priority === "urgent" || ticket.priority === "high") && (
        <span class={`chip ${tones[ticket.priority]}`}>{words(`priority.${ticket.priority}`)}</span>
      )}
      <span class="chip">{words(`queue.${ticket.queue}`)}</span>
      <span class="chip">{ticket.language.toUpperCase()}</span>
      {ticket.poisoned && <span class="chip bad">{words("list.poisoned", { count: ticket.requeued })}</span>}
      {ticket.state === "waiting" && asked && (
        <span class="chip info">{asked.id === state.agent.id ? words("list.offered_me") : words("list.offered", { name: asked.name })}</span>
      )}
      {ticket.labels.map((name) => (
        <span key={name} class="chip label">
          {name}
        </span>
      ))}
    </>
  );
}
