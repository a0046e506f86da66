import { describe, expect, it } from "vitest";
import golden from "../../../../tests/contracts/desk_frames.json";
import type { Agent, ServerFrame } from "../shared/frames/desk";
import { holds, initialState, nothingKept, reduce, ticketOf, unread, type DeskAction, type DeskState, type Unsent } from "./state";

const frames = golden.server as unknown as Record<string, ServerFrame>;
const agent = (golden.server.welcome as { agent: unknown }).agent as Agent;
const conversation = golden.server.conversation.ticket.conversation_id;
const act = (state: DeskState, ...actions: DeskAction[]) => actions.reduce(reduce, state);
const hear = (state: DeskState, ...names: string[]) => act(state, ...names.map((name): DeskAction => ({ type: "frame", frame: frames[name]! })));
const start = hear(initialState(agent, nothingKept, []), "welcome", "mine", "conversation");
const unsent: Unsent = { frame: { type: "send", client_id: "c1", conversation_id: conversation, epoch: 3, text: "답장" }, text: "답장" };

describe("a chat of mine", () => {
  it("is held while the list says so", () => {
    expect(holds(start, conversation)).toBe(true);
    expect(ticketOf(start, conversation)?.state).toBe("assigned");
  });
  it("opens with nothing unread; what the customer says later is, until it is seen", () => {
    expect(unread(start, conversation)).toBe(0);
    const news: ServerFrame = { type: "message", conversation_id: conversation, message: { id: "n", seq: 10, sender: "customer", kind: "text", text: "?", created_at: "2026-03-02T09:01:00+00:00" } };
    const later = act(start, { type: "frame", frame: news });
    expect(unread(later, conversation)).toBe(1);
    expect(unread(act(later, { type: "seen", conversationId: conversation }), conversation)).toBe(0);
  });
  it("is selected when a claim succeeds", () => {
    const command = { type: "claim", client_id: golden.server.ack_of_a_claim.client_id } as const;
    const state = hear(act(start, { type: "run", command }), "ack_of_a_claim");
    expect([state.selected, state.running]).toEqual([conversation, {}]);
  });
});

describe("what the agent writes", () => {
  const said = act(start, { type: "say", unsent });
  it("takes its place when acknowledged", () => {
    const state = act(said, { type: "frame", frame: { type: "ack", client_id: "c1", message_id: "m", seq: 10, created_at: "2026-03-02T09:00:09+00:00" } });
    expect(state.unsent).toEqual([]);
    expect(state.conversations[conversation]?.thread.messages.at(-1)).toMatchObject({ seq: 10, text: "답장", sender: "agent" });
  });
  it("goes back to the draft, before what was begun since, when the chat is somebody else's", () => {
    const begun = act(said, { type: "draft", conversationId: conversation, text: "그리고" });
    const state = act(begun, { type: "frame", frame: { type: "refused", client_id: "c1", code: "stale_epoch" } });
    expect([state.unsent, state.drafts[conversation], state.toasts.length]).toEqual([[], "답장\n그리고", 1]);
  });
  it("waits with its reason when it was only too fast", () => {
    const state = act(said, { type: "frame", frame: { type: "refused", client_id: "c1", code: "rate_limited", retry_after: 2 } });
    expect(state.unsent[0]?.refusal).toEqual({ code: "rate_limited", retryAfter: 2 });
  });
  it("is kept as a draft when the lease is lost", () => {
    const begun = act(start, { type: "draft", conversationId: conversation, text: "쓰던 글" });
    const gone = act(begun, { type: "frame", frame: frames["lease_lost"]! }, { type: "frame", frame: { type: "mine", tickets: [] } });
    expect([holds(gone, conversation), gone.drafts[conversation]]).toEqual([false, "쓰던 글"]);
  });
});

it("a lost race is said, and nothing else changes", () => {
  const command = { type: "claim", client_id: golden.server.refused_lost_race.client_id } as const;
  const state = hear(act(start, { type: "run", command }), "refused_lost_race");
  expect(state.toasts.map((toast) => toast.code)).toEqual(["lost_race"]);
  expect([state.mine, state.waiting]).toEqual([start.mine, start.waiting]);
});
