import { describe, expect, it } from "vitest";
import type { Message } from "../shared/frames/message";
import type { ServerFrame } from "../shared/frames/widget";
import { message } from "../shared/messages.fixture";
import { frames, hearNext } from "./frames.fixture";
import { ended, formFate, initialState, pressing, reduce, unread, type Pending, type WidgetState } from "./state";

const hear = (state: WidgetState, frame: ServerFrame) => reduce(state, { type: "frame", frame });
const sent: Pending = { frame: { type: "send", client_id: "c1", text: "안녕" }, text: "안녕", createdAt: 0 };
const ack: ServerFrame = { type: "ack", client_id: "c1", message_id: "m9", seq: 3, created_at: "2026-03-02T09:00:02+00:00" };
const start = hear(initialState("ko", true), frames["welcome"]!);

describe("what the customer says", () => {
  const said = reduce(start, { type: "say", pending: sent });
  it("is on the screen at once", () => expect(said.pending).toEqual([sent]));
  it("takes its place when acknowledged", () => {
    const state = hear(said, ack);
    expect(state.pending).toEqual([]);
    expect(state.thread.messages.at(-1)).toMatchObject({ id: "m9", seq: 3, text: "안녕", client_id: "c1" });
  });
  it("is there once, whether the message or the acknowledgement comes first", () => {
    const message = { ...ack, type: "message", message: { id: "m9", seq: 3, sender: "customer", kind: "text", text: "안녕", client_id: "c1", created_at: "2026-03-02T09:00:02+00:00" } } as ServerFrame;
    const one = hear(hear(said, ack), message);
    const other = hear(hear(said, message), ack);
    expect(one.thread).toEqual(other.thread);
    expect([one.pending, other.pending, one.thread.messages.length]).toEqual([[], [], 3]);
  });
  it("stays with the reason when refused", () => {
    const state = hear(said, { type: "refused", client_id: "c1", code: "rate_limited", retry_after: 12 });
    expect(state.pending[0]?.refusal).toEqual({ code: "rate_limited", retryAfter: 12 });
  });
  it("blocks a message's buttons while a press is on its way", () => {
    const press: Pending = { frame: { type: "press", client_id: "p", message_id: "m2", button_id: "b" }, text: "네", createdAt: 0 };
    const state = reduce(start, { type: "say", pending: press });
    expect([pressing(state, "m2"), pressing(state, "m1")]).toEqual([true, false]);
    expect(pressing(hear(state, { type: "refused", client_id: "p", code: "button_used" }), "m2")).toBe(false);
  });
});

it("a button is used once its press is confirmed, by either frame", () => {
  const asked = { type: "message", message: message(3, { buttons: [{ id: "a", title: "네", used: false }, { id: "b", title: "아니요", used: false }] }) } as ServerFrame;
  const press: Pending = { frame: { type: "press", client_id: "c1", message_id: "m3", button_id: "b" }, text: "아니요", createdAt: 0 };
  const pressed = reduce(hear(start, asked), { type: "say", pending: press });
  const said = { type: "message", message: message(4, { sender: "customer", kind: "press", text: "아니요", client_id: "c1" }) } as ServerFrame;
  for (const confirmation of [{ ...ack, seq: 4 }, said])
    expect(hear(pressed, confirmation).thread.messages.find(({ id }) => id === "m3")?.buttons?.map(({ used }) => used)).toEqual([false, true]);
});

describe("a welcome", () => {
  it("adds to what is here", () => expect(hear(start, frames["welcome"]!).thread).toEqual(start.thread));
  it("of another conversation puts the old one away", () => {
    const other = { ...frames["welcome_of_a_new_visitor"]!, conversation_id: "other" } as ServerFrame;
    expect(hear(start, other).thread.messages).toEqual([]);
  });
  it("of a new visitor is no end of a contact", () => {
    expect(ended(hear(initialState("ko", true), frames["welcome_of_a_new_visitor"]!))).toBe(false);
    expect(ended(hear(start, frames["state_rated"]!))).toBe(true);
  });
});

it("a stale state with the later frames applied is what a fresh load shows", () => {
  const later = ["message_press", "message_order_card", "message_verify_form", "message_submit", "message_offer_person"].map((name) => frames[name]!);
  const live = later.reduce(hear, start);
  const welcome = frames["welcome"] as Extract<ServerFrame, { type: "welcome" }>;
  const messages = [...welcome.messages, ...later.flatMap((frame) => (frame.type === "message" ? [frame.message] : []))];
  const fresh = hear(initialState("ko", true), { ...welcome, messages, last_seq: 7 });
  expect(live).toEqual(fresh);
});

describe("a form", () => {
  const form = message(3, { card: { kind: "verify_order" } });
  const refused = message(5, { sender: "system", kind: "notice", code: "ownership_refused" });
  const submit = (seq: number) => message(seq, { sender: "customer", kind: "submit" });
  const fate = (...messages: Message[]) => formFate({ ...start, thread: { messages, lastSeq: 0, early: [] } }, "m3");
  it.each([
    ["is open", [form], { submitted: false, refusals: 0 }],
    ["is sent", [form, submit(4)], { submitted: true, refusals: 0 }],
    ["is open again once refused", [form, submit(4), refused], { submitted: false, refusals: 1 }],
    ["is sent again", [form, submit(4), refused, submit(6)], { submitted: true, refusals: 1 }],
    ["knows its own answer from the next form's", [form, { ...form, id: "m4", seq: 4 }, submit(5)], { submitted: false, refusals: 0 }],
  ])("%s", (_, messages, expected) => expect(fate(...messages)).toEqual(expected));
});

it("typing ends when its sender speaks", () => {
  const typing = hear(start, frames["typing_of_agent"]!);
  expect(typing.typing).toEqual({ who: "agent", name: "서연" });
  expect(hear(typing, frames["message_order_card"]!).typing).toBeDefined();
  expect(hear(typing, frames["message_text_of_agent"]!).typing).toBeUndefined();
});

it("typing ends when its sender leaves", () => {
  const typing = hear(hear(start, frames["state_agent"]!), frames["typing_of_agent"]!);
  expect(hear(typing, frames["state_agent"]!).typing).toBeDefined();
  expect(hear(typing, frames["state_asked_for_rating"]!).typing).toBeUndefined();
});

it("what the shop's side said and nobody read is unread", () => {
  const state = ["message_order_card", "message_verify_form", "message_submit", "message_handed_off"].reduce(hearNext, start);
  expect(unread(state)).toBe(1);
});

it("logging out leaves nothing behind", () => {
  expect(reduce(start, { type: "forget" })).toEqual({ ...initialState("ko", true), people: 1 });
});
