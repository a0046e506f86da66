// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Gaps } from "./gaps";

let torn: Set<string>;
let asked: string[];
let heard: boolean;
let gaps: Gaps;

beforeEach(() => {
  vi.useFakeTimers();
  [torn, asked, heard] = [new Set(["a"]), [], true];
  gaps = new Gaps(
    (id) => torn.has(id),
    (id) => (heard && asked.push(id), heard),
  );
});
afterEach(() => void vi.useRealTimers());

describe("what is missing in a conversation", () => {
  it("is asked for once, however often that is noticed", () => {
    gaps.mend("a");
    gaps.mend("a");
    gaps.mend("b");
    expect(asked).toEqual(["a"]);
  });
  it("is asked for again while no answer helps, and no more then", () => {
    gaps.mend("a");
    vi.advanceTimersByTime(3_000);
    expect(asked).toEqual(["a", "a"]);
    torn.clear();
    gaps.mend("a");
    vi.advanceTimersByTime(60_000);
    expect(asked).toEqual(["a", "a"]);
  });
  it("is asked for at the next occasion where nobody heard it", () => {
    heard = false;
    gaps.mend("a");
    heard = true;
    gaps.mend("a");
    expect(asked).toEqual(["a"]);
  });
});
