import { duration } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { useWords, wordFor } from "../language";
import { unread, type DeskState } from "../state";

interface Props {
  ticket: Ticket;
  state: DeskState;
  desk: Desk;
  now: number;
  position?: number;
}

const tones = { urgent: "bad", high: "warn", normal: "", low: "" } as const;

export function TicketRow({ ticket, state, desk, now, position }: Props) {
  const { words, locale } = useWords();
  const id = ticket.conversation_id;
  const news = unread(state, id);
  const draft = state.drafts[id];
  const lastHere = state.conversations[id]?.thread.messages.findLast((message) => message.text)?.text;
  return (
    <li>
      <button class="ticket" aria-current={state.selected === id} onClick={() => desk.select(id)}>
        <span class="head">
          <strong>{ticket.customer.name ?? words("customer.visitor")}</strong>
          {news > 0 && (
            <span class="badge" aria-label={words("list.unread", { count: news })}>
              {news}
            </span>
          )}
          <span class="waited">
            {position !== undefined && `${words("list.position", { position })} · `}
            {duration((now - Date.parse(ticket.created_at)) / 1000, locale)}
          </span>
        </span>
        <span class="last">
          {draft ? <em>{words("list.draft")}: </em> : null}
          {draft || lastHere || ticket.last_text || ticket.summary}
        </span>
        <span class="tags">
          {(ticket.priority === "urgent" || ticket.priority === "high") && (
            <span class={`chip ${tones[ticket.priority]}`}>{words(`priority.${ticket.priority}`)}</span>
          )}
          <span class="chip">{words(`queue.${ticket.queue}`)}</span>
          <span class="chip">{ticket.language.toUpperCase()}</span>
          {position !== undefined && ticket.reasons[0] && <span class="why">{wordFor(words, "reason", ticket.reasons[0].code)}</span>}
        </span>
      </button>
    </li>
  );
}
