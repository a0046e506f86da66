import { describe, expect, it } from "vitest";
import type { Message } from "./frames/message";
import { message } from "./messages.fixture";
import { answerStart, emptyThread, hasGap, withMessage, withMessages } from "./thread";

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

describe("the newest answer begins", () => {
  const at = (seq: number, second: number, sender: Message["sender"] = "bot") =>
    message(seq, { sender, created_at: new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString() });
  it.each([
    ["nowhere when the customer spoke last", [at(1, 0), at(2, 1, "customer")], undefined],
    ["after the customer's message", [at(1, 0), at(2, 1, "customer"), at(3, 2), at(4, 2), at(5, 3)], "m3"],
    ["where a later message comes by itself", [at(1, 0, "customer"), at(2, 1), at(3, 2), at(4, 30, "agent"), at(5, 31, "agent")], "m4"],
    ["nowhere in an empty thread", [], undefined],
  ])("%s", (_, messages, id) => expect(answerStart(messages)?.id).toBe(id));
});
