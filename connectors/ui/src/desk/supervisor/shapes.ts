import { anything, decimal, flag, list, literal, moment, nullable, object, optional, record, text, whole, type Infer, type Shape } from "../../shared/shape";
import { slaClock } from "../../shared/frames/desk";
import type { Span } from "./week";

/** What the gateway answers to a supervisor, held against `tests/contracts/desk_api.json`. */
export const QUEUES = ["billing", "orders", "onboarding", "technical", "complaints", "general"] as const;
export type Queue = (typeof QUEUES)[number];
export const PRIORITIES = ["urgent", "high", "normal", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const ROLES = ["agent", "supervisor", "ops", "admin"] as const;
export type Role = (typeof ROLES)[number];
export const ASSIGNMENTS = ["offer", "auto", "pull"] as const;
export const EVENTS = ["handoff", "assigned", "resolved", "rated", "goal_missed"] as const;
export type EventName = (typeof EVENTS)[number];
export const COLOURS = ["grey", "red", "orange", "yellow", "green", "blue", "purple"] as const;
export type Colour = (typeof COLOURS)[number];

const queue = literal(...QUEUES);
const status = literal("online", "busy", "away");
export type Status = Infer<typeof status>;

const ticketLine = object({
  id: text,
  number: whole,
  conversation_id: text,
  queue,
  priority: literal(...PRIORITIES),
  state: literal("waiting", "assigned", "resolved", "returned", "abandoned"),
  customer: object({ name: optional(text), verified: flag }),
  language: text,
  created_at: moment,
  assigned_at: optional(moment),
  first_reply_at: optional(moment),
  clocks: optional(object({ first: optional(slaClock), next: optional(slaClock), full: optional(slaClock) })),
  requeued: whole,
  poisoned: flag,
  agent: optional(object({ id: text, name: text })),
});
export type TicketLine = Infer<typeof ticketLine>;

const colleague = {
  id: text,
  name: text,
  email: text,
  roles: list(literal(...ROLES)),
  status,
  connected: flag,
  seen_at: optional(moment),
  capacity: whole,
  /** None named is every language. */
  languages: list(text),
  /** None named is every queue. */
  skills: list(queue),
};

const teamAgent = object({ ...colleague, load: whole, tickets: list(ticketLine) });
export type TeamAgent = Infer<typeof teamAgent>;

const queueLine = object({
  queue,
  waiting: whole,
  oldest_due: optional(moment),
  breached: whole,
  open: flag,
  opens_at: optional(moment),
  agents_online: whole,
  agents_free: whole,
});
export type QueueLine = Infer<typeof queueLine>;

export const team = object({
  at: moment,
  agents: list(teamAgent),
  queues: list(queueLine),
  waiting: list(ticketLine),
  breaches: list(ticketLine),
});
export type Team = Infer<typeof team>;

const account = object({ ...colleague, created_at: moment, disabled_at: optional(moment), second_factor_since: optional(moment) });
export type AccountOfAgent = Infer<typeof account>;
export const accounts = object({ agents: list(account) });
export const accountAnswer = object({ agent: account });

const macro = object({ id: text, name: text, queue: optional(queue), ko: text, en: text });
export type Macro = Infer<typeof macro>;
export const macros = object({ macros: list(macro) });
export const macroAnswer = object({ macro });

const label = object({ id: text, name: text, colour: literal(...COLOURS) });
export type Label = Infer<typeof label>;
export const labels = object({ labels: list(label) });
export const labelAnswer = object({ label });

const span: Shape<Span> = {
  faults: (value, at) => (Array.isArray(value) && value.length === 2 ? list(text).faults(value, at) : [`${at}: expected a begin and an end`]),
};
/** Seconds of open time. */
const targets = object({ first: whole, next: whole, full: whole });
const ownTargets = object({ first: optional(whole), next: optional(whole), full: optional(whole) });
const teamSettings = object({
  queue,
  timezone: text,
  hours: record(list(span)),
  holidays: text,
  closed_days: list(text),
  open_days: record(list(span)),
  assignment: literal(...ASSIGNMENTS),
  offer_s: whole,
  promise_s: whole,
  /** Only what this team promises otherwise than everybody. */
  sla: object({ urgent: optional(ownTargets), high: optional(ownTargets), normal: optional(ownTargets), low: optional(ownTargets) }),
  open: flag,
  opens_at: optional(moment),
});
export type TeamSettings = Infer<typeof teamSettings>;
export const teams = object({
  teams: list(teamSettings),
  targets: object({ urgent: targets, high: targets, normal: targets, low: targets }),
});
export type Targets = Infer<typeof teams>["targets"];
export const teamAnswer = object({ team: teamSettings });

const webhook = object({
  id: text,
  url: text,
  /** None named is every event. */
  events: list(literal(...EVENTS)),
  enabled: flag,
  created_at: moment,
  updated_at: moment,
  waiting: whole,
  dead: whole,
});
export type Webhook = Infer<typeof webhook>;
export const webhooks = object({ webhooks: list(webhook) });
export const webhookAnswer = object({ webhook, secret: optional(text) });

const deadDelivery = object({
  id: text,
  webhook_id: text,
  url: text,
  type: text,
  attempt: whole,
  last_status: optional(text),
  last_error: optional(text),
  created_at: moment,
});
export type DeadDelivery = Infer<typeof deadDelivery>;
export const deadDeliveries = object({ deliveries: list(deadDelivery) });

const auditEntry = object({
  id: whole,
  at: moment,
  actor: object({ id: optional(text), name: text }),
  action: text,
  subject: object({ kind: text, id: text, name: optional(text) }),
  before: optional(record(anything)),
  after: optional(record(anything)),
});
export type AuditEntry = Infer<typeof auditEntry>;
export const audit = object({ entries: list(auditEntry), next: optional(text), intact: flag });
export type Audit = Infer<typeof audit>;

export const nothing = object({});

export const refusal = object({
  error: object({ code: text, message: text, field: optional(nullable(text)), retry_after: optional(decimal) }),
});
