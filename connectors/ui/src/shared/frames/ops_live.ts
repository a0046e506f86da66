import { decimal, flag, list, literal, moment, nullable, object, optional, text, whole, type Infer } from "../shape";

const queue = object({
  queue: text,
  open: flag,
  waiting: whole,
  oldest_s: nullable(decimal),
  chats: whole,
  breached: whole,
  agents: whole,
});
export type LiveQueue = Infer<typeof queue>;

const breach = object({
  ticket_id: text,
  conversation_id: text,
  number: whole,
  queue: text,
  priority: literal("urgent", "high", "normal", "low"),
  clock: literal("first", "next", "full"),
  due: moment,
  agent: optional(text),
});
export type Breach = Infer<typeof breach>;

/** Erlang C over the seats that agents have; without a known handle time nothing can be said of what is needed. */
const staffing = object({
  arrivals_per_hour: decimal,
  handle_s: nullable(decimal),
  at_once: whole,
  target: object({ share: decimal, within_s: decimal }),
  needed: nullable(whole),
  there: whole,
  /** `wait_s` null: more comes than those who are there can do. */
  expected: nullable(object({ share: decimal, wait_s: nullable(decimal) })),
});
export type Staffing = Infer<typeof staffing>;

/** Answer of `GET /ops/api/live`: all of one moment. */
export const live = object({
  at: moment,
  waiting: whole,
  oldest_s: nullable(decimal),
  chats: whole,
  queues: list(queue),
  agents: object({ online: whole, busy: whole, away: whole }),
  breaches: list(breach),
  staffing,
});
export type Live = Infer<typeof live>;
