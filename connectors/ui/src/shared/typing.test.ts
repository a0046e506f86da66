import { describe, expect, it } from "vitest";
import { length, sendsOnEnter, TypingSignal } from "./typing";

const key = (more: Partial<KeyboardEvent>) => ({ key: "Enter", keyCode: 13, ...more }) as KeyboardEvent;

describe("Enter", () => {
  it("sends", () => expect(sendsOnEnter(key({}))).toBe(true));
  it.each([
    ["with Shift makes a new line", { shiftKey: true }],
    ["ends a composition", { isComposing: true }],
    ["ends a composition that the browser reports late", { keyCode: 229 }],
  ])("%s", (_, more) => expect(sendsOnEnter(key(more))).toBe(false));
});

it("a text is as long as the server counts it", () => expect(length("가🙂a")).toBe(3));

it("typing is told at the first key, again after 3 s, and ends after 4 s of rest", () => {
  let now = 0;
  let rest: () => void = () => undefined;
  const told: [number, boolean][] = [];
  const clock = { now: () => now, later: (run: () => void) => void (rest = run), cancel: () => undefined };
  const signal = new TypingSignal((on) => told.push([now, on]), clock);
  for (now of [0, 1000, 2999, 3000]) signal.key();
  now = 7000;
  rest();
  signal.stop();
  expect(told).toEqual([
    [0, true],
    [3000, true],
    [7000, false],
  ]);
});
