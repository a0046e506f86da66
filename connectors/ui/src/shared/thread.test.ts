import { describe, expect, it } from "vitest";
import type { Message } from "./frames/message";
import { message } from "./messages.fixture";
import { emptyThread, hasGap, withMessage, withMessages } from "./thread";

const seqs = (thread: { readonly messages: readonly Message[] }) => thread.messages.map((one) => one.seq);

describe("a thread", () => {
  it("keeps messages in order whatever order they come in", () => {
    const thread = [3, 1, 2].reduce((before, seq) => withMessage(before, message(seq)), emptyThread);
    expect(seqs(thread)).toEqual([1, 2, 3]);
    expect(thread.lastSeq).toBe(3);
  });
  it("shows a message once, in its newest state", () => {
    const thread = withMessage(withMessage(emptyThread, message(1)), message(1, { text: "new" }));
    expect(thread.messages.map((one) => one.text)).toEqual(["new"]);
  });
  it("knows that something is missing, and heals by a fetch", () => {
    const torn = [1, 4].reduce((before, seq) => withMessage(before, message(seq)), emptyThread);
    expect([hasGap(torn), torn.lastSeq]).toEqual([true, 1]);
    const healed = withMessages(torn, [message(2), message(3), message(4)], 4);
    expect([hasGap(healed), seqs(healed)]).toEqual([false, [1, 2, 3, 4]]);
  });
  it("takes the server's word for numbers that nobody may see", () => {
    const thread = withMessages(emptyThread, [message(1), message(4)], 6);
    expect([hasGap(thread), thread.lastSeq]).toEqual([false, 6]);
  });
});
