import type { ServerFrameOf } from "../shared/frames/desk";
import type { Message } from "../shared/frames/message";
import { emptyThread, withMessages, type Thread } from "../shared/thread";
import type { Conversation, DeskState } from "./state";
import { settledBy } from "./unsent";

const unopened: Conversation = { thread: emptyThread, customerTyping: false, seen: 0, notes: [], onlookers: [] };

export function changed(state: DeskState, id: string, change: (one: Conversation) => Conversation): DeskState {
  return { ...state, conversations: { ...state.conversations, [id]: change(state.conversations[id] ?? unopened) } };
}

/** What was there before the first opening is not news: it counts as seen. */
export function opened(state: DeskState, frame: ServerFrameOf<"conversation">): DeskState {
  const id = frame.ticket.conversation_id;
  const first = state.conversations[id]?.state === undefined;
  const next = changed(state, id, (one) => {
    const thread = withMessages(one.thread, frame.messages, frame.last_seq);
    return { ...one, thread, ticket: frame.ticket, state: frame.state, seen: first ? (thread.messages.at(-1)?.seq ?? 0) : one.seen };
  });
  return settledBy(next, frame.messages);
}

export function arrived(state: DeskState, id: string, messages: readonly Message[], merge: (thread: Thread) => Thread): DeskState {
  const fromCustomer = messages.some((message) => message.sender === "customer");
  const next = changed(state, id, (one) => ({
    ...one,
    thread: merge(one.thread),
    customerTyping: one.customerTyping && !fromCustomer,
  }));
  return settledBy(next, messages);
}

/** Conversations that were looked at in this tab and stand in no list now, the latest first. */
export function lookedAt(state: DeskState): string[] {
  const listed = new Set([...state.mine, ...state.waiting].map((ticket) => ticket.conversation_id));
  const others = Object.entries(state.conversations).filter(([id, one]) => one.ticket && !listed.has(id));
  return others.map(([id]) => id).reverse();
}
