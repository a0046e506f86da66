import type { ConversationState, Message, Outreach } from "../shared/frames/message";
import type { ClientFrame, ServerFrame } from "../shared/frames/widget";
import type { Phase } from "../shared/socket";
import { newer } from "../shared/states";
import { emptyThread, withMessage, withMessages, type Thread } from "../shared/thread";
import type { Locale } from "../shared/words";

/** A frame of the customer's that is not acknowledged yet, with what the screen shows of it. */
export interface Pending {
  frame: Extract<ClientFrame, { client_id: string }>;
  /** What the bubble says; none for a form or a rating, which have no bubble. */
  text?: string;
  createdAt: number;
  /** Its place, once it is acknowledged: it waits here until what stands before it is shown. */
  seq?: number;
  refusal?: { code: string; retryAfter?: number; field?: string };
}

export interface WidgetState {
  phase: Phase;
  retryAt?: number;
  open: boolean;
  locale: Locale;
  customer: { verified: boolean; name?: string };
  conversationId?: string;
  /** Shown with what is asked over HTTP about the conversation; the newest welcome's. */
  pass?: string;
  /** The gateway can send letters. */
  letters?: boolean;
  thread: Thread;
  pending: readonly Pending[];
  conversation?: ConversationState;
  typing?: { who: "bot" | "agent"; name?: string };
  /** Something stands in the box below, not sent yet. */
  drafting: boolean;
  /** A contact whose rating the customer waved away, or has given. */
  ratingDismissed?: string;
  /** What was said too fast is said again at this time, in ms since 1970, and what was said since after it. */
  heldUntil?: number;
  /** Rises when somebody else may sit down here: nothing half-written is left to them. */
  people: number;
}

export type WidgetAction =
  | { type: "phase"; phase: Phase; retryAt?: number }
  | { type: "frame"; frame: ServerFrame }
  | { type: "say"; pending: Pending }
  | { type: "discard"; clientId: string }
  | { type: "open"; open: boolean }
  | { type: "locale"; locale: Locale }
  | { type: "typing_over" }
  | { type: "read"; seq: number }
  | { type: "drafting"; on: boolean }
  | { type: "rating_dismissed"; contactId: string }
  | { type: "held"; until?: number }
  | { type: "forget" };

export function initialState(locale: Locale, open: boolean, pending: readonly Pending[] = []): WidgetState {
  return { phase: "idle", open, locale, customer: { verified: false }, thread: emptyThread, pending, drafting: false, people: 0 };
}

export function reduce(state: WidgetState, action: WidgetAction): WidgetState {
  switch (action.type) {
    case "phase":
      return { ...state, phase: action.phase, retryAt: action.retryAt, typing: action.phase === "ready" ? state.typing : undefined };
    case "frame":
      return receive(state, action.frame);
    case "say":
      return { ...state, pending: [...without(state.pending, action.pending.frame.client_id), action.pending] };
    case "discard":
      return { ...state, pending: without(state.pending, action.clientId) };
    case "open":
      return { ...state, open: action.open };
    case "locale":
      return { ...state, locale: action.locale };
    case "typing_over":
      return { ...state, typing: undefined };
    case "read":
      return { ...state, conversation: state.conversation && { ...state.conversation, read_seq: action.seq } };
    case "drafting":
      return { ...state, drafting: action.on };
    case "rating_dismissed":
      return { ...state, ratingDismissed: action.contactId };
    case "held":
      return { ...state, heldUntil: action.until };
    case "forget":
      return { ...initialState(state.locale, state.open), people: state.people + 1 };
  }
}

function receive(state: WidgetState, frame: ServerFrame): WidgetState {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "message":
      return arrived(state, [frame.message], withMessage(state.thread, frame.message));
    case "messages":
      return arrived(state, frame.messages, withMessages(state.thread, frame.messages, frame.last_seq, frame.reset));
    case "ack":
      return acknowledged(state, frame);
    case "refused":
      return refused(state, frame);
    case "state":
      return changed(state, newer(state.conversation, frame.state));
    case "typing":
      return { ...state, typing: frame.on ? { who: frame.who, name: frame.name } : undefined };
    default:
      return state;
  }
}

function changed(state: WidgetState, conversation: ConversationState): WidgetState {
  return { ...state, conversation, locale: conversation.locale, typing: stillTyping(state, conversation.owner) };
}

/** Who no longer owns the conversation no longer types in it. */
function stillTyping(state: WidgetState, owner: ConversationState["owner"]): WidgetState["typing"] {
  return state.typing?.who === owner ? state.typing : undefined;
}

function welcomed(state: WidgetState, frame: Extract<ServerFrame, { type: "welcome" }>): WidgetState {
  const fresh = frame.reset || frame.conversation_id !== state.conversationId;
  const thread = withMessages(fresh ? emptyThread : state.thread, frame.messages, frame.last_seq);
  const known = { ...state, conversationId: frame.conversation_id, pass: frame.pass, letters: frame.letters, customer: frame.customer, conversation: frame.state };
  return arrived(known, frame.messages, thread);
}

/** Messages that are shown settle the pending ones they confirm; new ones end the typing of whoever sent them. */
function arrived(state: WidgetState, messages: readonly Message[], thread: Thread): WidgetState {
  const confirmed = new Set(thread.messages.map((message) => message.client_id));
  const pending = state.pending.filter((one) => !confirmed.has(one.frame.client_id) && (one.seq ?? Infinity) > thread.lastSeq);
  const used = state.pending.filter((one) => confirmed.has(one.frame.client_id)).reduce(withUsed, thread);
  const stopped = messages.some((message) => message.sender === state.typing?.who);
  return { ...state, thread: used, pending, typing: stopped ? undefined : state.typing };
}

function acknowledged(state: WidgetState, ack: Extract<ServerFrame, { type: "ack" }>): WidgetState {
  const said = state.pending.find((one) => one.frame.client_id === ack.client_id);
  const pending = without(state.pending, ack.client_id);
  const { message_id: id, seq, created_at: createdAt } = ack;
  const shown = said?.frame.type === "send" || said?.frame.type === "press" || said?.frame.type === "outreach";
  if (said?.frame.type === "outreach") state = withoutOutreach(state, said.frame.outreach_id);
  if (!said || !shown || !id || seq === undefined || !createdAt) return { ...state, pending };
  const kind = said.frame.type === "send" ? "text" : "press";
  const message: Message = { id, seq, sender: "customer", kind, text: said.text, client_id: ack.client_id, created_at: createdAt };
  const placed = state.pending.map((one) => (one === said ? { ...said, seq } : one));
  return arrived({ ...state, pending: placed }, [], withMessage(withUsed(state.thread, said), message));
}

/** What was answered is not shown until the gateway's next word of it. */
function withoutOutreach(state: WidgetState, id: string): WidgetState {
  const { conversation } = state;
  return conversation?.outreach?.id === id ? { ...state, conversation: { ...conversation, outreach: undefined } } : state;
}

/** The button whose press was confirmed shows it, as it will after a reload. */
function withUsed(thread: Thread, { frame }: Pending): Thread {
  const asked = frame.type === "press" && thread.messages.find((message) => message.id === frame.message_id);
  if (!asked) return thread;
  const buttons = asked.buttons?.map((button) => (button.id === frame.button_id ? { ...button, used: true } : button));
  return withMessage(thread, { ...asked, buttons });
}

function refused(state: WidgetState, frame: Extract<ServerFrame, { type: "refused" }>): WidgetState {
  const refusal = { code: frame.code, retryAfter: frame.retry_after, field: frame.field };
  const pending = state.pending.map((one) => (one.frame.client_id === frame.client_id ? { ...one, refusal } : one));
  return { ...state, pending };
}

const without = (pending: readonly Pending[], clientId: string): readonly Pending[] =>
  pending.filter((one) => one.frame.client_id !== clientId);

/** Messages of the shop's side that the customer has not seen. */
export function unread(state: WidgetState): number {
  const read = state.conversation?.read_seq ?? 0;
  return state.thread.messages.filter((message) => message.seq > read && (message.sender === "bot" || message.sender === "agent")).length;
}

/** What is to be heard of and is not answered here yet; a question for a rating goes first. */
export function outreachOf({ conversation, pending, ratingDismissed }: WidgetState): Outreach | undefined {
  const { outreach, rating } = conversation ?? {};
  if (rating && rating.score === undefined && rating.contact_id !== ratingDismissed) return undefined;
  const answered = pending.some(({ frame, refusal }) => frame.type === "outreach" && frame.outreach_id === outreach?.id && !refusal);
  return answered ? undefined : outreach;
}

/** Of it, how much was on no screen yet. */
export const unheard = (state: WidgetState): number => (outreachOf(state)?.shown === false ? 1 : 0);

/** A contact is over. Before the first message nothing is open either, but then nothing has ended. */
export function ended(state: WidgetState): boolean {
  return state.conversation?.owner === "closed" && state.thread.messages.length > 0;
}

/** True while a press of a button of this message waits for its answer. */
export function pressing(state: WidgetState, messageId: string): boolean {
  return state.pending.some((one) => one.frame.type === "press" && one.frame.message_id === messageId && !one.refusal);
}

const forms = ["verify_order", "address", "leave_email"];

/** What became of a form: sent, or refused so many times and open again. The thread tells, so a reload shows the same. */
export function formFate(state: WidgetState, messageId: string): { submitted: boolean; refusals: number } {
  const { messages } = state.thread;
  const at = messages.findIndex((message) => message.id === messageId);
  const after = messages.slice(at + 1);
  const next = after.findIndex((message) => message.card && forms.includes(message.card.kind));
  const signs = (next < 0 ? after : after.slice(0, next)).filter(({ kind, code }) => kind === "submit" || code === "ownership_refused");
  return { submitted: signs.at(-1)?.kind === "submit", refusals: signs.filter(({ kind }) => kind !== "submit").length };
}
