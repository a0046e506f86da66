import { describe, expect, it } from "vitest";
import golden from "../../../../tests/contracts/desk_frames.json";
import type { Agent, Offer, ServerFrame, ServerFrameOf } from "../shared/frames/desk";
import { isSeen, newsOf, type News } from "./attention";
import { initialState, nothingKept, reduce, type DeskState } from "./state";
import { waitingForMe } from "./title";

const frames = golden.server as unknown as Record<string, ServerFrame>;
const welcome = frames["welcome"] as ServerFrameOf<"welcome">;
const mine = frames["mine"] as ServerFrameOf<"mine">;
const [ticket] = mine.tickets;
const id = ticket!.conversation_id;

const hear = (state: DeskState, frame: ServerFrame) => reduce(state, { type: "frame", frame });
const start = [{ ...welcome, offers: [] }, mine].reduce(hear, initialState(welcome.agent as Agent, nothingKept, []));
const news = (frame: ServerFrame, before = start): News | undefined => newsOf(before, hear(before, frame), frame);
const said = (sender: "customer" | "agent"): ServerFrame => ({
  type: "message",
  conversation_id: id,
  message: { id: "n", seq: 1, sender, kind: "text", text: "?", created_at: "2026-03-02T09:01:00+00:00" },
});
const offers: ServerFrame = { type: "offers", offers: [{ ticket: welcome.waiting[1]!, until: "2026-03-02T09:00:30+00:00" } as Offer] };
const alert = (code: ServerFrameOf<"alert">["code"], ticket_id = ticket!.id): ServerFrame => ({ type: "alert", code, ticket_id });

describe("news for an agent who looks elsewhere", () => {
  it("is what a customer of theirs says, not what they say themselves", () => {
    expect(news(said("customer"))).toMatchObject({ chime: "message", conversationId: id });
    expect(news(said("agent"))).toBeUndefined();
  });
  it("is not what the customers of others say", () => expect(news(said("customer"), { ...start, mine: [] })).toBeUndefined());
  it("is an offer, once", () => {
    expect(news(offers)?.chime).toBe("offer");
    expect(news(offers, hear(start, offers))).toBeUndefined();
  });
  it("is a breach of one's own chat; a warning is only shown", () => {
    expect(news(alert("breach"))).toMatchObject({ chime: "alert", code: "alert_breach", ticket: { number: ticket!.number } });
    expect(news(alert("warning"))).toBeUndefined();
    expect(hear(start, alert("warning")).toasts.map((toast) => toast.code)).toEqual(["alert_warning"]);
  });
  it("is a breach of another's chat only for those who look after others", () => {
    const lead = { ...start, agent: { ...start.agent, roles: ["supervisor" as const] } };
    expect([news(alert("breach", "another")), news(alert("breach", "another"), lead)?.code]).toEqual([undefined, "alert_breach"]);
  });
  it("is not on the screen already", () => {
    const message = news(said("customer"))!;
    const shown = reduce(start, { type: "select", conversationId: id });
    expect([isSeen(message, shown, true), isSeen(message, shown, false), isSeen(message, start, true)]).toEqual([true, false, false]);
  });
});

it("the tab counts offers and chats with something unread", () => {
  expect(waitingForMe(start)).toBe(0);
  expect(waitingForMe([said("customer"), offers].reduce(hear, start))).toBe(2);
});
