import { anything, decimal, flag, list, literal, moment, object, optional, record, tagged, text, whole, type Infer } from "../shape";
import { conversationState, message } from "./message";

const status = literal("online", "away");

export const agent = object({
  id: text,
  name: text,
  email: text,
  roles: list(literal("agent", "supervisor", "ops", "admin")),
  languages: list(text),
  skills: list(text),
  capacity: whole,
  status,
});
export type Agent = Infer<typeof agent>;

/** A promise to the customer: while it does not run, `due` is what it was when it last ran. */
export const slaClock = object({
  state: literal("running", "paused", "met", "warning", "breached"),
  due: moment,
  met_at: optional(moment),
});
export type SlaClock = Infer<typeof slaClock>;

export const ticket = object({
  id: text,
  number: whole,
  conversation_id: text,
  contact_id: optional(text),
  queue: literal("billing", "orders", "onboarding", "technical", "complaints", "general"),
  priority: literal("urgent", "high", "normal", "low"),
  state: literal("waiting", "assigned", "resolved", "returned", "abandoned"),
  agent: optional(object({ id: text, name: text })),
  epoch: whole,
  respond_by: optional(moment),
  clocks: optional(object({ first: optional(slaClock), next: optional(slaClock), full: optional(slaClock) })),
  created_at: moment,
  assigned_at: optional(moment),
  first_reply_at: optional(moment),
  reasons: list(object({ code: text, params: optional(record(anything)) })),
  summary: optional(text),
  topic: optional(text),
  language: text,
  emotion: optional(object({ label: text, negative: decimal })),
  facts: optional(record(anything)),
  customer: object({ id: optional(text), verified: flag, name: optional(text), tier: optional(text) }),
  last_text: optional(text),
});
export type Ticket = Infer<typeof ticket>;

const assigned = { client_id: text, ticket_id: text, epoch: whole };

/** What the desk says on its socket. */
export const clientFrame = tagged("type", {
  hello: { ticket: text, cursors: record(whole) },
  status: { status },
  claim: { client_id: text, ticket_id: optional(text) },
  send: { client_id: text, conversation_id: text, epoch: whole, text },
  resolve: assigned,
  return: assigned,
  release: assigned,
  typing: { conversation_id: text, on: flag },
  open: { conversation_id: text, after_seq: whole },
  fetch: { conversation_id: text, after_seq: whole },
});
export type ClientFrame = Infer<typeof clientFrame>;

/** What the gateway says on the desk's socket. */
export const serverFrame = tagged("type", {
  welcome: { agent, waiting: list(ticket), mine: list(ticket), counts: optional(anything) },
  waiting: { tickets: list(ticket) },
  mine: { tickets: list(ticket) },
  conversation: { ticket, messages: list(message), last_seq: whole, state: conversationState },
  message: { conversation_id: text, message },
  messages: { conversation_id: text, messages: list(message), last_seq: whole },
  ack: {
    client_id: text,
    message_id: optional(text),
    seq: optional(whole),
    created_at: optional(moment),
    ticket: optional(ticket),
  },
  refused: { client_id: optional(text), code: text, message: optional(text), retry_after: optional(decimal) },
  typing: { conversation_id: text, on: flag },
  lease_lost: { ticket_id: text },
});
export type ServerFrame = Infer<typeof serverFrame>;
export type ServerFrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;
