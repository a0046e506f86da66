import { decimal, flag, list, literal, moment, object, optional, text, whole, type Infer } from "../shape";

/** What the desk reads over HTTP. Amounts are whole numbers in the smallest unit of `currency`. */
const order = object({
  number: text,
  placed_at: moment,
  items: list(object({ name: text, quantity: whole, price: whole })),
  total: whole,
  currency: text,
  status: text,
  stage: optional(text),
  late_days: optional(whole),
  promised_at: optional(moment),
  delivered_at: optional(moment),
  carrier: optional(text),
  tracking_number: optional(text),
  tracking_url: optional(text),
});
export type Order = Infer<typeof order>;

const refund = object({
  id: text,
  order_number: text,
  status: text,
  amount: whole,
  currency: text,
  requested_at: moment,
  expected_at: optional(moment),
  completed_at: optional(moment),
});
export type Refund = Infer<typeof refund>;

const subscription = object({
  plan: text,
  status: text,
  price: whole,
  currency: text,
  interval: literal("month", "year"),
  next_payment_at: optional(moment),
  ends_at: optional(moment),
});
export type Subscription = Infer<typeof subscription>;

/** `conversation_id` is there where this agent may read it. */
const earlierContact = object({
  contact_id: text,
  conversation_id: optional(text),
  started_at: moment,
  topic: optional(text),
  outcome: optional(text),
  csat: optional(whole),
  handled_by: optional(text),
});
export type EarlierContact = Infer<typeof earlierContact>;

/** `negative` is from 0 (not at all) to 1. */
const feeling = object({ at: moment, label: text, negative: decimal });
export type Feeling = Infer<typeof feeling>;

/** What a customer may do within 30 days beside what is usual (0 to 1), why it seems so, and what may help. */
const risk = object({
  about: literal("leave", "again"),
  band: literal("raised", "high"),
  share: decimal,
  usual: decimal,
  reasons: list(text),
  next_step: optional(text),
  why: optional(text),
  computed_at: moment,
});
export type Risk = Infer<typeof risk>;

/** What the shop's page said last, and when: anybody's browser can say anything here. */
const pageContext = object({
  page: optional(object({ url: text, title: optional(text) })),
  cart: optional(object({ items: whole, total: whole, currency: text })),
  order: optional(text),
  at: moment,
});
export type PageContext = Infer<typeof pageContext>;

const knownCustomer = object({ verified: flag, id: optional(text), name: optional(text), tier: optional(text) });

/** GET /desk/api/customer. Of somebody unknown there are no purchases; what `away` names the shop did not answer. */
export const customerCard = object({
  customer: knownCustomer,
  orders: optional(list(order)),
  refunds: optional(list(refund)),
  subscription: optional(subscription),
  away: optional(list(text)),
  contacts: list(earlierContact),
  emotions: list(feeling),
  context: optional(pageContext),
  /** None while nothing is known, or nothing is out of the ordinary. */
  risk: optional(risk),
});
export type CustomerCard = Infer<typeof customerCard>;

/** `marks` are [start, end] places in `excerpt`. Without `ticket_id` no person ever took part. */
const finding = object({
  conversation_id: text,
  ticket_id: optional(text),
  at: moment,
  who: text,
  name: optional(text),
  excerpt: text,
  marks: list(list(whole)),
  customer: knownCustomer,
});
export type Finding = Infer<typeof finding>;

/** GET /desk/api/search. */
export const findings = object({ results: list(finding), next: optional(text) });
export type Findings = Infer<typeof findings>;

const macro = object({ id: text, name: text, queue: optional(text), ko: text, en: text });
export type Macro = Infer<typeof macro>;

/** GET /desk/api/macros. */
export const macros = object({ macros: list(macro) });

const suggestion = object({ id: text, text, source: literal("help", "resolved"), title: text });
export type Suggestion = Infer<typeof suggestion>;

/** GET /desk/api/suggestions: at most three, in the language of the ticket. */
export const suggestions = object({ suggestions: list(suggestion) });
