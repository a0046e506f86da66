import type { ServerFrameOf, Ticket } from "../shared/frames/desk";
import type { Message } from "../shared/frames/message";
import { emptyThread, withMessage } from "../shared/thread";
import { changed } from "./conversations";
import { turnTo, type DeskState, type Said, type Toast, type Unsent } from "./state";

export const withoutUnsent = (unsent: readonly Unsent[], clientId: string): readonly Unsent[] =>
  unsent.filter((one) => one.frame.client_id !== clientId);

/** A message that is shown was sent. */
export function settledBy(state: DeskState, conversationId: string): DeskState {
  const thread = state.conversations[conversationId]?.thread ?? emptyThread;
  const confirmed = new Set(thread.messages.map((message) => message.client_id));
  const shown = ({ frame, seq }: Unsent) =>
    confirmed.has(frame.client_id) || (frame.conversation_id === conversationId && (seq ?? Infinity) <= thread.lastSeq);
  return state.unsent.some(shown) ? { ...state, unsent: state.unsent.filter((one) => !shown(one)) } : state;
}

/** Commands that end with the chat on the screen. */
const taking: readonly string[] = ["claim", "accept", "reopen"];

export function acknowledged(state: DeskState, ack: ServerFrameOf<"ack">): DeskState {
  const said = state.unsent.find((one) => one.frame.client_id === ack.client_id);
  const { [ack.client_id]: command, ...running } = state.running;
  if (said?.frame.type === "send") return sent({ ...state, running }, said, ack);
  const next = { ...state, running, unsent: withoutUnsent(state.unsent, ack.client_id) };
  if (command && ack.ticket && taking.includes(command.type)) return taken(next, ack.ticket);
  return said && ack.note ? noted(next, said, ack.note) : next;
}

/** It is the agent's from this moment; the lists say so a little later. */
function taken(state: DeskState, ticket: Ticket): DeskState {
  const others = (tickets: readonly Ticket[]) => tickets.filter((one) => one.id !== ticket.id);
  const lists = { mine: [...others(state.mine), ticket], waiting: others(state.waiting) };
  const offers = state.offers.filter((offer) => offer.ticket.id !== ticket.id);
  return turnTo({ ...state, ...lists, offers }, ticket.conversation_id);
}

/** It stays below the chat until it can stand in its place. */
function sent(state: DeskState, said: Unsent, ack: ServerFrameOf<"ack">): DeskState {
  const { message_id: id, seq, created_at: createdAt } = ack;
  if (!id || seq === undefined || !createdAt) return { ...state, unsent: withoutUnsent(state.unsent, ack.client_id) };
  const message: Message = {
    ...{ id, seq, sender: "agent", kind: "text", name: state.agent.name, text: said.text },
    ...{ client_id: ack.client_id, created_at: createdAt },
  };
  const next = changed(state, said.frame.conversation_id, (one) => ({ ...one, thread: withMessage(one.thread, message) }));
  const unsent = state.unsent.map((one) => (one === said ? { ...said, seq } : one));
  return settledBy({ ...next, unsent }, said.frame.conversation_id);
}

function noted(state: DeskState, said: Unsent, note: NonNullable<ServerFrameOf<"ack">["note"]>): DeskState {
  const others = (id: string) => (state.conversations[id]?.notes ?? []).filter((known) => known.id !== note.id);
  return changed(state, said.frame.conversation_id, (one) => ({ ...one, notes: [...others(said.frame.conversation_id), note] }));
}

/** Refusals that no retry can mend: the chat is somebody else's now, and the text goes back to the draft. */
const lost = ["stale_epoch", "not_owner", "forbidden", "not_found"];

export function refused(state: DeskState, frame: ServerFrameOf<"refused">): DeskState {
  const id = frame.client_id ?? "";
  const { [id]: command, ...running } = state.running;
  const said = state.unsent.find((one) => one.frame.client_id === id);
  const told = { ...state, running };
  const refusal = { code: frame.code, retryAfter: frame.retry_after };
  if (said && !lost.includes(frame.code)) {
    return { ...told, unsent: state.unsent.map((one) => (one === said ? { ...one, refusal } : one)) };
  }
  if (said) return backToDraft(told, said, frame.code);
  if (!command) return told;
  const toast: Toast = { id: `${frame.code} ${id}`, ...refusal, code: toldOf(command.type, frame.code) };
  return { ...told, toasts: [...state.toasts, toast] };
}

/** The refusal of a command in its own words where it has some: `claim` and `accept` differ from `transfer`. */
const toldOf = (command: string, code: string): string => (taking.includes(command) ? code : `${command}_${code}`);

function backToDraft(state: DeskState, { frame, text }: { frame: Said; text: string }, code: string): DeskState {
  const { conversation_id: id } = frame;
  const field = frame.type === "note" ? "noteDrafts" : "drafts";
  const draft = [text, state[field][id]].filter(Boolean).join("\n");
  return {
    ...state,
    unsent: withoutUnsent(state.unsent, frame.client_id),
    [field]: { ...state[field], [id]: draft },
    refusedDrafts: { ...state.refusedDrafts, [id]: code },
    toasts: [...state.toasts, { id: `${code} ${frame.client_id}`, code, conversationId: id }],
  };
}
