import { anything, decimal, flag, list, literal, moment, object, optional, record, tagged, text, whole, type Infer } from "../shape";
import { conversationState, message } from "./message";

const status = literal("online", "busy", "away");
const queue = literal("billing", "orders", "onboarding", "technical", "complaints", "general");
const priority = literal("urgent", "high", "normal", "low");
const person = object({ id: text, name: text });

/** How a matter ended, as the agent who resolves it says. */
export const resolutionCodes = ["solved", "informed", "refunded", "replaced", "passed_on", "no_answer", "duplicate", "spam", "other"] as const;
const resolutionCode = literal(...resolutionCodes);
export type ResolutionCode = Infer<typeof resolutionCode>;

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
  queue,
  priority,
  labels: list(text),
  /** How often it went back to the queue. */
  requeued: whole,
  /** It went back so often that a supervisor was called. */
  poisoned: flag,
  /** Who is asked to take it just now: nobody else may, except by a supervisor's word. */
  offered_to: optional(person),
  resolution_code: optional(resolutionCode),
  /** As the agent who resolved it judged. */
  first_contact_solved: optional(flag),
  ended_at: optional(moment),
  state: literal("waiting", "assigned", "resolved", "returned", "abandoned"),
  agent: optional(person),
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

/** A ticket that this agent is asked to take, until a moment. */
export const offer = object({ ticket, until: moment });
export type Offer = Infer<typeof offer>;

/** Agents only: it has no number of its own among the messages, but stands after one. */
export const note = object({ id: text, agent: person, text, after_seq: whole, created_at: moment });
export type Note = Infer<typeof note>;

const waitingCount = object({ waiting: whole, oldest_due: optional(moment), breached: whole });

const counted = { queues: record(waitingCount), agents: object({ online: whole, busy: whole, away: whole }) };
export const counts = object(counted);
export type Counts = Infer<typeof counts>;

/** Another agent who has the conversation on the screen. */
export const onlooker = object({ id: text, name: text, writing: flag });
export type Onlooker = Infer<typeof onlooker>;

const named = { client_id: text, ticket_id: text };
const assigned = { ...named, epoch: whole };

/** What the desk says on its socket. */
export const clientFrame = tagged("type", {
  hello: { ticket: text, cursors: record(whole) },
  status: { status, client_id: optional(text) },
  claim: { client_id: text, ticket_id: optional(text) },
  accept: named,
  decline: named,
  send: { client_id: text, conversation_id: text, epoch: whole, text },
  note: { client_id: text, conversation_id: text, text },
  resolve: { ...assigned, code: optional(resolutionCode), first_contact_solved: optional(flag) },
  return: assigned,
  release: assigned,
  /** To a queue or to an agent, not both. */
  transfer: { ...assigned, queue: optional(queue), agent_id: optional(text), note: optional(text) },
  /** By a supervisor. */
  assign: { ...named, agent_id: text },
  reopen: named,
  priority: { ...named, priority },
  labels: { ...named, labels: list(text) },
  typing: { conversation_id: text, on: flag },
  /** A reply or a note is being written: other agents see it, the customer does not. */
  drafting: { conversation_id: text, on: flag },
  /** All that is on this screen now, at most four. */
  look: { conversation_ids: list(text) },
  open: { conversation_id: text, after_seq: whole },
  fetch: { conversation_id: text, after_seq: whole },
});
export type ClientFrame = Infer<typeof clientFrame>;

/** What the gateway says on the desk's socket. */
export const serverFrame = tagged("type", {
  welcome: { agent, waiting: list(ticket), mine: list(ticket), offers: list(offer), counts },
  waiting: { tickets: list(ticket) },
  mine: { tickets: list(ticket) },
  /** The whole list. */
  offers: { offers: list(offer) },
  /** A ticket that is on this screen, and in neither list, as it is now. */
  ticket: { ticket },
  counts: counted,
  /** `reset`: what the screen has up to `last_seq` is to be thrown away, too much is missing. */
  conversation: { ticket, messages: list(message), last_seq: whole, reset: flag, state: conversationState },
  message: { conversation_id: text, message },
  messages: { conversation_id: text, messages: list(message), last_seq: whole, reset: flag },
  ack: {
    client_id: text,
    message_id: optional(text),
    seq: optional(whole),
    created_at: optional(moment),
    ticket: optional(ticket),
    note: optional(note),
  },
  refused: { client_id: optional(text), code: text, message: optional(text), retry_after: optional(decimal) },
  /** The line lives: browsers do not show their pages the server's pings. */
  beat: {},
  typing: { conversation_id: text, on: flag },
  /** More is known of its customer: what was asked before is to be asked again. */
  card_changed: { conversation_id: text },
  /** All notes of the conversation: after it was opened, and whenever one was added. */
  notes: { conversation_id: text, notes: list(note) },
  /** All other agents who look at it. */
  presence: { conversation_id: text, agents: list(onlooker) },
  alert: {
    code: literal("poison", "breach", "warning", "set_away", "assigned"),
    ticket_id: optional(text),
    params: optional(record(anything)),
  },
  lease_lost: { ticket_id: text },
});
export type ServerFrame = Infer<typeof serverFrame>;
export type ServerFrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;
