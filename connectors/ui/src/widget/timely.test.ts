import { describe, expect, it, test } from "vitest";
import { message } from "../shared/messages.fixture";
import { isAskedAgain, isTimely } from "./timely";

test.each([
  ["notice", "handed_off", "queue", true],
  ["notice", "handed_off", "agent", false],
  ["notice", "handed_off", "closed", false],
  ["notice", "out_of_hours", "queue", true],
  ["notice", "nobody_yet", "queue", true],
  ["notice", "transferred", "queue", true],
  ["notice", "nobody_yet", "bot", false],
  ["notice", "offer_person", "bot", true],
  ["notice", "offer_person", "queue", false],
  ["notice", "bot_unavailable", "bot", true],
  ["notice", "bot_failed", "bot", true],
  ["notice", "bot_unavailable", "agent", false],
  ["text", undefined, "agent", true],
] as const)("%s %s while %s owns: %s", (kind, code, owner, expected) => {
  expect(isTimely({ kind, code }, owner)).toBe(expected);
});

describe("what is asked of somebody who waits", () => {
  const notice = (seq: number, code: string) =>
    message(seq, { sender: "system", kind: "notice", code, buttons: [{ id: "b", code: "keep_bot", used: false }] });
  const thread = [notice(1, "handed_off"), notice(2, "nobody_yet"), message(3, { sender: "system", kind: "notice", code: "email_saved" })];
  it("is asked by the newest notice only", () => {
    expect(thread.map((one) => isAskedAgain(one, thread))).toEqual([true, false, false]);
  });
});
