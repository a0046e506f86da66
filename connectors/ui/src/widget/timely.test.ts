import { expect, test } from "vitest";
import { isTimely } from "./timely";

test.each([
  ["notice", "handed_off", "queue", true],
  ["notice", "handed_off", "agent", false],
  ["notice", "handed_off", "closed", false],
  ["notice", "offer_person", "bot", true],
  ["notice", "offer_person", "queue", false],
  ["notice", "bot_unavailable", "bot", true],
  ["notice", "bot_unavailable", "agent", false],
  ["text", undefined, "agent", true],
] as const)("%s %s while %s owns: %s", (kind, code, owner, expected) => {
  expect(isTimely({ kind, code }, owner)).toBe(expected);
});
