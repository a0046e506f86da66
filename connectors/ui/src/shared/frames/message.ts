import { anything, decimal, flag, literal, list, moment, object, optional, record, tagged, text, whole, type Infer } from "../shape";

const item = object({ name: text, quantity: whole, price: whole });

/** Amounts are whole numbers in the smallest unit of `currency`. */
export const card = tagged("kind", {
  order: {
    number: text,
    status: text,
    stage: optional(text),
    ordered_at: moment,
    promised_at: optional(moment),
    delivered_at: optional(moment),
    late_days: optional(whole),
    items: list(item),
    total: whole,
    currency: text,
    carrier: optional(text),
    tracking_number: optional(text),
    tracking_url: optional(text),
  },
  invoice: { number: text, order_number: text, issued_at: moment, total: whole, currency: text, url: optional(text) },
  payment: {
    order_number: optional(text),
    status: optional(text),
    method: optional(text),
    amount: whole,
    currency: text,
    paid_at: optional(moment),
    installments: optional(whole),
  },
  refund: {
    order_number: text,
    status: text,
    amount: whole,
    currency: text,
    requested_at: optional(moment),
    expected_at: optional(moment),
  },
  subscription: {
    plan: text,
    status: text,
    price: whole,
    currency: text,
    next_payment_at: optional(moment),
  },
  steps: { title: text, steps: list(object({ text, url: optional(text) })) },
  link: { title: text, url: text },
  verify_order: {},
  address: { reference: text },
  leave_email: {},
});
export type Card = Infer<typeof card>;
export type CardOf<K extends Card["kind"]> = Extract<Card, { kind: K }>;

export const button = object({ id: text, title: optional(text), code: optional(text), used: flag });
export type Button = Infer<typeof button>;

/** A file that somebody sent. Only what has a width and a height, in pixels, is a picture that a page may show by itself. */
export const file = object({ id: text, name: text, media_type: text, size: whole, width: optional(whole), height: optional(whole) });
export type SentFile = Infer<typeof file>;

export const message = object({
  id: text,
  seq: whole,
  sender: literal("customer", "bot", "agent", "system"),
  name: optional(text),
  kind: literal("text", "notice", "card", "press", "submit", "file"),
  text: optional(text),
  /** Personal data in it is covered: only at the desk. */
  masked: optional(flag),
  code: optional(text),
  params: optional(record(anything)),
  buttons: optional(list(button)),
  card: optional(card),
  file: optional(file),
  client_id: optional(text),
  created_at: moment,
});
export type Message = Infer<typeof message>;

export const conversationState = object({
  /** Of two states of one conversation, the one with the lower version is the older one. */
  version: whole,
  owner: literal("bot", "queue", "agent", "closed"),
  contact_id: optional(text),
  agent: optional(object({ name: text })),
  queue: optional(
    object({
      position: optional(whole),
      wait: optional(object({ low_s: decimal, high_s: decimal })),
      open: optional(flag),
      opens_at: optional(moment),
    }),
  ),
  rating: optional(object({ contact_id: text, score: optional(whole), solved: optional(flag), effort: optional(whole) })),
  /** What the customer should hear of before they ask: an order that turned late, the guide of a step they are stuck on. */
  outreach: optional(object({ id: text, kind: literal("late_order", "stuck_step"), params: record(anything), shown: flag })),
  locale: literal("ko", "en"),
  read_seq: whole,
});
export type Outreach = NonNullable<ConversationState["outreach"]>;
export type ConversationState = Infer<typeof conversationState>;

export const refusalCodes = [
  "bad_frame",
  "unauthenticated",
  "too_long",
  "empty",
  "conflict",
  "rate_limited",
  "not_found",
  "button_used",
  "stale_epoch",
  "not_owner",
  "forbidden",
  "lost_race",
  "bad_email",
  "log_in",
  "link_over",
  "link_used",
  "person_only",
  "too_large",
  "unsupported_file",
  "files_full",
  "internal",
] as const;
