import { anything, decimal, flag, list, literal, moment, object, optional, record, tagged, text, whole, type Infer } from "../shape";
import { conversationState, message } from "./message";

const locale = literal("ko", "en");
const customer = object({ verified: flag, name: optional(text) });

/** What the shop's page says; the amount in the smallest unit of its currency. */
const pageContext = object({
  page: optional(object({ url: text, title: optional(text) })),
  cart: optional(object({ items: whole, total: whole, currency: text })),
  order: optional(text),
});
export type PageContext = Infer<typeof pageContext>;

/** What the widget says on its socket. */
export const clientFrame = tagged("type", {
  hello: { ticket: text, last_seq: whole, locale, conversation_id: optional(text) },
  send: { client_id: text, text },
  press: { client_id: text, message_id: text, button_id: text },
  submit: { client_id: text, message_id: text, values: record(anything) },
  rate: { client_id: text, contact_id: text, score: whole, comment: optional(text), solved: optional(flag), effort: optional(whole) },
  /** The question for a rating has been on an open screen. */
  rating_shown: { contact_id: text },
  /** The answer to what was said before the customer asked. */
  outreach: { client_id: text, outreach_id: text, answer: literal("take", "person", "dismiss") },
  outreach_shown: { outreach_id: text },
  typing: { on: flag },
  read: { seq: whole },
  fetch: { after_seq: whole },
  locale: { locale },
  context: { context: pageContext },
});
export type ClientFrame = Infer<typeof clientFrame>;

/** What the gateway says on the widget's socket. */
export const serverFrame = tagged("type", {
  welcome: {
    conversation_id: text,
    last_seq: whole,
    messages: list(message),
    reset: flag,
    state: conversationState,
    customer,
    /** For what is asked over HTTP about this conversation, in the header X-Pass; kept in memory only. */
    pass: text,
    /** Letters leave: the conversation can be had by e-mail. */
    letters: optional(flag),
  },
  ack: { client_id: text, message_id: optional(text), seq: optional(whole), created_at: optional(moment) },
  refused: {
    client_id: optional(text),
    code: text,
    message: optional(text),
    field: optional(text),
    retry_after: optional(decimal),
  },
  message: { message },
  /** `reset`: what the screen has up to `last_seq` is to be thrown away, too much is missing. */
  messages: { messages: list(message), last_seq: whole, reset: flag },
  state: { state: conversationState },
  typing: { who: literal("bot", "agent"), name: optional(text), on: flag },
  /** The line lives: browsers do not show their pages the server's pings. */
  beat: {},
});
export type ServerFrame = Infer<typeof serverFrame>;
export type ServerFrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

/** Answer of `POST /widget/session`. */
export const sessionAnswer = object({ visitor_token: text, ticket: text, customer, session: optional(text) });
export type SessionAnswer = Infer<typeof sessionAnswer>;
