import { useNow } from "../../shared/clock";
import { duration } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { Message } from "../../shared/frames/message";
import type { Desk } from "../desk";
import { useWords, wordFor } from "../language";
import { unread, type DeskState } from "../state";
import { DueChip } from "./clock";
import { Still } from "./still";

interface Props {
  ticket: Ticket;
  state: DeskState;
  desk: Desk;
  position?: number;
}

/** What a row shows beside the ticket itself. */
interface Facts {
  ticket: Ticket;
  me: string;
  position?: number;
  unread: number;
  selected: boolean;
  open: boolean;
  draft?: string;
  noteDraft?: string;
  last?: string;
}

export function TicketRow({ ticket, state, desk, position }: Props) {
  const { words } = useWords();
  const id = ticket.conversation_id;
  const facts: Facts = {
    ...{ ticket, position, me: state.agent.id, unread: unread(state, id), draft: state.drafts[id], noteDraft: state.noteDrafts[id] },
    ...{ selected: state.selected === id, open: state.panes.shown.includes(id) },
    last: saidIn(state.conversations[id]?.thread.messages.findLast(saidByPeople)),
  };
  return (
    <li>
      <Still of={[...Object.values(facts), words]}>{() => <Row {...facts} onPress={() => desk.select(id)} />}</Still>
    </li>
  );
}

const saidByPeople = ({ sender, text, file }: Message): boolean => Boolean(text ?? file) && (sender === "customer" || sender === "agent");

function Row({ onPress, ...facts }: Facts & { onPress(): void }) {
  const { words } = useWords();
  const { ticket } = facts;
  return (
    <button type="button" class={facts.open ? "ticket open" : "ticket"} aria-current={facts.selected ? "true" : undefined} onClick={onPress}>
      <span class="head">
        <strong>{ticket.customer.name ?? words("customer.visitor")}</strong>
        {facts.unread > 0 && (
          <span class="badge" aria-label={words("list.unread", { count: facts.unread })}>
            {facts.unread}
          </span>
        )}
        <Waited {...facts} />
      </span>
      <LastWords {...facts} />
      <span class="tags">
        <DueChip ticket={ticket} />
        <Tags ticket={ticket} />
      </span>
    </button>
  );
}

/** A file says its name. */
const saidIn = (message: Message | undefined): string | undefined => message?.text ?? message?.file?.name;

/** What was begun here comes before what was said last; of those who wait it is also told why. */
function LastWords({ ticket, position, draft, noteDraft, last }: Facts) {
  const { words } = useWords();
  const kind = draft ? words("list.draft") : noteDraft ? words("list.note_draft") : undefined;
  const reason = position !== undefined ? ticket.reasons[0] : undefined;
  return (
    <span class="last">
      {kind && <em>{kind}: </em>}
      {reason && <strong>{wordFor(words, "reason", reason.code)} · </strong>}
      {draft || noteDraft || last || ticket.last_text || ticket.summary}
    </span>
  );
}

/** How long it is there; of those who wait also their place, or whom they are offered to. */
function Waited({ ticket, me, position }: Facts) {
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
