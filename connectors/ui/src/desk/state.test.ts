import { describe, expect, it } from "vitest";
import golden from "../../../../tests/contracts/desk_frames.json";
import type { Agent, ServerFrame, ServerFrameOf } from "../shared/frames/desk";
import { lookedInto } from "./conversations";
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

describe("chats that were looked into", () => {
  const frame = frames["conversation"] as ServerFrameOf<"conversation">;
  const look = (state: DeskState, id: string) => act(state, { type: "frame", frame: { ...frame, ticket: { ...frame.ticket, id, conversation_id: id } } });
  const ids = [..."abcdefghij"];
  it("are as many as the gateway tells of, the latest; those on the screen stay", () => {
    const state = ids.reduce(look, act(start, { type: "select", conversationId: "a" }));
    expect(Object.keys(state.conversations)).toEqual([conversation, "a", ...ids.slice(-7)]);
  });
  it("are forgotten where the gateway tells of them no more: what was known would be taken for news", () => {
    const gone = act(look(start, "a"), { type: "frame", frame: { ...(frames["welcome"] as ServerFrameOf<"welcome">), mine: [] } });
    expect(lookedInto(gone)).toEqual([conversation, "a"]);
    const heard = act(gone, { type: "frame", frame: { type: "typing", conversation_id: "unknown", on: true } });
    expect(Object.keys(act(heard, { type: "frame", frame: frames["welcome"]! }).conversations)).not.toContain("unknown");
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

describe("a chat that is taken", () => {
  const command = { type: "accept", client_id: golden.server.ack_of_a_claim.client_id, ticket_id: golden.server.ack_of_a_claim.ticket.id } as const;
  const offered = act(start, { type: "frame", frame: { type: "offers", offers: [{ ticket: start.waiting[0]!, until: "2026-03-02T09:00:30+00:00" }] } });
  it("is held before the lists say so, and asked for no more", () => {
    const state = hear(act({ ...offered, mine: [] }, { type: "run", command }), "ack_of_a_claim");
    expect([holds(state, conversation), state.offers, state.waiting.map((one) => one.id)]).toEqual([true, [], [start.waiting[1]!.id]]);
  });
  it("stands beside the others where there is a column for it", () => {
    const wide = act(start, { type: "columns", columns: 2 }, { type: "select", conversationId: "other" });
    const state = hear(act(wide, { type: "run", command }), "ack_of_a_claim");
    expect([state.panes.shown, state.selected]).toEqual([["other", conversation], conversation]);
  });
});

describe("a note", () => {
  const note: Unsent = { frame: { type: "note", client_id: "n1", conversation_id: conversation, text: "메모" }, text: "메모" };
  const kept = { id: "note", agent: { id: agent.id, name: agent.name }, text: "메모", after_seq: 9, created_at: "2026-03-02T09:00:09+00:00" };
  const said = act(start, { type: "say", unsent: note });
  it("stands among the notes when acknowledged, once", () => {
    const state = act(said, { type: "frame", frame: { type: "ack", client_id: "n1", note: kept } }, { type: "frame", frame: { type: "notes", conversation_id: conversation, notes: [kept] } });
    expect([state.unsent, state.conversations[conversation]?.notes]).toEqual([[], [kept]]);
  });
  it("that was refused is a draft of a note, never of a reply", () => {
    const state = act(said, { type: "frame", frame: { type: "refused", client_id: "n1", code: "forbidden" } });
    expect([state.noteDrafts[conversation], state.drafts[conversation], state.refusedDrafts[conversation]]).toEqual(["메모", undefined, "forbidden"]);
  });
});

describe("why a text came back", () => {
  const refused = act(start, { type: "say", unsent }, { type: "frame", frame: { type: "refused", client_id: "c1", code: "stale_epoch" } });
  it("is said as long as the text is there", () => {
    expect(refused.refusedDrafts[conversation]).toBe("stale_epoch");
    expect(act(refused, { type: "draft", conversationId: conversation, text: "" }).refusedDrafts).toEqual({});
  });
  it("is the lost lease when the chat went away while it was written", () => {
    const ticketId = start.mine[0]!.id;
    const state = act(start, { type: "draft", conversationId: conversation, text: "쓰던 글" }, { type: "frame", frame: { type: "lease_lost", ticket_id: ticketId } });
    expect([state.refusedDrafts[conversation], state.toasts[0]]).toEqual(["lease_lost", { id: `lease_lost ${ticketId}`, code: "lease_lost", conversationId: conversation }]);
  });
});

it("a command that is refused says which it was", () => {
  const command = { type: "transfer", client_id: "t1", ticket_id: "t", epoch: 1, queue: "billing" } as const;
  const state = act(start, { type: "run", command }, { type: "frame", frame: { type: "refused", client_id: "t1", code: "unavailable" } });
  expect([state.running, state.toasts.map((toast) => toast.code)]).toEqual([{}, ["transfer_unavailable"]]);
});
