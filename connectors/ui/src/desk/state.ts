import type { Agent, ClientFrame, ServerFrame, ServerFrameOf, Ticket } from "../shared/frames/desk";
import type { ConversationState, Message } from "../shared/frames/message";
import type { Phase } from "../shared/socket";
import { emptyThread, withMessage, withMessages, type Thread } from "../shared/thread";

export type SendFrame = Extract<ClientFrame, { type: "send" }>;
export type Command = Extract<ClientFrame, { type: "claim" | "resolve" | "return" | "release" }>;

export interface Unsent {
  frame: SendFrame;
  text: string;
  refusal?: { code: string; retryAfter?: number };
}

export interface Conversation {
  thread: Thread;
  ticket?: Ticket;
  state?: ConversationState;
  customerTyping: boolean;
  /** The agent has seen everything up to this number. */
  seen: number;
}

export interface Toast {
  id: string;
  /** A refusal's code, `lease_lost`, or `no_connection`. */
  code: string;
  retryAfter?: number;
}

export interface DeskState {
  phase: Phase;
  retryAt?: number;
  agent: Agent;
  waiting: readonly Ticket[];
  mine: readonly Ticket[];
  conversations: Readonly<Record<string, Conversation>>;
  selected?: string;
  unsent: readonly Unsent[];
  drafts: Readonly<Record<string, string>>;
  /** Commands that are not answered yet, by client id. */
  running: Readonly<Record<string, Command>>;
  toasts: readonly Toast[];
}

export type DeskAction =
  | { type: "phase"; phase: Phase; retryAt?: number }
  | { type: "frame"; frame: ServerFrame }
  | { type: "say"; unsent: Unsent }
  | { type: "discard"; clientId: string }
  | { type: "run"; command: Command }
  | { type: "select"; conversationId?: string }
  | { type: "seen"; conversationId: string }
  | { type: "draft"; conversationId: string; text: string }
  | { type: "typing_over"; conversationId: string }
  | { type: "toast"; toast: Toast }
  | { type: "toast_over"; id: string }
  | { type: "status"; status: Agent["status"] };

export function initialState(agent: Agent, drafts: Record<string, string>, unsent: readonly Unsent[]): DeskState {
  return { phase: "idle", agent, waiting: [], mine: [], conversations: {}, unsent, drafts, running: {}, toasts: [] };
}

export function reduce(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case "phase":
      return { ...state, phase: action.phase, retryAt: action.retryAt };
    case "frame":
      return receive(state, action.frame);
    case "say":
      return { ...state, unsent: [...without(state.unsent, action.unsent.frame.client_id), action.unsent] };
    case "discard":
      return { ...state, unsent: without(state.unsent, action.clientId) };
    case "run":
      return { ...state, running: { ...state.running, [action.command.client_id ?? ""]: action.command } };
    case "select":
      return { ...state, selected: action.conversationId };
    case "seen":
      return changed(state, action.conversationId, (one) => ({ ...one, seen: one.thread.messages.at(-1)?.seq ?? 0 }));
    case "draft":
      return { ...state, drafts: { ...state.drafts, [action.conversationId]: action.text } };
    case "typing_over":
      return changed(state, action.conversationId, (one) => ({ ...one, customerTyping: false }));
    case "toast":
      return { ...state, toasts: [...state.toasts, action.toast] };
    case "toast_over":
      return { ...state, toasts: state.toasts.filter((toast) => toast.id !== action.id) };
    case "status":
      return { ...state, agent: { ...state.agent, status: action.status } };
  }
}

function receive(state: DeskState, frame: ServerFrame): DeskState {
  switch (frame.type) {
    case "welcome":
      return { ...state, agent: frame.agent, waiting: frame.waiting, mine: frame.mine, running: {} };
    case "waiting":
      return { ...state, waiting: frame.tickets };
    case "mine":
      return { ...state, mine: frame.tickets };
    case "conversation":
      return opened(state, frame);
    case "message":
      return arrived(state, frame.conversation_id, [frame.message], (thread) => withMessage(thread, frame.message));
    case "messages":
      return arrived(state, frame.conversation_id, frame.messages, (thread) => withMessages(thread, frame.messages, frame.last_seq));
    case "typing":
      return changed(state, frame.conversation_id, (one) => ({ ...one, customerTyping: frame.on }));
    case "ack":
      return acknowledged(state, frame);
    case "refused":
      return refused(state, frame);
    default:
      return state;
  }
}

const unopened: Conversation = { thread: emptyThread, customerTyping: false, seen: 0 };

function changed(state: DeskState, id: string, change: (one: Conversation) => Conversation): DeskState {
  return { ...state, conversations: { ...state.conversations, [id]: change(state.conversations[id] ?? unopened) } };
}

/** What was there before the first opening is not news: it counts as seen. */
function opened(state: DeskState, frame: ServerFrameOf<"conversation">): DeskState {
  const id = frame.ticket.conversation_id;
  const first = state.conversations[id] === undefined;
  const next = changed(state, id, (one) => {
    const thread = withMessages(one.thread, frame.messages, frame.last_seq);
    return { ...one, thread, ticket: frame.ticket, state: frame.state, seen: first ? (thread.messages.at(-1)?.seq ?? 0) : one.seen };
  });
  return settled(next, frame.messages);
}

function arrived(state: DeskState, id: string, messages: readonly Message[], merge: (thread: Thread) => Thread): DeskState {
  const fromCustomer = messages.some((message) => message.sender === "customer");
  const next = changed(state, id, (one) => ({
    ...one,
    thread: merge(one.thread),
    customerTyping: one.customerTyping && !fromCustomer,
  }));
  return settled(next, messages);
}

function settled(state: DeskState, messages: readonly Message[]): DeskState {
  const confirmed = new Set(messages.map((message) => message.client_id));
  return { ...state, unsent: state.unsent.filter((one) => !confirmed.has(one.frame.client_id)) };
}

function acknowledged(state: DeskState, ack: ServerFrameOf<"ack">): DeskState {
  const said = state.unsent.find((one) => one.frame.client_id === ack.client_id);
  const { [ack.client_id]: command, ...running } = state.running;
  const next = { ...state, running, unsent: without(state.unsent, ack.client_id) };
  if (command?.type === "claim" && ack.ticket) return { ...next, selected: ack.ticket.conversation_id };
  const { message_id: id, seq, created_at: createdAt } = ack;
  if (!said || !id || seq === undefined || !createdAt) return next;
  const message: Message = {
    ...{ id, seq, sender: "agent", kind: "text", name: state.agent.name, text: said.text },
    ...{ client_id: ack.client_id, created_at: createdAt },
  };
  return changed(next, said.frame.conversation_id, (one) => ({ ...one, thread: withMessage(one.thread, message) }));
}

/** Refusals that no retry can mend: the chat is somebody else's now, and the text goes back to the draft. */
const lost = ["stale_epoch", "not_owner", "forbidden", "not_found"];

function refused(state: DeskState, frame: ServerFrameOf<"refused">): DeskState {
  const id = frame.client_id ?? "";
  const { [id]: command, ...running } = state.running;
  const said = state.unsent.find((one) => one.frame.client_id === id);
  const told = { ...state, running };
  const toast: Toast = { id: `${frame.code} ${id}`, code: frame.code, retryAfter: frame.retry_after };
  if (said && !lost.includes(frame.code)) {
    const refusal = { code: frame.code, retryAfter: frame.retry_after };
    return { ...told, unsent: state.unsent.map((one) => (one === said ? { ...one, refusal } : one)) };
  }
  const toasts = command || said ? [...state.toasts, toast] : state.toasts;
  if (!said) return { ...told, toasts };
  const { conversation_id: conversation } = said.frame;
  const draft = [said.text, state.drafts[conversation]].filter(Boolean).join("\n");
  return { ...told, toasts, unsent: without(state.unsent, id), drafts: { ...state.drafts, [conversation]: draft } };
}

const without = (unsent: readonly Unsent[], clientId: string): readonly Unsent[] =>
  unsent.filter((one) => one.frame.client_id !== clientId);

/** The ticket of a conversation as the newest list has it. */
export function ticketOf(state: DeskState, conversationId: string | undefined): Ticket | undefined {
  if (!conversationId) return undefined;
  const here = (ticket: Ticket) => ticket.conversation_id === conversationId;
  return state.mine.find(here) ?? state.waiting.find(here) ?? state.conversations[conversationId]?.ticket;
}

export function holds(state: DeskState, conversationId: string | undefined): boolean {
  return state.mine.some((ticket) => ticket.conversation_id === conversationId);
}

/** Messages of the customer's that the agent has not looked at. */
export function unread(state: DeskState, conversationId: string): number {
  const one = state.conversations[conversationId];
  if (!one) return 0;
  return one.thread.messages.filter((message) => message.sender === "customer" && message.seq > one.seen).length;
}
