import type { Agent, ClientFrame, Counts, Note, Offer, Onlooker, ServerFrame, Ticket } from "../shared/frames/desk";
import type { ConversationState } from "../shared/frames/message";
import type { Phase } from "../shared/socket";
import type { Thread } from "../shared/thread";
import { changed, unheard } from "./conversations";
import { hear } from "./hearing";
import { close, fit, noPanes, show, type Panes } from "./panes";
import { withoutUnsent } from "./unsent";

export type SendFrame = Extract<ClientFrame, { type: "send" }>;
export type NoteFrame = Extract<ClientFrame, { type: "note" }>;
/** What an agent wrote: it is delivered, whatever happens to the line. */
export type Said = SendFrame | NoteFrame;
/** What an agent does: for now or not at all. */
export type Command = Extract<
  ClientFrame,
  { type: "claim" | "resolve" | "return" | "release" | "accept" | "decline" | "transfer" | "assign" | "reopen" | "priority" | "labels" }
>;

export interface Unsent {
  frame: Said;
  text: string;
  /** Its place, once it is acknowledged: it waits here until what stands before it is shown. */
  seq?: number;
  refusal?: { code: string; retryAfter?: number };
}

export interface Conversation {
  thread: Thread;
  ticket?: Ticket;
  state?: ConversationState;
  customerTyping: boolean;
  /** The agent has seen everything up to this number. */
  seen: number;
  notes: readonly Note[];
  /** How often more became known of its customer. */
  cardChanges: number;
  onlookers: readonly Onlooker[];
}

export interface Toast {
  id: string;
  /** A refusal's code, an alert's with `alert_` before it, `lease_lost`, or `no_connection`. */
  code: string;
  retryAfter?: number;
  /** What the toast is about, and leads to. */
  ticketId?: string;
  conversationId?: string;
  params?: Readonly<Record<string, unknown>>;
}

export interface DeskState {
  phase: Phase;
  retryAt?: number;
  agent: Agent;
  waiting: readonly Ticket[];
  mine: readonly Ticket[];
  offers: readonly Offer[];
  counts?: Counts;
  conversations: Readonly<Record<string, Conversation>>;
  /** How many chats may stand side by side. */
  columns: number;
  panes: Panes;
  /** The conversation that is worked in. */
  selected?: string;
  /** Rises whenever somebody turned to a chat on purpose: its first field is to be focused. */
  turned: number;
  unsent: readonly Unsent[];
  drafts: Readonly<Record<string, string>>;
  noteDrafts: Readonly<Record<string, string>>;
  /** Why a text went back to the draft, by conversation. */
  refusedDrafts: Readonly<Record<string, string>>;
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
  | { type: "focus"; conversationId: string }
  | { type: "close"; conversationId: string }
  | { type: "columns"; columns: number }
  | { type: "seen"; conversationId: string }
  | { type: "draft"; conversationId: string; text: string }
  | { type: "note_draft"; conversationId: string; text: string }
  | { type: "typing_over"; conversationId: string }
  | { type: "toast"; toast: Toast }
  | { type: "toast_over"; id: string }
  | { type: "status"; status: Agent["status"] };

/** What outlives a reload. */
export interface Kept {
  drafts: Record<string, string>;
  noteDrafts: Record<string, string>;
  refusedDrafts: Record<string, string>;
  panes: Panes;
}
export const nothingKept: Kept = { drafts: {}, noteDrafts: {}, refusedDrafts: {}, panes: noPanes };

export function initialState(agent: Agent, kept: Kept, unsent: readonly Unsent[]): DeskState {
  return {
    ...{ phase: "idle", agent, waiting: [], mine: [], offers: [], conversations: {}, columns: 1, turned: 0 },
    ...{ panes: kept.panes, selected: kept.panes.selected, drafts: kept.drafts, noteDrafts: kept.noteDrafts },
    ...{ refusedDrafts: kept.refusedDrafts, unsent, running: {}, toasts: [] },
  };
}

export function reduce(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case "phase":
      return { ...(action.phase === "ready" ? state : unheard(state)), phase: action.phase, retryAt: action.retryAt };
    case "frame":
      return hear(state, action.frame);
    case "say":
      return { ...state, unsent: [...withoutUnsent(state.unsent, action.unsent.frame.client_id), action.unsent] };
    case "discard":
      return { ...state, unsent: withoutUnsent(state.unsent, action.clientId) };
    case "run":
      return { ...state, running: { ...state.running, [action.command.client_id]: action.command } };
    case "select":
      return turnTo(state, action.conversationId);
    case "focus":
      return state.selected === action.conversationId ? state : withPanes(state, { ...state.panes, selected: action.conversationId });
    case "close":
      return withPanes(state, close(state.panes, action.conversationId));
    case "columns":
      return withPanes({ ...state, columns: action.columns }, fit(state.panes, action.columns));
    case "seen":
      return changed(state, action.conversationId, (one) => ({ ...one, seen: one.thread.messages.at(-1)?.seq ?? 0 }));
    case "draft":
      return drafted(state, action.conversationId, action.text);
    case "note_draft":
      return { ...state, noteDrafts: { ...state.noteDrafts, [action.conversationId]: action.text } };
    case "typing_over":
      return changed(state, action.conversationId, (one) => ({ ...one, customerTyping: false }));
    case "toast":
      return { ...state, toasts: [...state.toasts.filter((one) => one.id !== action.toast.id), action.toast] };
    case "toast_over":
      return { ...state, toasts: state.toasts.filter((toast) => toast.id !== action.id) };
    case "status":
      return { ...state, agent: { ...state.agent, status: action.status } };
  }
}

const withPanes = (state: DeskState, panes: Panes): DeskState => ({ ...state, panes, selected: panes.selected });

/** On purpose, to one chat, or to none. */
export function turnTo(state: DeskState, conversationId: string | undefined): DeskState {
  const panes = conversationId ? show(state.panes, conversationId, state.columns) : noPanes;
  return { ...withPanes(state, panes), turned: state.turned + 1 };
}

/** With the last letter of a text goes the reason why it came back. */
function drafted(state: DeskState, id: string, text: string): DeskState {
  const drafts = { ...state.drafts, [id]: text };
  if (text || !(id in state.refusedDrafts)) return { ...state, drafts };
  const { [id]: _, ...refusedDrafts } = state.refusedDrafts;
  return { ...state, drafts, refusedDrafts };
}

/** The ticket of a conversation as the newest list has it, or as it was when it stood in none any more. */
export function ticketOf(state: DeskState, conversationId: string | undefined): Ticket | undefined {
  if (!conversationId) return undefined;
  return listed(state, conversationId) ?? state.conversations[conversationId]?.ticket;
}

/** What stands in a list is there for this agent to read. */
export function listed(state: DeskState, conversationId: string): Ticket | undefined {
  const here = (ticket: Ticket) => ticket.conversation_id === conversationId;
  return state.mine.find(here) ?? state.waiting.find(here) ?? state.offers.find((offer) => here(offer.ticket))?.ticket;
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

/** Is a command about this ticket on its way? */
export function isBusy(state: DeskState, ticketId: string): boolean {
  return Object.values(state.running).some((command) => "ticket_id" in command && command.ticket_id === ticketId);
}
