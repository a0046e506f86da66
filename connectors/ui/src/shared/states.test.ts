import { describe, expect, it } from "vitest";
import type { ConversationState } from "./frames/message";
import { newer } from "./states";

const state = (version: number, more: Partial<ConversationState> = {}): ConversationState => ({ version, owner: "bot", locale: "ko", read_seq: 0, ...more });

describe("of two states", () => {
  it("the one with the higher version stands, whichever comes last", () => {
    const [older, later] = [state(3, { owner: "queue" }), state(4, { owner: "agent" })];
    expect([newer(older, later), newer(later, older)]).toEqual([later, later]);
  });
  it("of one version the later word stands: a place in the queue moves without a new version", () => {
    const moved = state(3, { owner: "queue", queue: { position: 1 } });
    expect(newer(state(3, { owner: "queue", queue: { position: 2 } }), moved)).toEqual(moved);
  });
  it("neither takes back what was read", () => {
    expect(newer(state(3, { read_seq: 9 }), state(4, { read_seq: 5 })).read_seq).toBe(9);
  });
});
