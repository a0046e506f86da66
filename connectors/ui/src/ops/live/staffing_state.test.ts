import { describe, expect, it } from "vitest";
import { enough } from "./staffing_state";
import { remembered } from "./memory";

describe("those who are there", () => {
  it.each([
    [null, 3, "unknown", 0],
    [0, 0, "quiet", 0],
    [4, 4, "enough", 0],
    [4, 6, "enough", 0],
    [4, 1, "short", 3],
    [2, 0, "nobody", 2],
  ])("needed %s, there %s: %s", (needed, there, state, missing) => expect(enough({ needed, there })).toEqual({ state, missing }));
});

describe("what the page has seen", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 31, 1, minute)).toISOString();
  it("grows with each moment, once", () => {
    const one = remembered([], { at: at(0), waiting: 3 });
    expect(remembered(remembered(one, { at: at(0), waiting: 9 }), { at: at(1), waiting: 4 })).toEqual([
      { at: at(0), waiting: 3 },
      { at: at(1), waiting: 4 },
    ]);
  });
  it("ends after half an hour", () => {
    const long = Array.from({ length: 40 }, (_, minute) => ({ at: at(minute), waiting: minute })).reduce(remembered, [] as { at: string; waiting: number }[]);
    expect([long[0]!.waiting, long.at(-1)!.waiting]).toEqual([9, 39]);
  });
});
