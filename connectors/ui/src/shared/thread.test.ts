import { describe, expect, it } from "vitest";
import type { Message } from "./frames/message";
import { message } from "./messages.fixture";
import { answerStart, emptyThread, hasGap, isChosen, withMessage, withMessages } from "./thread";

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
  it("shows nothing before what is missing is here: by a fetch, or by itself", () => {
    const torn = [1, 4, 3].reduce((before, seq) => withMessage(before, message(seq)), emptyThread);
    expect([hasGap(torn), torn.lastSeq, seqs(torn)]).toEqual([true, 1, [1]]);
    const healed = withMessages(torn, [message(2), message(3), message(4)], 4);
    expect([hasGap(healed), seqs(healed)]).toEqual([false, [1, 2, 3, 4]]);
    expect(withMessage(torn, message(2))).toEqual(healed);
  });
  it("starts afresh where more is missing than it is told, and keeps what came since", () => {
    const torn = [1, 2, 300].reduce((before, seq) => withMessage(before, message(seq)), emptyThread);
    const afresh = withMessages(torn, [message(298), message(299)], 299, true);
    expect([seqs(afresh), afresh.lastSeq, hasGap(afresh)]).toEqual([[298, 299, 300], 300, false]);
  });
  it("takes the server's word for numbers that nobody may see", () => {
    const thread = withMessages(emptyThread, [message(1), message(4)], 6);
    expect([hasGap(thread), thread.lastSeq]).toEqual([false, 6]);
  });
});

describe("a press", () => {
  const buttons = ["yes", "no"].map((id) => ({ id, title: id, used: false }));
  const asked = message(1, { buttons });
  const press = message(2, { sender: "customer", kind: "press", params: { button_id: "yes", used: ["yes", "no"] } });
  const thread = [asked, press].reduce(withMessage, emptyThread);
  const shown = ({ messages }: typeof thread) => messages[0]!.buttons!.map((button) => [button.used, isChosen(button, messages)]);
  it("uses up what it names; only the pressed one was chosen", () => expect(shown(thread)).toEqual([[true, true], [true, false]]));
  it("counts though an older word of its message comes after it", () => expect(shown(withMessage(thread, asked))).toEqual(shown(thread)));
  it("of before is known by the used button alone", () => expect(isChosen({ ...buttons[0]!, used: true }, [asked])).toBe(true));
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
