import type { ServerFrameOf } from "../shared/frames/desk";
import type { Message } from "../shared/frames/message";
import { newer } from "../shared/states";
import { emptyThread, withMessages, type Thread } from "../shared/thread";
import type { Conversation, DeskState } from "./state";
import { settledBy } from "./unsent";

const unopened: Conversation = { thread: emptyThread, customerTyping: false, seen: 0, notes: [], cardChanges: 0, onlookers: [] };

export function changed(state: DeskState, id: string, change: (one: Conversation) => Conversation): DeskState {
  return { ...state, conversations: { ...state.conversations, [id]: change(state.conversations[id] ?? unopened) } };
}

/** What was there before the first opening is not news: it counts as seen. */
export function opened(state: DeskState, frame: ServerFrameOf<"conversation">): DeskState {
  const id = frame.ticket.conversation_id;
  const { [id]: known, ...others } = state.conversations;
  const first = known?.state === undefined;
  const latest = { ...state, conversations: { ...others, [id]: known ?? unopened } };
  const next = changed(latest, id, (one) => {
    const thread = withMessages(one.thread, frame.messages, frame.last_seq, frame.reset);
    return { ...one, thread, ticket: frame.ticket, state: newer(one.state, frame.state), seen: first ? (thread.messages.at(-1)?.seq ?? 0) : one.seen };
  });
  return forgotten(settledBy(next, id));
}

export function arrived(state: DeskState, id: string, messages: readonly Message[], merge: (thread: Thread) => Thread): DeskState {
  const fromCustomer = messages.some((message) => message.sender === "customer");
  const next = changed(state, id, (one) => ({
    ...one,
    thread: merge(one.thread),
    customerTyping: one.customerTyping && !fromCustomer,
  }));
  return settledBy(next, id);
}

/** The gateway tells of so many conversations that are looked into without being the agent's own. */
const MOST_LOOKED_INTO = 8;

/** They were opened in this tab and are not the agent's own, the one opened longest ago first. */
export function lookedInto(state: DeskState): string[] {
  const mine = new Set(state.mine.map((ticket) => ticket.conversation_id));
  return Object.entries(state.conversations).flatMap(([id, one]) => (one.ticket && !mine.has(id) ? [id] : []));
}

/** Without those that nobody tells of any more: what was heard of them would be taken for the newest word. */
export function forgotten(state: DeskState): DeskState {
  const spare = lookedInto(state).filter((id) => !state.panes.shown.includes(id));
  const told = new Set([...lookedInto(state), ...state.mine.map((ticket) => ticket.conversation_id)]);
  for (const id of spare.slice(0, Math.max(0, spare.length + state.panes.shown.length - MOST_LOOKED_INTO))) told.delete(id);
  const kept = Object.entries(state.conversations).filter(([id]) => told.has(id));
  return { ...state, conversations: Object.fromEntries(kept) };
}

/** Nobody tells of anybody else while the line is down; whoever is there says so again. */
export function unheard(state: DeskState): DeskState {
  const quiet = Object.entries(state.conversations).map(([id, one]) => [id, { ...one, customerTyping: false, onlookers: [] }]);
  return { ...state, conversations: Object.fromEntries(quiet) };
}

/** Conversations that were looked at in this tab and stand in no list now, the latest first. */
export function lookedAt(state: DeskState): string[] {
  const listed = new Set([...state.mine, ...state.waiting].map((ticket) => ticket.conversation_id));
  const others = Object.entries(state.conversations).filter(([id, one]) => one.ticket && !listed.has(id));
  return others.map(([id]) => id).reverse();
}
